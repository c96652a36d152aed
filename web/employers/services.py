"""Registering an employer, changing what it says about itself, and the administrator's answer."""

from __future__ import annotations

import uuid
from dataclasses import fields
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.associations.services import administrators
from web.audit.services import record_event, take_step
from web.core.errors import RuleError
from web.employers import effects, messages
from web.employers.cvr import is_cvr
from web.employers.models import EMPLOYER_STEPS, Employer
from web.employers.registration import EmployerFacts
from web.extensions import db


def register_employer(facts: EmployerFacts, *, by: User, now: datetime) -> Employer:
    """Store a new employer that waits for approval, with the registrant as its contact; tell administrators.

    Raises RuleError at `cvr` or `name`.
    """
    employer = Employer(code=f"employer-{uuid.uuid4()}", contacts=[by])
    _write(facts, to=employer)
    record_event("employer: register", employer, by=by, now=now)
    messages.tell_administrators_of_registration(employer, administrators())
    return employer


def change_employer(employer: Employer, facts: EmployerFacts, *, by: User, now: datetime) -> None:
    """Write what the contact changed; raises RuleError at `cvr` or `name`."""
    _write(facts, to=employer)
    record_event("employer: change", employer, by=by, now=now)


def approve_employer(employer: Employer, *, by: User, now: datetime) -> None:
    """Let the employer publish small jobs, and tell its contacts."""
    take_step(employer, EMPLOYER_STEPS, "approve", by=by, now=now)
    messages.tell_contacts_of_approval(employer, now=now)


def refuse_employer(employer: Employer, *, reason: str, by: User, now: datetime) -> None:
    """Say no, with a reason that the employer is told; its small jobs leave the public pages.

    What is under way with young people there is ended, or told to their caseworkers, by the features above.
    """
    take_step(employer, EMPLOYER_STEPS, "refuse", by=by, now=now)
    effects.refused(employer, by=by, now=now)
    messages.tell_contacts_of_refusal(employer, reason=reason, now=now)


def _write(facts: EmployerFacts, *, to: Employer) -> None:
    if not is_cvr(facts.cvr):
        raise RuleError(
            gettext("This is not a CVR number. It has eight digits; you find it at virk.dk."), field="cvr"
        )
    try:
        with db.session.begin_nested():
            for field in fields(EmployerFacts):
                setattr(to, field.name, getattr(facts, field.name))
            db.session.add(to)
    except IntegrityError as error:
        raise _refusal(error) from error


def _refusal(error: IntegrityError) -> Exception:
    match getattr(getattr(error.orig, "diag", None), "constraint_name", None):
        case "uq_employers_name":
            return RuleError(
                gettext("There is already an employer of that name here. Is it yours? Then write to us."),
                field="name",
            )
        case "uq_employers_cvr":
            return RuleError(
                gettext("This CVR number is registered here already. Is it yours? Then write to us."),
                field="cvr",
            )
        case _:
            return error
