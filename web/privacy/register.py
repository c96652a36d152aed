"""The register of erasures: fingerprints in a table, copied to a file that no backup of the database overwrites."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from web.accounts.models import User
from web.extensions import db
from web.privacy.models import Erasure
from web.youth.models import YoungPerson


def fingerprint(person: User | YoungPerson) -> str:
    """Return the same for the same row in every backup, and for no other row that ever gets its id."""
    born_at = person.create_datetime if isinstance(person, User) else person.created_at
    key = f"{person.__tablename__}|{person.id}|{born_at.timestamp():.6f}"
    return hashlib.sha256(key.encode()).hexdigest()


def register_erasure(person: User | YoungPerson, *, now: datetime) -> None:
    """Note, in the transaction of the erasure, that this row is erased."""
    statement = insert(Erasure).values(fingerprint=fingerprint(person), erased_at=now)
    db.session.execute(statement.on_conflict_do_nothing())


def register_file() -> Path:
    """Return the file, which only ever grows."""
    return Path(current_app.config["SETTINGS"].erasure_register)


def copy_to_file(*, now: datetime) -> None:
    """Append the erasures that the file does not hold yet; said twice, the second time adds nothing."""
    waiting = db.session.scalars(
        select(Erasure).where(Erasure.copied_at.is_(None)).order_by(Erasure.erased_at).with_for_update()
    ).all()
    known = read_file()
    path = register_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        for erasure in waiting:
            if erasure.fingerprint not in known:
                file.write(f"{erasure.fingerprint} {erasure.erased_at.date().isoformat()}\n")
            erasure.copied_at = now


def read_file() -> set[str]:
    """Return the fingerprints in the file; none where there is no file yet."""
    path = register_file()
    if not path.exists():
        return set()
    return {line.split()[0] for line in path.read_text(encoding="ascii").splitlines() if line.strip()}


def registered() -> set[str]:
    """Return every fingerprint of the file and of the table."""
    return read_file() | set(db.session.scalars(select(Erasure.fingerprint)))


def people_to_erase_again(known: Iterable[str]) -> list[User | YoungPerson]:
    """Return the people in the database who were erased before it was restored, young people first."""
    wanted = set(known)
    everybody: list[User | YoungPerson] = [
        *db.session.scalars(select(YoungPerson)),
        *db.session.scalars(select(User)),
    ]
    return [person for person in everybody if fingerprint(person) in wanted]
