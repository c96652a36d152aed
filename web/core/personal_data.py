"""What the tables hold about people: declared next to the models, read by the privacy notice, my data and erasure.

Every feature with tables has a `personal_data.py` that declares each of its tables, column by column, with `holds`
(personal data) or `holds_nothing` (no personal data). `tests/architecture/test_personal_data.py` fails for a table or
a column that is not declared.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from web.core.retention import Retention


class About(enum.StrEnum):
    """Whom a table is about."""

    ACCOUNT_HOLDER = "account_holder"
    VOLUNTEER = "volunteer"
    MENTOR = "mentor"
    YOUNG_PERSON = "young_person"
    COORDINATOR = "coordinator"
    STAFF = "staff"
    PARENT = "parent"
    REFERENCE = "reference"
    EMPLOYER = "employer"


class Kind(enum.StrEnum):
    """What sort of fact a column holds."""

    NAME = "name"
    CONTACT = "contact"
    BIRTH_DATE = "birth_date"
    GENDER = "gender"
    PLACE = "place"
    FREE_TIME = "free_time"
    SKILLS = "skills"
    LANGUAGES = "languages"
    OWN_WORDS = "own_words"
    ACCOUNT = "account"
    SIGN_IN = "sign_in"
    CHECK = "check"
    ACTIVITY = "activity"
    NEED = "need"
    CONSENT = "consent"
    CASE_NOTE = "case_note"
    PROTECTION = "protection"
    MESSAGE = "message"
    WORK = "work"


class Purpose(enum.StrEnum):
    """What a table is kept for."""

    ACCOUNT = "account"
    SECURITY = "security"
    VOLUNTEERING = "volunteering"
    MENTORING = "mentoring"
    SMALL_JOBS = "small_jobs"
    SAFETY = "safety"
    CASEWORK = "casework"
    NOTICES = "notices"
    ACCOUNTABILITY = "accountability"
    OPERATION = "operation"


class OnErasure(enum.StrEnum):
    """What erasure does: with a row (delete, keep), or with a column of a row that is kept (empty, pseudonym, keep)."""

    DELETE = "delete"
    EMPTY = "empty"
    PSEUDONYM = "pseudonym"
    KEEP = "keep"


@dataclass(frozen=True)
class Personal:
    """A column with personal data. What is not shown is never part of "my data" (secrets, other people's words)."""

    kind: Kind
    on_erasure: OnErasure = OnErasure.EMPTY
    is_shown: bool = True


@dataclass(frozen=True)
class PersonalTable:
    """A table about people.

    `owners` are the foreign keys through which a row belongs to somebody: to a user, to a young person, or to a row
    of another table that does. `rows` is what erasure does with the row itself; `plain` are columns that say nothing
    about a person once those in `columns` are gone (keys, statuses, counts, who of the staff did it).
    """

    name: str
    about: tuple[About, ...]
    purpose: Purpose
    retention: Retention
    owners: tuple[str, ...]
    rows: OnErasure
    columns: Mapping[str, Personal]
    plain: tuple[str, ...] = ()


_tables: dict[str, PersonalTable] = {}
_impersonal: set[str] = set()


def holds(
    name: str,
    *,
    about: Iterable[About],
    purpose: Purpose,
    retention: Retention,
    owners: Iterable[str] = (),
    rows: OnErasure = OnErasure.DELETE,
    columns: Mapping[str, Personal],
    plain: Iterable[str] = (),
) -> None:
    """Declare a table with personal data; where its rows are deleted, `on_erasure` of its columns does not matter."""
    _tables[name] = PersonalTable(
        name, tuple(about), purpose, retention, tuple(owners), rows, dict(columns), tuple(plain)
    )


def holds_nothing(*names: str) -> None:
    """Declare tables that hold nothing about any person."""
    _impersonal.update(names)


def load_declarations(features: Iterable[str]) -> None:
    """Import the declarations of the features that have tables."""
    for feature in features:
        module = f"web.{feature}.personal_data"
        if find_spec(module) is not None:
            import_module(module)


def personal_tables() -> Mapping[str, PersonalTable]:
    """Return every declared table with personal data, by name."""
    return _tables


def impersonal_tables() -> frozenset[str]:
    """Return the names of the tables declared to hold nothing about any person."""
    return frozenset(_impersonal)
