"""The nightly recomputation of every seal; what does not hold is told to whoever watches, at once."""

from __future__ import annotations

import structlog
from flask_babel import force_locale
from sqlalchemy import select

from web.accounts.models import Role, RoleName, User
from web.audit.models import AuditCheck
from web.audit.verification import keep_finding, verify
from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.notifications.services import write_notice
from web.oversight.messages import broken_seal_words

log = structlog.get_logger("web.oversight")


@background("verify audit log", every="15 2 * * *", lock="verify audit log", attempts=3)
def verify_audit_log(timestamp: int) -> None:
    """Recompute every seal and write down what was found."""
    check = keep_finding(verify(), now=clock.now())
    if check.broken_seal is not None:
        log.error("audit log was tampered with", seal=check.broken_seal, problem=check.problem)
        tell_watchers(check)


def tell_watchers(check: AuditCheck) -> None:
    """Write to every data protection contact and administrator."""
    watching = User.roles.any(Role.name.in_([RoleName.DATA_PROTECTION_CONTACT, RoleName.ADMINISTRATOR]))
    for user in db.session.scalars(select(User).where(User.active, watching).order_by(User.id)):
        with force_locale(user.locale):
            subject, body = broken_seal_words(check)
        write_notice(f"audit check {check.id}, user {user.id}", to=user, subject=subject, body=body)
