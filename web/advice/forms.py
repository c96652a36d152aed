"""The filter of the recruitment list."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import SelectField

from web.catalogue.labels import name_of
from web.catalogue.models import Area, Language
from web.core.forms import BaseForm


class RecruitmentFilter(BaseForm):
    """Which of the kinds of mentors are shown; a filter is read, never sent."""

    class Meta(BaseForm.Meta):
        csrf = False

    area = SelectField(lazy_gettext("District or village"), default="")
    language = SelectField(lazy_gettext("Language"), default="")

    def __init__(self, *args: Any, areas: list[Area], languages: list[Language], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.area.choices = [("", gettext("Everywhere")), *((area.code, area.name) for area in areas)]
        self.language.choices = [
            ("", gettext("Every language")),
            *((language.code, name_of(language)) for language in languages),
        ]
