"""Names, for people, of what stands in the audit log as codes."""

from __future__ import annotations

from flask_babel import gettext, lazy_gettext

from web.core.origin import OriginKind
from web.oversight.action_words import ACTIONS, PURPOSES

ORIGINS = {
    OriginKind.WEB: lazy_gettext("A page"),
    OriginKind.LINK: lazy_gettext("A personal link"),
    OriginKind.JOB: lazy_gettext("By itself"),
    OriginKind.COMMAND: lazy_gettext("An operator"),
}
KINDS = {
    "YoungPerson": lazy_gettext("young person"),
    "MentorRequest": lazy_gettext("mentor request"),
    "Proposal": lazy_gettext("proposal"),
    "Match": lazy_gettext("match"),
    "MatchRun": lazy_gettext("match run"),
    "User": lazy_gettext("account"),
    "Volunteer": lazy_gettext("volunteer"),
    "Mentor": lazy_gettext("mentor"),
    "Clearance": lazy_gettext("clearance"),
    "Association": lazy_gettext("association"),
    "Task": lazy_gettext("task"),
    "Shift": lazy_gettext("shift"),
    "Signup": lazy_gettext("sign-up"),
    "ImportBatch": lazy_gettext("import"),
}
PROBLEMS = {
    "seal is missing": lazy_gettext("a seal is missing"),
    "chain is broken": lazy_gettext("the seal does not follow on the one before"),
    "form is unknown": lazy_gettext("the seal was made by a newer version of the service"),
    "key is missing": lazy_gettext("the key that signed the seal is not in the settings"),
    "signature is missing": lazy_gettext("the seal should be signed, but is not"),
    "events were added or removed": lazy_gettext("events were added or removed afterwards"),
    "events were changed": lazy_gettext("events were changed afterwards"),
    "events were removed too early": lazy_gettext("events were removed before their time was over"),
    "chain was made anew": lazy_gettext("the seals were made anew"),
}


def action_name(code: str) -> str:
    """Return what was done, in words; what has no words yet is shown as it is stored."""
    return str(ACTIONS.get(code, code))


def purpose_name(code: str) -> str:
    """Return what for, in words."""
    return str(PURPOSES.get(code, code))


def kind_name(kind: str) -> str:
    """Return the kind of record."""
    return str(KINDS.get(kind, kind))


def problem_name(code: str) -> str:
    """Return why a seal does not hold."""
    return str(PROBLEMS[code]) if code in PROBLEMS else gettext("for an unknown reason")
