"""What a request finds in its session: read from the database when it is first asked for, compared when it is saved."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SessionMixin

from web.core.writers import SEPARATOR, mark_of

CSRF_KEY = "csrf_token"
FLASHES = "_flashes"
USER = "_user_id"
NEVER_STORED = frozenset({"_id", "fs_cc"})
"""Flask-Login's fingerprint of network address and browser, and a note about a cookie that we do not set."""
serializer = TaggedJSONSerializer()
Values = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What the database held for the id that the browser sent."""

    id: int
    user_id: int | None
    data: str
    seen_at: datetime
    has_other_roles: bool
    is_under_new_id: bool


Finder = Callable[[str], Found | None]
"""Reads the session of an id; None where there is none that counts."""


@dataclass
class Content:
    """The values of a session while a request works with them, and as they were before."""

    found: Found | None = None
    before: Values = field(default_factory=dict)
    values: Values = field(default_factory=dict)


class ServerSession(SessionMixin):
    """The session of one request. `token` is the browser's id; `is_new` tells that it was made for this very answer.

    A browser for which nothing is stored still has a key against forged forms: it follows from the id, so that
    whoever only reads needs no row.
    """

    def __init__(self, token: str, *, is_new: bool, key: str, find: Finder) -> None:
        self.token, self.is_new = token, is_new
        self._key, self._find = key, find
        self._user_id: int | None = None
        self._content: Content | None = None
        self.is_replaced = False
        """Whether the browser sent an id that another answer, on its way or here already, has replaced."""

    @property
    def is_read(self) -> bool:
        """Whether the request has asked for anything."""
        return self._content is not None

    @property
    def content(self) -> Content:
        """What is in the session, read at first use."""
        if self._content is None:
            self.accessed = True
            self._content = self._read()
        return self._content

    def give_up(self) -> None:
        """Be empty for the rest of the request where nothing was read yet: the database is away."""
        if self._content is None:
            self._content = Content()

    def _read(self) -> Content:
        if self.is_new:
            return Content()
        found = self._find(self.token)
        if found is not None and found.is_under_new_id:
            found, self.is_replaced = None, True
        self._user_id = found.user_id if found else None
        before = unpacked(found.data) if found else {}
        values = unpacked(found.data) if found else {}
        return Content(found, before, {CSRF_KEY: self.own_csrf_key} | values)

    @property
    def own_csrf_key(self) -> str:
        """The key against forged forms that follows from the id; nobody can compute it without our secret.

        Behind it stands the mark of the account that it is for, so that a form tells whose it was.
        """
        key = hmac.new(self._key.encode(), f"csrf {self.token}".encode(), "sha256").hexdigest()
        return SEPARATOR.join(filter(None, (key, mark_of(self._user_id, key=self._key))))

    def stored_values(self) -> Values:
        """Return what is worth storing: not what follows from the id, and not what nobody asks for."""
        values = {name: value for name, value in self.content.values.items() if name not in NEVER_STORED}
        if values.get(CSRF_KEY) == self.own_csrf_key:
            del values[CSRF_KEY]
        return values

    def __getitem__(self, name: str) -> Any:
        return self.content.values[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self.content.values[name] = self.own_csrf_key if name == CSRF_KEY else value
        self.modified = True

    def __delitem__(self, name: str) -> None:
        del self.content.values[name]
        self.modified = True

    def __iter__(self) -> Iterator[str]:
        return iter(self.content.values)

    def __len__(self) -> int:
        return len(self.content.values)


def packed(values: Values) -> str:
    """Return values as text, in JSON with marks where Python knows more kinds."""
    return serializer.dumps(values)


def unpacked(data: str) -> Values:
    """Return fresh values from their text."""
    values: Values = serializer.loads(data)
    return values
