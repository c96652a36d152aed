"""Registering an employer, changing what it says about itself, and the administrator's answer."""

from __future__ import annotations

from datetime import datetime

from web.accounts.models import User
from web.employers.models import Employer
from web.employers.register import EMPLOYERS
from web.employers.registration import EmployerFacts
from web.organisations import services


def register_employer(facts: EmployerFacts, *, by: User, now: datetime) -> Employer:
    """Store a new employer that waits for approval, with the registrant as its contact; tell administrators.

    Raises RuleError at `cvr` or `name`.
    """
    return services.register(EMPLOYERS, Employer(contacts=[by]), facts, by=by, now=now)


def change_employer(
    employer: Employer, facts: EmployerFacts, *, seen: str | None = None, by: User, now: datetime
) -> None:
    """Write what the contact changed; another name, kind or number of an approved one waits for an administrator.

    Raises RuleError at `cvr` or `name`.
    """
    services.change(EMPLOYERS, employer, facts, seen=seen, by=by, now=now)


def approve_employer(employer: Employer, *, by: User, now: datetime) -> None:
    """Let the employer publish small jobs, and tell its contacts."""
    services.approve(EMPLOYERS, employer, by=by, now=now)


def refuse_employer(employer: Employer, *, reason: str, by: User, now: datetime) -> None:
    """Say no, with a reason that the employer is told; its small jobs leave the public pages.

    What is under way with young people there is ended, or told to their caseworkers, by the features above.
    """
    services.refuse(EMPLOYERS, employer, reason=reason, by=by, now=now)
