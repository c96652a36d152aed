"""What counts in match runs: an administrator's decision for the whole programme, from the next run on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import RuleError
from web.core.locks import lock_row
from web.extensions import db
from web.proposals.intake import mentoring_programme
from web.proposals.weights import weights_with
from web.vetting.models import Lifting


def set_terms(lifting: Lifting, weights: Mapping[str, int], *, by: User, now: datetime) -> None:
    """Let match runs lift the worst match of these groups, and weigh the criteria so; raise RuleError if nothing counts."""
    if not any(weights.values()):
        raise RuleError(gettext("Something must count. Give at least one of them more than 0."))
    programme = mentoring_programme()
    lock_row(programme)
    if programme.lifting is lifting and weights_with(programme.weights) == dict(weights):
        return
    programme.lifting, programme.weights = lifting, dict(weights)
    db.session.flush()
    # A programme has a code and no number, so the event is about whoever decided.
    record_event(
        "say what counts", by, by=by, now=now, details={"lifting": lifting.value, **programme.weights}
    )
