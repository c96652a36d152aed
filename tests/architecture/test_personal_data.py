"""Every column of every table says whether it holds personal data; what is declared exists and can be reached."""

from __future__ import annotations

from importlib import import_module

import pytest
from sqlalchemy import Table

from web.app import TABLES
from web.core.empty_values import empty_value
from web.core.personal_data import (
    OnErasure,
    PersonalTable,
    impersonal_tables,
    load_declarations,
    personal_tables,
)
from web.core.personal_data_words import ABOUT, ERASURES, KINDS, PURPOSES, RETENTIONS
from web.core.retention import KEPT_FOR, Retention
from web.extensions import Base

ROOTS = {"users", "young_people"}
# Not linked to a person by a key: found by what they hold (`web.privacy`), or only by whoever did something.
WITHOUT_OWNER = ROOTS | {"audit_events", "form_submissions", "interrupted_forms", "import_batches"}


@pytest.fixture(scope="module", autouse=True)
def declarations() -> None:
    """Everything that features declare, as the application loads it."""
    for feature in TABLES:
        import_module(f"web.{feature}.models")
    load_declarations(TABLES)


def tables() -> dict[str, Table]:
    """Return the tables of the service by name."""
    return dict(Base.metadata.tables)


def test_every_table_is_declared() -> None:
    declared = set(personal_tables()) | impersonal_tables()
    assert set(tables()) - declared == set(), "declare it in the feature's personal_data.py"
    assert declared - set(tables()) == set(), "declared, but there is no such table"
    assert set(personal_tables()) & impersonal_tables() == set()


def test_every_column_of_a_table_about_people_is_declared() -> None:
    missing, unknown = [], []
    for name, declared in personal_tables().items():
        said = set(declared.columns) | set(declared.plain) | set(declared.owners)
        stored = {column.name for column in tables()[name].columns}
        missing += [f"{name}.{column}" for column in sorted(stored - said)]
        unknown += [f"{name}.{column}" for column in sorted(said - stored)]
    assert missing == [], "say in the feature's personal_data.py what it holds, or that it is plain"
    assert unknown == []


def test_every_row_about_a_person_can_be_reached_from_that_person() -> None:
    lost = [
        f"{name}.{owner}"
        for name, declared in personal_tables().items()
        for owner in declared.owners or ("no owner",)
        if name not in WITHOUT_OWNER and not leads_to_a_person(name, owner)
    ]
    assert lost == []


def leads_to_a_person(name: str, owner: str) -> bool:
    """Tell whether a key of a table leads, over other tables about people, to a user or a young person."""
    column = tables()[name].columns.get(owner)
    targets = [key.column.table.name for key in column.foreign_keys] if column is not None else []
    return any(
        target in ROOTS
        or any(leads_to_a_person(target, further) for further in declared_owners(target) if target != name)
        for target in targets
    )


def declared_owners(name: str) -> tuple[str, ...]:
    """Return the owners of a table about people; none for others."""
    declared = personal_tables().get(name)
    return declared.owners if declared else ()


def test_what_erasure_empties_can_be_empty_or_has_an_empty_form() -> None:
    wrong = [
        f"{declared.name}.{name}"
        for declared in personal_tables().values()
        if declared.rows is OnErasure.KEEP
        for name, said in declared.columns.items()
        if said.on_erasure is OnErasure.EMPTY and not has_empty_form(declared, name)
    ]
    assert wrong == []


def has_empty_form(declared: PersonalTable, name: str) -> bool:
    """Tell whether there is a value that says nothing."""
    try:
        empty_value(tables()[declared.name].columns[name])
    except ValueError:
        return False
    return True


def test_every_code_has_words_and_every_kind_of_record_a_period() -> None:
    for declared in personal_tables().values():
        assert set(declared.about) <= set(ABOUT)
        assert declared.purpose in PURPOSES
        assert all(said.kind in KINDS for said in declared.columns.values())
    assert set(KEPT_FOR) == set(Retention) == set(RETENTIONS)
    assert set(ERASURES) == set(OnErasure)


@pytest.mark.parametrize("column", ["password", "tf_totp_secret", "mf_recovery_codes", "fs_uniquifier"])
def test_secrets_are_never_part_of_my_data(column: str) -> None:
    assert not personal_tables()["users"].columns[column].is_shown
