"""What counts in match runs: an administrator's decision for the whole programme, from the next run on."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.proposals.intake import mentoring_programme
from web.proposals.terms import Terms, terms_of


def set_terms(terms: Terms, *, by: User, now: datetime) -> None:
    """Let match runs be made on these terms; raise RuleError if nothing counts."""
    if not any(terms.weights.values()):
        raise RuleError(
            gettext("Something must count. Give at least one of them more than 0."),
            field=next(iter(terms.weights)),
        )
    programme = mentoring_programme()
    lock_row(programme)
    if terms_of(programme) == terms:
        return
    programme.lifting, programme.weights = terms.lifting, dict(terms.weights)
    programme.common_minutes, programme.age_distance_years = terms.common_minutes, terms.age_distance_years
    db.session.flush()
    # A programme has a code and no number, so the event is about whoever decided.
    record_event("say what counts", by, by=by, now=now, details={**terms.told(), **programme.weights})
