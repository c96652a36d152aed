"""Applying as a mentor, and what vetting staff decide."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    DateField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import Length, NumberRange, Optional

from web.accounts.forms import TOO_LONG
from web.accounts.models import RoleName
from web.catalogue.labels import name_of
from web.catalogue.queries import all_areas, all_experiences, all_goals
from web.core.forms import LONG_TEXT, BaseForm, CheckboxesField, Required
from web.profiles.labels import MENTOR_KINDS, MENTOR_STATUSES
from web.profiles.models import MentorKind, MentorStatus
from web.vetting.labels import DECISION_REASONS, VERIFIER_NAMES
from web.vetting.models import (
    ABOUT_OFFENCES,
    CLEARANCE_STEPS,
    REASONS_FOR_NO,
    REASONS_TO_REOPEN,
    SHIFTS,
    VERIFIERS,
    ClearanceKind,
    ClearanceRequirement,
    ClearanceStatus,
    DecisionReason,
)
from web.vetting.offers import MentorOffer
from web.vetting.requirements import Terms, terms_of
from web.vetting.services import Validity

AGES = range(10, 30)
MOST_PLACES = 6


class OfferForm(BaseForm):
    """What somebody offers as a mentor."""

    kind = RadioField(
        lazy_gettext("Who are you as a mentor?"), validators=[Required(lazy_gettext("Choose one."))]
    )
    goals = CheckboxesField(
        lazy_gettext("What would you like to help with?"),
        coerce=int,
        validators=[Required(lazy_gettext("Tick at least one."))],
    )
    experiences = CheckboxesField(lazy_gettext("What do you know from your own life or work?"), coerce=int)
    youngest_age = SelectField(lazy_gettext("From age"), coerce=int, default=16)
    oldest_age = SelectField(lazy_gettext("To age"), coerce=int, default=29)
    capacity = SelectField(lazy_gettext("How many young people at a time?"), coerce=int, default=1)
    motivation = TextAreaField(
        lazy_gettext("Why would you like to be a mentor?"),
        validators=[Required(), Length(max=LONG_TEXT, message=TOO_LONG)],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [(kind.value, name) for kind, name in MENTOR_KINDS.items()]
        self.goals.choices = [(goal.id, name_of(goal)) for goal in all_goals()]
        self.experiences.choices = [(known.id, name_of(known)) for known in all_experiences()]
        self.youngest_age.choices = self.oldest_age.choices = [
            (age, gettext("%(age)s years", age=age)) for age in AGES
        ]
        self.capacity.choices = [(number, str(number)) for number in range(1, MOST_PLACES + 1)]

    def fill_in(self, offer: MentorOffer) -> None:
        """Show what is offered already."""
        self.kind.data, self.capacity.data = offer.kind.value, offer.capacity
        self.youngest_age.data, self.oldest_age.data = offer.youngest_age, min(offer.oldest_age, AGES[-1])
        self.goals.data, self.experiences.data = list(offer.goal_ids), list(offer.experience_ids)
        self.motivation.data = offer.motivation

    def validate_oldest_age(self, field: Field) -> None:
        """Refuse ages the wrong way round."""
        if field.data < self.youngest_age.data:
            raise ValidationError(gettext("The second age must not be lower than the first."))

    def offer(self) -> MentorOffer:
        """Return what was typed."""
        return MentorOffer(
            kind=MentorKind(self.kind.data),
            capacity=self.capacity.data,
            youngest_age=self.youngest_age.data,
            oldest_age=self.oldest_age.data,
            goal_ids=tuple(self.goals.data or ()),
            experience_ids=tuple(self.experiences.data or ()),
            motivation=self.motivation.data or "",
        )


class ClearanceForm(BaseForm):
    """What is decided about one clearance."""

    decision = RadioField(
        lazy_gettext("What is the result?"), validators=[Required(lazy_gettext("Choose one."))]
    )
    topics = CheckboxesField(lazy_gettext("What did you speak about?"))
    issued_on = DateField(lazy_gettext("Counts from"), validators=[Optional()])
    expires_on = DateField(lazy_gettext("Counts until and including"), validators=[Optional()])
    words = TextAreaField(
        lazy_gettext("Words to the volunteer"),
        validators=[Optional(), Length(max=LONG_TEXT, message=TOO_LONG)],
    )

    names = {
        "verify": lazy_gettext("It is in order"),
        "renew": lazy_gettext("It has been renewed"),
        "refuse": lazy_gettext("It is not in order"),
        "reopen": lazy_gettext("It must be done anew"),
    }

    def __init__(
        self,
        *args: Any,
        kind: ClearanceKind,
        status: ClearanceStatus,
        topics: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if kind in ABOUT_OFFENCES:
            del self.words
        if topics:
            self.topics.choices = list(topics.items())
        else:
            del self.topics
        self.decision.choices = [
            (step, name) for step, name in self.names.items() if CLEARANCE_STEPS.allows(step, status)
        ]

    def leave_taking_back(self) -> None:
        """Leave the choices of those who may take back what is recorded, but not record it."""
        self.decision.choices = [
            (step, name) for step, name in self.decision.choices if step in ("refuse", "reopen")
        ]
        del self.issued_on
        del self.expires_on

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the first day of what is in order; an empty day would end the field's own checks."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and self.decision.data in ("verify", "renew") and self.issued_on.data is None:
            self.issued_on.errors = [gettext("Write from which day it counts.")]
            return False
        return is_valid

    def validity(self) -> Validity:
        """Return the days that were typed."""
        issued_on: date = self.issued_on.data
        return Validity(issued_on, self.expires_on.data)


class ReasonForm(BaseForm):
    """A decision with its reason from the list."""

    reason = RadioField(lazy_gettext("Why?"), validators=[Required(lazy_gettext("Choose one."))])
    reasons: tuple[DecisionReason, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = [(reason.value, DECISION_REASONS[reason]) for reason in self.reasons]

    def chosen(self) -> DecisionReason:
        """Return the reason that was chosen."""
        return DecisionReason(self.reason.data)


class RefusalForm(ReasonForm):
    """Saying no to an applicant."""

    reasons = REASONS_FOR_NO


class ReopenForm(ReasonForm):
    """Taking a yes or a no back."""

    reasons = REASONS_TO_REOPEN


class QuestionForm(BaseForm):
    """What a refused applicant asks."""

    question = RadioField(
        lazy_gettext("What would you like?"), validators=[Required(lazy_gettext("Choose one."))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question.choices = [
            ("reasons", gettext("I would like to know the reasons")),
            ("objection", gettext("I do not agree, and ask somebody else to look at it")),
        ]


class StatementForm(BaseForm):
    """Saying yes to a statement, in the version that was shown."""

    version = HiddenField()
    is_agreed = BooleanField(
        lazy_gettext("I have read this, and I say yes to it"),
        validators=[Required(lazy_gettext("Tick here if you say yes to it."))],
    )


class RequirementForm(BaseForm):
    """What the programme asks for of one kind; `seen` holds the terms whose effect has been shown."""

    is_required = RadioField(
        lazy_gettext("Is it asked for?"), validators=[Required(lazy_gettext("Choose one."))]
    )
    only_below_age = IntegerField(
        lazy_gettext("Only of those who meet somebody younger than"),
        validators=[Optional(), NumberRange(11, 30, message=lazy_gettext("Write an age from 11 to 30."))],
    )
    valid_for_months = IntegerField(
        lazy_gettext("Counts for so many months"),
        validators=[Optional(), NumberRange(1, 120, message=lazy_gettext("Write 1 to 120 months."))],
    )
    verified_by = CheckboxesField(lazy_gettext("Who may record it?"))
    seen = HiddenField()

    def __init__(self, *args: Any, requirement: ClearanceRequirement, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_certificate = requirement.kind is ClearanceKind.CHILDRENS_CERTIFICATE
        if requirement.programme_code == SHIFTS:
            self.is_required.label.text = gettext("May shifts ask for it?")
            if not is_certificate:
                del self.only_below_age
        self.is_required.choices = [("yes", gettext("Yes")), ("no", gettext("No"))]
        self.verified_by.choices = [
            (role.value, VERIFIER_NAMES[role])
            for role in VERIFIERS
            if is_certificate or role is not RoleName.COORDINATOR
        ]

    def fill_in(self, requirement: ClearanceRequirement) -> None:
        """Show what is asked for now."""
        terms = terms_of(requirement)
        self.is_required.data = "yes" if terms.is_required else "no"
        if "only_below_age" in self:
            self.only_below_age.data = terms.only_below_age
        self.valid_for_months.data = terms.valid_for_months
        self.verified_by.data = list(terms.verified_by)

    def terms(self) -> Terms:
        """Return what was typed."""
        return Terms(
            is_required=self.is_required.data == "yes",
            only_below_age=self.only_below_age.data if "only_below_age" in self else None,
            valid_for_months=self.valid_for_months.data,
            verified_by=tuple(sorted(self.verified_by.data or ())),
        )


class ConfirmForm(BaseForm):
    """A button."""


class FilterForm(BaseForm):
    """Which applicants to list; read from the address."""

    class Meta(BaseForm.Meta):
        csrf = False

    status = SelectField(lazy_gettext("Status"), validators=[Optional()], default=MentorStatus.APPLIED.value)
    area = SelectField(lazy_gettext("Place"), validators=[Optional()], default="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status.choices = [(status.value, name) for status, name in MENTOR_STATUSES.items()]
        self.status.choices.append(("all", lazy_gettext("Everybody")))
        self.area.choices = [("", gettext("The whole municipality"))]
        self.area.choices += [(str(area.id), area.label) for area in all_areas()]
