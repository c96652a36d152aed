"""What becomes of a session at the end of a request: whether it is written, under which id, and for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from web.sessions import store
from web.sessions.content import CSRF_KEY, USER, Found, ServerSession, Values, unpacked
from web.sessions.devices import Device
from web.sessions.merging import changed_keys, merged
from web.sessions.store import Person

IDENTITY = frozenset({USER, "tf_user_id", "fs_paa", "second_factor_of"})
"""What says who is behind a session and how surely: with any change of these the browser gets another id."""
KEPT_FOR_THE_NEXT_PERSON = frozenset({"locale"})


def save(engine: Engine, session: ServerSession, *, device: Device, now: datetime) -> str | None:
    """Store what the request changed; return the id to hand to the browser, None where it keeps what it has."""
    found, values = session.content.found, session.stored_values()
    if found is None and not values:
        # Whoever only reads gets an id for the keys of forms, and no row.
        return session.token if session.is_new and CSRF_KEY in session else None
    if session.is_replaced and USER not in values:
        return None
    changes = changed_keys(session.content.before, values)
    if found is not None and not changes and not found.has_other_roles:
        store.touch(engine, found, now=now)
        return None
    with engine.begin() as connection:
        connection.execute(store.PATIENCE)
        saving = Saving(connection, session, values, frozenset(changes), device, now)
        return saving.begin(values) if found is None else saving.go_on(found)


@dataclass(frozen=True)
class Saving:
    """One request's changes on their way into the database."""

    connection: Connection
    session: ServerSession
    values: Values
    changes: frozenset[str]
    device: Device
    now: datetime

    @property
    def is_sign_in(self) -> bool:
        """Whether this request has said who the person is."""
        return USER in self.changes and USER in self.values

    def begin(self, values: Values) -> str:
        """Store a session of its own for these values, where there is anything to store; return its id."""
        person = store.person_in(self.connection, values)
        values = self.under_new_id(values, person, is_new_person=person is not None)
        if not values.keys() - {CSRF_KEY}:
            return store.new_token()
        return store.begin(self.connection, values, person=person, device=self.device, now=self.now)

    def go_on(self, found: Found) -> str | None:
        """Write the changes into the session that was found, unless another request was faster.

        A session that is gone was ended, and stays so; one whose id was replaced is the other request's. Two things
        happen all the same: a sign-out ends the session whatever its id is by now, and a sign-in begins another.
        """
        row = store.locked_row(self.connection, found)
        person = store.person_in(self.connection, self.values)
        if found.user_id is not None and (person is None or person.id != found.user_id):
            store.remove(self.connection, found)
            return self.begin(self.values_for_another())
        if row is None or row.token_hash != store.hash_of(self.session.token):
            return self.begin(self.values) if self.is_sign_in else None
        values = merged(self.session.content.before, self.values, unpacked(row.data))
        return self.rewrite(found, values, person)

    def rewrite(self, found: Found, values: Values, person: Person | None) -> str | None:
        """Write the row, under a new id where it now speaks for another, more surely, or for one with other rights."""
        is_new_person = person is not None and found.user_id is None
        columns: dict[str, Any] = store.sign_in_columns(self.device, now=self.now) if is_new_person else {}
        token = None
        if self.changes & IDENTITY or found.has_other_roles:
            token = store.new_token()
            columns["token_hash"] = store.hash_of(token)
            columns["previous_hash"] = store.hash_of(self.session.token)
            values = self.under_new_id(values, person, is_new_person=is_new_person)
        columns |= store.columns_of(values, person=person, now=self.now)
        store.rewrite(self.connection, found, columns)
        if person is not None and is_new_person:
            store.end_surplus(self.connection, person)
        return token

    def values_for_another(self) -> Values:
        """Return what a session keeps when its person goes: what this very request wrote, and the language."""
        kept = self.changes | KEPT_FOR_THE_NEXT_PERSON
        return {name: value for name, value in self.values.items() if name in kept}

    def under_new_id(self, values: Values, person: Person | None, *, is_new_person: bool) -> Values:
        """Return the values as they go on under another id.

        Whoever signs in gets a new key against forged forms too; else those open in other tabs stay valid. The name of
        somebody who is not there, or not active, is never kept.
        """
        left_out = {CSRF_KEY} if is_new_person else set()
        if person is None:
            left_out.add(USER)
        open_forms = {CSRF_KEY: self.session[CSRF_KEY]} if CSRF_KEY in self.session else {}
        return {name: value for name, value in (values | open_forms).items() if name not in left_out}
