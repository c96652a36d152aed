"""Marking a person as protected, or no longer: it counts at once, also for everything that was written before."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.advice.trials import forget_mentor, forget_young_person
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer
from web.proposals.whereabouts import hide_places_of_mentor, hide_places_of_young_person
from web.protection.reasons import WhyNoLonger, WhyProtected
from web.youth.aliases import holds_contact, holds_name
from web.youth.models import YoungPerson

PROTECT = "protect name and address"
END = "end protection of name and address"


def protect_young_person(young_person: YoungPerson, reason: WhyProtected, *, by: User, now: datetime) -> None:
    """Mark a young person, and take their whereabouts out of every proposal and explanation."""
    mark(young_person, is_protected=True)
    hide_places_of_young_person(young_person)
    forget_young_person(young_person)
    record_event(PROTECT, young_person, by=by, now=now, purpose=reason.value)


def end_protection_of_young_person(
    young_person: YoungPerson, reason: WhyNoLonger, *, by: User, now: datetime
) -> None:
    """Take the mark away; what was taken out of earlier proposals stays out."""
    mark(young_person, is_protected=False)
    record_event(END, young_person, by=by, now=now, purpose=reason.value)


def protect_volunteer(
    volunteer: Volunteer, reason: WhyProtected, *, known_as: str, by: User, now: datetime
) -> None:
    """Mark a volunteer, who from now on goes by another name with those they meet.

    Raises RuleError for a name that gives the real one away.
    """
    ensure_hides_the_name(known_as, volunteer)
    mark(volunteer, is_protected=True)
    volunteer.known_as = known_as
    if volunteer.mentor is not None:
        hide_places_of_mentor(volunteer.mentor)
        forget_mentor(volunteer.mentor)
    db.session.flush()
    record_event(PROTECT, volunteer, by=by, now=now, purpose=reason.value)


def end_protection_of_volunteer(
    volunteer: Volunteer, reason: WhyNoLonger, *, by: User, now: datetime
) -> None:
    """Take the mark away; the volunteer goes by their own name again."""
    mark(volunteer, is_protected=False)
    volunteer.known_as = ""
    db.session.flush()
    record_event(END, volunteer, by=by, now=now, purpose=reason.value)


def mark(person: YoungPerson | Volunteer, *, is_protected: bool) -> None:
    """Write the mark; raise RuleError where it stands so already.

    The row is locked against plans being written, not against rows that merely refer to the person.
    """
    lock_row(person, allows_references=True)
    if person.is_protected is is_protected:
        raise RuleError(gettext("It is marked so already."))
    person.is_protected = is_protected
    db.session.flush()


def ensure_hides_the_name(known_as: str, volunteer: Volunteer) -> None:
    """Raise RuleError for a name that gives the real name or a number away."""
    if holds_name(known_as, [volunteer.user.name]) or holds_contact(known_as):
        raise RuleError(gettext("Choose a name that does not tell who it is."), field="known_as")
