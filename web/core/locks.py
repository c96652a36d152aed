"""Row locks: whoever changes a thing holds it until the commit, and works on what is stored, not on what was read."""

from __future__ import annotations

from typing import Any

from web.extensions import db


def lock_row(subject: Any, *, allows_references: bool = False) -> None:
    """Lock the row of a stored thing, and only that row, until the transaction ends, and read it anew.

    With `allows_references` others may meanwhile write rows that refer to it.
    """
    db.session.flush()
    db.session.refresh(subject, with_for_update={"of": type(subject), "key_share": allows_references})
