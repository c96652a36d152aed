"""Naming a deputy, and ending it early."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from web.accounts.models import RoleName, User
from web.audit.services import record_event
from web.core.clock import local_date
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.deputies import messages
from web.deputies.models import Deputy
from web.extensions import db

LONGEST = timedelta(days=183)


@dataclass(frozen=True)
class Absence:
    """Who is away, who stands in, and the first and last day of it."""

    caseworker: User
    deputy: User
    starts_on: date
    ends_on: date


def name_deputy(absence: Absence, *, by: User, now: datetime) -> Deputy:
    """Let somebody stand in, and tell both; raises RuleError at the field that is wrong."""
    for user in sorted({absence.caseworker, absence.deputy}, key=lambda one: one.id):
        lock_row(user, allows_references=True)
    refuse_oneself(absence, by=by)
    check_people(absence)
    check_days(absence, today=local_date(now))
    check_others(absence)
    deputy = Deputy(
        caseworker=absence.caseworker,
        deputy=absence.deputy,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        named_by=by,
    )
    try:
        with db.session.begin_nested():
            db.session.add(deputy)
            db.session.flush()
    except IntegrityError as error:
        if "ex_deputies_one_at_a_time" not in str(error):
            raise
        raise RuleError(
            gettext(
                "Somebody stands in already on some of these days. End that first, or choose other days."
            ),
            field="starts_on",
        ) from error
    people = {"caseworker": absence.caseworker.id, "deputy": absence.deputy.id}
    record_event("name deputy", deputy, by=by, now=now, details=people)
    messages.tell_of_naming(deputy, by=by)
    return deputy


def refuse_oneself(absence: Absence, *, by: User) -> None:
    """Raise RuleError where somebody would open a colleague's caseload to themselves."""
    if absence.deputy.id == by.id and absence.caseworker.id != by.id:
        raise RuleError(
            gettext("You cannot make yourself a deputy. Let your colleague or another administrator do it."),
            field="deputy",
        )


def check_people(absence: Absence) -> None:
    """Raise RuleError unless they are two active caseworkers."""
    if not absence.caseworker.has_any_role(RoleName.CASEWORKER):
        raise RuleError(gettext("Only a caseworker has a caseload to stand in for."), field="caseworker")
    if absence.deputy.id == absence.caseworker.id:
        raise RuleError(gettext("Nobody can stand in for themselves. Choose a colleague."), field="deputy")
    if not absence.deputy.has_any_role(RoleName.CASEWORKER) or not absence.deputy.active:
        raise RuleError(gettext("Only another caseworker can stand in."), field="deputy")


def check_days(absence: Absence, *, today: date) -> None:
    """Raise RuleError for days that are over, the wrong way round, or too many."""
    if absence.starts_on < today:
        raise RuleError(gettext("This day is over. Choose today or a later day."), field="starts_on")
    if absence.ends_on < absence.starts_on:
        raise RuleError(gettext("The last day must not come before the first."), field="ends_on")
    if absence.ends_on - absence.starts_on > LONGEST:
        raise RuleError(
            gettext("Half a year is the longest. For longer, the young people get another caseworker."),
            field="ends_on",
        )


def check_others(absence: Absence) -> None:
    """Raise RuleError where one of the two is away, or stands in elsewhere, on these days: no caseload is passed on twice."""
    if overlapping(absence, Deputy.caseworker_id == absence.deputy.id):
        raise RuleError(
            gettext("%(name)s is away too on some of these days.", name=absence.deputy.name), field="deputy"
        )
    if overlapping(absence, Deputy.deputy_id == absence.caseworker.id):
        raise RuleError(
            gettext(
                "On some of these days there is a colleague to stand in for. Find another deputy there first."
            ),
            field="starts_on",
        )


def overlapping(absence: Absence, whose: object) -> bool:
    """Tell whether there is such a deputy on some of the days."""
    statement = select(Deputy.id).where(
        whose,  # type: ignore[arg-type]
        Deputy.ended_at.is_(None),
        Deputy.starts_on <= absence.ends_on,
        Deputy.ends_on >= absence.starts_on,
    )
    return db.session.scalar(statement.limit(1)) is not None


def end_deputy(deputy: Deputy, *, by: User, now: datetime) -> None:
    """End it before its last day, at once; raises RuleError where it is over."""
    lock_row(deputy)
    if deputy.ended_at is not None or deputy.ends_on < local_date(now):
        raise RuleError(gettext("It is over already."))
    deputy.ended_at = now
    people = {"caseworker": deputy.caseworker_id, "deputy": deputy.deputy_id}
    record_event("end deputy", deputy, by=by, now=now, details=people)
    messages.tell_of_end(deputy, by=by)
    db.session.flush()
