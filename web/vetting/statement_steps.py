"""What comes next for the two statements: read and say yes."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext

from web.profiles.models import Volunteer
from web.vetting.labels import NEXT_STEPS
from web.vetting.models import ClearanceKind
from web.vetting.steps import NextStep, tells_owner


@tells_owner(ClearanceKind.COMMITMENT)
def commitment_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """Read what is asked for in time."""
    return statement_step(ClearanceKind.COMMITMENT)


@tells_owner(ClearanceKind.CONFIDENTIALITY)
def confidentiality_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """Read the promise."""
    return statement_step(ClearanceKind.CONFIDENTIALITY)


def statement_step(kind: ClearanceKind) -> NextStep:
    """Return the way to the page of a statement."""
    return NextStep(
        str(NEXT_STEPS[kind]),
        url_for("vetting.read_statement", kind=kind.value),
        gettext("Read and say yes"),
    )
