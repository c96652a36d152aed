"""What this feature does by itself: retention every night, and questions on birthdays."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy.dialects.postgresql import insert

from web.core import clock
from web.core.jobs import background, enqueue
from web.core.retention import Retention
from web.extensions import db
from web.privacy.birthdays import ask_after_birthday, young_people_to_ask
from web.privacy.models import RetentionCount
from web.privacy.retention import RULES, Ended, is_due

AT_ONCE = 500


@background("retention", every="20 2 * * *", lock="retention")
def keep_periods(timestamp: int) -> None:
    """Enqueue the end of every record that is due: a job for each, so that a crash loses and repeats nothing."""
    now = clock.now()
    for kind, rule in RULES.items():
        for key in db.session.scalars(rule.due(now).limit(AT_ONCE)):
            enqueue(end_record, kind=kind.value, key=str(key))


@background("end a record")
def end_record(*, kind: str, key: str) -> None:
    """End one record, unless it is not due any more (somebody signed in, or it was ended before)."""
    end_if_due(Retention(kind), key, now=clock.now())


def end_if_due(kind: Retention, key: str, *, now: datetime) -> Ended:
    """End a record that is still due, and count it, in one transaction."""
    rule = RULES[kind]
    (column,) = rule.due(now).selected_columns
    value: Any = uuid.UUID(key) if column.type.python_type is uuid.UUID else int(key)
    if not is_due(rule, value, now):
        return Ended()
    ended = rule.end(value, now)
    count(kind, ended, now=now)
    return ended


def count(kind: Retention, ended: Ended, *, now: datetime) -> None:
    """Add to the night's counts."""
    values = {"day": clock.local_date(now), "rule": kind, "warned": ended.warned, "ended": ended.ended}
    statement = insert(RetentionCount).values(**values)
    db.session.execute(
        statement.on_conflict_do_update(
            index_elements=["day", "rule"],
            set_={
                "warned": RetentionCount.warned + statement.excluded.warned,
                "ended": RetentionCount.ended + statement.excluded.ended,
            },
        )
    )


@background("birthdays", every="30 6 * * *")
def ask_on_birthdays(timestamp: int) -> None:
    """Enqueue the question to everybody who has turned 15 and for whom a parent had said yes."""
    for young_person_id in young_people_to_ask(today=clock.local_date(clock.now())):
        enqueue(ask_about_own_consent, young_person_id=young_person_id)


@background("ask about own consent")
def ask_about_own_consent(*, young_person_id: int) -> None:
    """Ask one young person, or their caseworker where there is no address, once."""
    ask_after_birthday(young_person_id, now=clock.now())
