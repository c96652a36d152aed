"""The end of a view behind a single button: one commit and a word of how it went."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash

from web.core.errors import RuleError
from web.extensions import db


@contextmanager
def one_step(done: str) -> Iterator[None]:
    """Commit what the block does and say `done`; where a rule refuses it, take it back and say why."""
    try:
        yield
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "error")
    else:
        db.session.commit()
        flash(done, "success")
