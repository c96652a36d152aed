"""What comes next for the criminal record certificate, which its owner orders and shows."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext

from web.profiles.models import Volunteer
from web.vetting.asking import kinds_for_mentoring
from web.vetting.labels import NEXT_STEPS
from web.vetting.models import ClearanceKind
from web.vetting.steps import NextStep, tells_owner

KIND = ClearanceKind.CRIMINAL_RECORD
ORDERED_AT = "https://politi.dk/straffeattest"


@tells_owner(KIND)
def own_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """Order it oneself, and show it: to whoever holds the talk, or to the municipality."""
    if KIND in kinds_for_mentoring(volunteer):
        return NextStep(str(NEXT_STEPS[KIND]))
    return NextStep(
        gettext(
            "You order a private criminal record certificate on politi.dk with MitID. It is free. Show it to the"
            " municipality: call us, and we find a time. We only note that we have seen it."
        ),
        ORDERED_AT,
        gettext("Order it on politi.dk"),
    )
