"""Issuing certificates and taking them back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.certificates.facts import as_written, facts_about
from web.certificates.models import CERTIFICATE_STEPS, Certificate
from web.certificates.numbers import new_number
from web.certificates.queries import own_certificates
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Volunteer


def issue_certificate(volunteer: Volunteer, keys: Collection[str], *, by: User, now: datetime) -> Certificate:
    """Issue a certificate about the facts with these keys, as they are today; raise RuleError where none is left."""
    today = clock.local_date(now)
    chosen = [fact for fact in facts_about(volunteer, today=today) if fact.key in keys]
    if not chosen:
        raise RuleError(gettext("Choose at least one thing."), field="facts")
    certificate = Certificate(
        number=new_number(),
        volunteer_id=volunteer.id,
        holder_name=volunteer.user.name,
        issued_on=today,
        facts=[as_written(fact) for fact in chosen],
    )
    db.session.add(certificate)
    db.session.flush()
    record_event("issue certificate", certificate, by=by, now=now, details={"facts": len(chosen)})
    return certificate


def withdraw_certificate(certificate: Certificate, *, by: User, now: datetime) -> None:
    """Take a certificate back: its number then says only that, and nothing else is left of it."""
    take_step(
        certificate, CERTIFICATE_STEPS, "withdraw", by=by, now=now, changes={"holder_name": "", "facts": []}
    )


def withdraw_all(user: User, *, now: datetime) -> None:
    """Take all of one's own certificates back."""
    for certificate in own_certificates(user):
        withdraw_certificate(certificate, by=user, now=now)
