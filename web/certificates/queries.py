"""Reads of certificates: one's own, and anybody's by its number."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from web.accounts.models import User
from web.catalogue.models import Skill
from web.certificates.facts import Fact
from web.certificates.models import Certificate, CertificateStatus
from web.certificates.numbers import as_stored
from web.core.errors import NotVisibleError
from web.extensions import db
from web.profiles.models import Volunteer


def own_certificates(user: User) -> Sequence[Certificate]:
    """Return what was issued to the user and not withdrawn, the newest first."""
    return db.session.scalars(
        select(Certificate)
        .join(Volunteer)
        .where(Volunteer.user_id == user.id, Certificate.status == CertificateStatus.ISSUED)
        .order_by(Certificate.id.desc())
    ).all()


def own_certificate(user: User, certificate_id: int) -> Certificate:
    """Return one of the user's own; raises NotVisibleError for any other."""
    for certificate in own_certificates(user):
        if certificate.id == certificate_id:
            return certificate
    raise NotVisibleError


def certificate_numbered(number: str) -> Certificate | None:
    """Return the certificate with that number, withdrawn ones too, however the number is typed."""
    return db.session.scalar(select(Certificate).where(Certificate.number == as_stored(number)))


def skills_named_in(facts: Sequence[Fact]) -> Sequence[Skill]:
    """Return the skills that were practised, each once."""
    ids = {skill_id for fact in facts for skill_id in fact.skills}
    return db.session.scalars(select(Skill).where(Skill.id.in_(ids)).order_by(Skill.id)).all()
