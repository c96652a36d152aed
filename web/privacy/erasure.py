"""Erasing a person: what is under way ends properly, then nothing is left of them but counts; in one transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, update

from web.accounts.models import User
from web.accounts.roles import refuse_last_administrator
from web.audit.services import record_event
from web.core.empty_values import empty_value
from web.core.jobs import enqueue
from web.core.personal_data import OnErasure
from web.extensions import db
from web.privacy import endings
from web.privacy.holdings import Holding, Roots, holdings, roots_of
from web.privacy.pseudonyms import NAME, is_pseudonym, pseudonym
from web.privacy.queries import young_person_of_user
from web.privacy.register import register_erasure
from web.privacy.register_jobs import copy_erasures
from web.privacy.traces import remove_traces, traces_of
from web.youth.models import YoungPerson


def erase_user(user: User, *, by: User | None, now: datetime) -> None:
    """Erase an account and everything that hangs on it; raise RuleError where something must be done first.

    A young person's own record stays with the caseworker, who erases it with `erase_young_person` or says why not.
    """
    endings.ensure_may_go(user)
    traces = traces_of(user=user, young_person=None)
    user.name = NAME
    db.session.flush()
    young_person = young_person_of_user(user)
    if young_person is not None:
        endings.take_back_all(young_person, by=by, now=now)
        young_person.user = None
    endings.end_volunteering(user, by=by, now=now)
    wipe(roots_of(user=user, young_person=None))
    user.active = False
    remove_traces(traces)
    note(user, by=by, now=now)


def erase_young_person(young_person: YoungPerson, *, by: User | None, now: datetime) -> None:
    """Erase a young person's record and their account, where they have one; raise RuleError for the last administrator."""
    if young_person.user is not None:
        refuse_last_administrator(young_person.user)
    erase_record(young_person, by=by, now=now)


def erase_record(young_person: YoungPerson, *, by: User | None, now: datetime) -> None:
    """Erase a young person's record and account, whatever stands in the way."""
    user = young_person.user
    traces = traces_of(user=user, young_person=young_person)
    if user is not None:
        user.name = NAME
    db.session.flush()
    endings.end_matches_of_young_person(young_person, by=by, now=now)
    endings.end_placements_of_young_person(young_person, by=by, now=now)
    endings.take_back_all(young_person, by=by, now=now)
    if user is not None:
        endings.end_volunteering(user, by=by, now=now)
        user.active = False
    wipe(roots_of(user=user, young_person=young_person))
    remove_traces(traces)
    note(young_person, by=by, now=now)
    if user is not None:
        note(user, by=by, now=now)


def erase_again(person: User | YoungPerson, *, now: datetime) -> bool:
    """Apply an erasure to a row that a backup has brought back; tell whether there was anything to erase.

    Nobody is told again and nothing is decided again: whoever was in the way then is not asked now.
    """
    if is_pseudonym(person.email if isinstance(person, User) else person.code):
        return False
    if isinstance(person, User):
        traces = traces_of(user=person, young_person=None)
        own = young_person_of_user(person)
        if own is not None:
            own.user = None
        endings.end_volunteering(person, by=None, now=now)
        person.active = False
        wipe(roots_of(user=person, young_person=None))
        remove_traces(traces)
        note(person, by=None, now=now)
    else:
        erase_record(person, by=None, now=now)
    return True


def note(person: User | YoungPerson, *, by: User | None, now: datetime) -> None:
    """Write the erasure into the register and the log, and let the register be copied out of the database."""
    register_erasure(person, now=now)
    record_event("erase", person, by=by, now=now)
    db.session.flush()
    db.session.expire_all()
    enqueue(copy_erasures, only_once_as="copy erasures")


def wipe(roots: Roots) -> None:
    """Do with every row of the person what its table declares, rows that refer to others first."""
    for holding in reversed(holdings(roots)):
        if holding.declared.rows is OnErasure.DELETE:
            db.session.execute(delete(holding.table).where(holding.rows))
        elif values := values_after(holding):
            db.session.execute(update(holding.table).where(holding.rows).values(values))
    db.session.expire_all()


def values_after(holding: Holding) -> dict[str, Any]:
    """Return what the columns of a kept row hold afterwards."""
    values: dict[str, Any] = {}
    for name, said in holding.declared.columns.items():
        column = holding.table.columns[name]
        if said.on_erasure is OnErasure.EMPTY:
            values[name] = empty_value(column)
        elif said.on_erasure is OnErasure.PSEUDONYM:
            values[name] = pseudonym(column, said)
    return values
