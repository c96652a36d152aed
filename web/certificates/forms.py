"""Choosing what a certificate says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext

from web.certificates.facts import Fact
from web.certificates.labels import title_of
from web.core.forms import BaseForm, CheckboxesField


class IssueForm(BaseForm):
    """Which of the things somebody did are to stand on it; all, unless a tick is taken away."""

    facts = CheckboxesField(lazy_gettext("What is to stand on it?"))

    def __init__(self, *args: Any, facts: Sequence[Fact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts.choices = [(fact.key, title_of(fact)) for fact in facts]
        if not self.is_submitted():
            self.facts.data = [fact.key for fact in facts]
