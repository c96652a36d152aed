"""Notes lie encrypted, name their key, and are written anew when a newer key comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import text

from tests.web import factories as make
from web.core import note_rotation
from web.core.encryption import NoteKeyMissingError, cipher, decrypt, encrypt, key_id
from web.core.note_rotation import encrypted_columns, left_over, rotate_all
from web.extensions import db
from web.youth.models import YoungPerson

pytestmark = pytest.mark.usefixtures("database")
OLD, NEW = "t" * 40, "kP3vX8nL5qW2zR7mT4yB9cF6hJ1dG0sA"
NOTE = "Skal have ro på i starten 💛"
UseKeys = Callable[..., None]


@pytest.fixture
def use_keys(app: Flask) -> Iterator[UseKeys]:
    """Return a function that puts other keys into the settings."""
    before = app.config["SETTINGS"]

    def use(*keys: str) -> None:
        db.session.rollback()
        db.session.expire_all()
        app.config["SETTINGS"] = replace(before, note_keys=keys)

    yield use
    app.config["SETTINGS"] = before


def stored_notes() -> list[bytes]:
    """What lies in the table."""
    return [
        bytes(note)
        for note in db.session.scalars(
            text("SELECT note FROM young_people WHERE note IS NOT NULL ORDER BY id")
        )
    ]


def write_notes(number: int) -> None:
    """Young people with notes, and one without."""
    for _ in range(number):
        make.make_young_person(note=NOTE)
    make.make_young_person(note=None)
    db.session.commit()


def test_a_note_lies_encrypted_and_never_twice_the_same(use_keys: UseKeys) -> None:
    use_keys(OLD)
    write_notes(2)
    first, second = stored_notes()
    assert NOTE.encode() not in first
    assert first != second
    assert first.startswith(key_id(OLD) + b":")
    assert OLD.encode() not in first


def test_a_newer_key_reads_what_an_older_one_wrote(use_keys: UseKeys) -> None:
    use_keys(OLD)
    write_notes(1)
    use_keys(NEW, OLD)
    assert [person.note for person in db.session.query(YoungPerson).order_by(YoungPerson.id)] == [NOTE, None]
    use_keys(NEW)
    with pytest.raises(NoteKeyMissingError, match=key_id(OLD).decode()):
        db.session.query(YoungPerson).order_by(YoungPerson.id).all()


def test_rotating_writes_everything_anew_and_the_old_key_can_go(
    app: Flask, use_keys: UseKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_rotation, "BATCH", 2)
    use_keys(OLD)
    write_notes(5)
    use_keys(NEW, OLD)
    said = app.test_cli_runner().invoke(args=["rotate-note-keys"]).output
    assert said.count("young_people.note: 2") == 2
    assert "0 texts need an older key" in said
    use_keys(NEW)
    assert {person.note for person in db.session.query(YoungPerson)} == {NOTE, None}
    assert all(note.startswith(key_id(NEW) + b":") for note in stored_notes())


def test_an_interrupted_rotation_goes_on_where_it_was(
    use_keys: UseKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(note_rotation, "BATCH", 2)
    use_keys(OLD)
    write_notes(5)
    use_keys(NEW, OLD)
    assert next(rotate_all()) == ("young_people.note", 2)
    db.session.rollback()
    assert left_over() == 3
    assert [count for _, count in rotate_all()] == [2, 1]
    assert left_over() == 0
    assert list(rotate_all()) == []


def test_what_was_written_before_keys_were_named_is_read_and_rotated(use_keys: UseKeys) -> None:
    use_keys(OLD)
    write_notes(1)
    db.session.execute(
        text("UPDATE young_people SET note = :note WHERE note IS NOT NULL"),
        {"note": cipher(OLD).encrypt(NOTE.encode())},
    )
    db.session.commit()
    use_keys(NEW, OLD)
    assert left_over() == 1
    assert [count for _, count in rotate_all()] == [1]
    use_keys(NEW)
    assert {person.note for person in db.session.query(YoungPerson)} == {NOTE, None}


def test_every_column_of_encrypted_text_is_rotated() -> None:
    names = {f"{column.table.name}.{column.name}" for column in encrypted_columns()}
    assert {"young_people.note", "matches.close_words", "interrupted_forms.content"} <= names


def test_a_changed_text_is_not_read(use_keys: UseKeys) -> None:
    from cryptography.fernet import InvalidToken

    use_keys(NEW)
    stored = bytearray(encrypt(NOTE))
    stored[-5] ^= 1
    with pytest.raises(InvalidToken):
        decrypt(bytes(stored))
