"""Forms about consent, requests and erasure."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    RadioField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Email, InputRequired, Length

from web.consents.labels import BASES, SECTIONS
from web.consents.models import LawSection, LegalBasis
from web.core.forms import LONG_TEXT, BaseForm, Required
from web.privacy.labels import REQUEST_KINDS
from web.privacy.models import RequestKind


class NotedConsentForm(BaseForm):
    """A yes that the caseworker has heard or has on paper."""

    said_on = DateField(lazy_gettext("The day of the yes"), validators=[Required()])
    may_show_wishes = BooleanField(
        lazy_gettext("The yes is also to letting a proposed mentor read the wishes")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def validate_said_on(self, field: Any) -> None:
        """Nobody has said yes tomorrow."""
        if field.data > self.today:
            raise ValidationError(gettext("This day has not come yet."))


class AskParentForm(BaseForm):
    """Where to ask a parent."""

    address = EmailField(
        lazy_gettext("A parent's e-mail"),
        validators=[
            Required(),
            Length(max=254),
            Email(message=lazy_gettext("This does not look like an e-mail address.")),
        ],
    )


class LegalBasisForm(BaseForm):
    """On what the casework rests."""

    basis = RadioField(lazy_gettext("Legal basis"), choices=[], validators=[InputRequired()])
    section = SelectField(lazy_gettext("Section of the law"), choices=[], validators=[Required()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        legal = [basis for basis in LegalBasis if basis is not LegalBasis.CONSENT]
        self.basis.choices = [(basis.value, BASES[basis]) for basis in legal]
        self.section.choices = [(section.value, SECTIONS[section]) for section in LawSection]

    def chosen_basis(self) -> LegalBasis:
        """Return the basis."""
        return LegalBasis(self.basis.data)

    def chosen_section(self) -> LawSection:
        """Return the section."""
        return LawSection(self.section.data)


class AnswerForm(BaseForm):
    """Yes or no."""

    may_show_wishes = BooleanField(
        lazy_gettext(
            "A mentor who is asked may also read what the young person has written about their wishes"
        )
    )
    answer = RadioField(lazy_gettext("Your answer"), choices=[], validators=[InputRequired()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answer.choices = [("yes", gettext("Yes")), ("no", gettext("No"))]


class DataRequestForm(BaseForm):
    """What somebody asks for that they cannot do by themselves."""

    kind = RadioField(lazy_gettext("What would you like?"), choices=[], validators=[InputRequired()])
    words = TextAreaField(lazy_gettext("Tell us more"), validators=[Length(max=LONG_TEXT)])

    def __init__(self, *args: Any, is_young: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        only_young = (RequestKind.CASE_FILES, RequestKind.ERASURE)
        kinds = [kind for kind in RequestKind if is_young or kind not in only_young]
        self.kind.choices = [(kind.value, REQUEST_KINDS[kind]) for kind in kinds]


class AnswerRequestForm(BaseForm):
    """Whether it is done as asked, and what the person is told."""

    decision = RadioField(lazy_gettext("Decision"), choices=[], validators=[InputRequired()])
    answer = TextAreaField(
        lazy_gettext("What the person is told"), validators=[Required(), Length(max=LONG_TEXT)]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.decision.choices = [
            ("grant", gettext("Done as asked")),
            ("refuse", gettext("Refused: the answer says why, and where to complain")),
        ]


class DeleteAccountForm(BaseForm):
    """A word that cannot be typed by accident."""

    also_certificates = BooleanField(
        lazy_gettext("Take my certificates back too, so that nobody can check them any more")
    )
    is_sure = BooleanField(
        lazy_gettext("Yes, delete my account and what hangs on it. It cannot be undone."),
        validators=[InputRequired(lazy_gettext("Put a tick here if you are sure."))],
    )
