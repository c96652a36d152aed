"""Names of clearances, and what each of them means for the volunteer, in kind words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.accounts.models import RoleName
from web.vetting.models import ClearanceKind, ClearanceStatus, DecisionReason, Outcome

CLEARANCE_KINDS: dict[ClearanceKind, Any] = {
    ClearanceKind.INTERVIEW: lazy_gettext("A talk"),
    ClearanceKind.REFERENCES: lazy_gettext("References"),
    ClearanceKind.CRIMINAL_RECORD: lazy_gettext("Criminal record certificate"),
    ClearanceKind.CHILDRENS_CERTIFICATE: lazy_gettext("Children's certificate"),
    ClearanceKind.TRAINING: lazy_gettext("Mentor training"),
    ClearanceKind.CONFIDENTIALITY: lazy_gettext("Promise of confidentiality"),
    ClearanceKind.COMMITMENT: lazy_gettext("Agreement to stay the time it takes"),
}
NEXT_STEPS: dict[ClearanceKind, Any] = {
    ClearanceKind.COMMITMENT: lazy_gettext(
        "You read what we ask of you in time, and say yes to it here. It takes two minutes."
    ),
    ClearanceKind.CONFIDENTIALITY: lazy_gettext(
        "You promise here that what a young person tells you stays with you."
    ),
    ClearanceKind.REFERENCES: lazy_gettext(
        "You give us two people who know you well. We send each of them a few questions."
    ),
    ClearanceKind.INTERVIEW: lazy_gettext(
        "We write to you with a time for a talk of about an hour, over a cup of coffee."
    ),
    ClearanceKind.CRIMINAL_RECORD: lazy_gettext(
        "You order a private criminal record certificate on politi.dk with MitID. It is free. Show it to whoever holds your talk. We do not keep it."
    ),
    ClearanceKind.CHILDRENS_CERTIFICATE: lazy_gettext(
        "It is needed because you may meet somebody under 15. You give your consent, and an association orders it from the police. We only note that it is in order."
    ),
    ClearanceKind.TRAINING: lazy_gettext(
        "You come to the mentor training, two evenings together with other new mentors."
    ),
}
CLEARANCE_STATUSES: dict[ClearanceStatus, Any] = {
    ClearanceStatus.PENDING: lazy_gettext("Waiting"),
    ClearanceStatus.VALID: lazy_gettext("In order"),
    ClearanceStatus.REFUSED: lazy_gettext("Not in order"),
}
STATUS_TONES = {
    ClearanceStatus.PENDING: "waiting",
    ClearanceStatus.VALID: "good",
    ClearanceStatus.REFUSED: "bad",
}
DECISION_REASONS: dict[DecisionReason, Any] = {
    DecisionReason.CHECKS_NOT_IN_ORDER: lazy_gettext("A paper or check is not in order"),
    DecisionReason.REFERENCES: lazy_gettext("The references"),
    DecisionReason.INTERVIEW: lazy_gettext("What came up in the talk"),
    DecisionReason.TIME: lazy_gettext("Too little time right now"),
    DecisionReason.OTHER_TASK_FITS_BETTER: lazy_gettext("Another task suits better"),
    DecisionReason.NO_ANSWER: lazy_gettext("The applicant no longer answers"),
    DecisionReason.BROKE_AGREEMENT: lazy_gettext("An agreement was not kept"),
    DecisionReason.NEW_INFORMATION: lazy_gettext("We know more now"),
    DecisionReason.DECIDED_BY_MISTAKE: lazy_gettext("It was decided by mistake"),
}
OUTCOMES: dict[Outcome, Any] = {
    Outcome.APPROVED: lazy_gettext("Approved"),
    Outcome.REFUSED: lazy_gettext("Refused"),
    Outcome.REOPENED: lazy_gettext("Opened again"),
}
VERIFIER_NAMES: dict[RoleName, Any] = {
    RoleName.ADMINISTRATOR: lazy_gettext("Administrators"),
    RoleName.CASEWORKER: lazy_gettext("Caseworkers"),
    RoleName.AREA_CONTACT: lazy_gettext("Area contacts, in their own areas"),
    RoleName.COORDINATOR: lazy_gettext("The association that orders it"),
}
