"""The form that takes a file."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from web.core.forms import BaseForm, Required
from web.exchange.labels import KIND_LABELS


class UploadForm(BaseForm):
    """A kind of file and the file itself."""

    entity = SelectField(lazy_gettext("What is in the file"), validators=[Required()])
    file = FileField(
        lazy_gettext("The CSV file"), validators=[FileRequired(message=lazy_gettext("Choose a file."))]
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entity.choices = [(name, KIND_LABELS[name]) for name in kinds]
