"""Names of statuses, importance, reasons to refuse, stages of a run and why one failed."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.staffing.models import AssignmentStatus, OrderKind, OrderStatus, StaffingRunStatus
from web.tasks.labels import CLEARANCES as CLEARANCES

RUN_STATUSES = {
    StaffingRunStatus.QUEUED: lazy_gettext("Waits to start"),
    StaffingRunStatus.RUNNING: lazy_gettext("The plan is being made"),
    StaffingRunStatus.DONE: lazy_gettext("Done"),
    StaffingRunStatus.FAILED: lazy_gettext("Stopped"),
}
RUN_TONES = {
    StaffingRunStatus.QUEUED: "waiting",
    StaffingRunStatus.RUNNING: "waiting",
    StaffingRunStatus.DONE: "good",
    StaffingRunStatus.FAILED: "bad",
}
RUN_STAGES = {
    "importance": lazy_gettext("Fills the most important shifts"),
    "fairness": lazy_gettext("Shares the shifts fairly"),
    "fit": lazy_gettext("Finds who fits best"),
    "kept": lazy_gettext("Changes as little as possible"),
}
RUN_FAILURES = {
    "no_shifts": lazy_gettext("There are no coming shifts in the plan. Add some to its tasks first."),
    "nobody_offers": lazy_gettext("Nobody has offered to be planned in or asked for a shift yet."),
    "all_taken": lazy_gettext("Every place is taken already. There is nothing left to plan."),
    "invalid_problem": lazy_gettext("Something about a shift cannot be right, so nothing was planned."),
    "check_failed": lazy_gettext("The plan did not pass the check, so nothing was written."),
    "clash": lazy_gettext("What is settled already breaks rules, so there is no plan."),
    "silent": lazy_gettext("Nothing was heard of the run for five minutes. Start it again."),
}
ORDER_KINDS = {
    OrderKind.ACCEPT: lazy_gettext("Yes to all proposals"),
    OrderKind.PUBLISH: lazy_gettext("Publishing the plan"),
}
ORDER_STATUSES = {
    OrderStatus.QUEUED: lazy_gettext("Waits to start"),
    OrderStatus.RUNNING: lazy_gettext("On its way"),
    OrderStatus.DONE: lazy_gettext("Done"),
    OrderStatus.REFUSED: lazy_gettext("Nothing was changed"),
    OrderStatus.FAILED: lazy_gettext("Stopped"),
}
ORDER_TONES = {
    OrderStatus.QUEUED: "waiting",
    OrderStatus.RUNNING: "waiting",
    OrderStatus.DONE: "good",
    OrderStatus.REFUSED: "bad",
    OrderStatus.FAILED: "bad",
}
ASSIGNMENT_STATUSES = {
    AssignmentStatus.PROPOSED: lazy_gettext("Proposed"),
    AssignmentStatus.ACCEPTED: lazy_gettext("Accepted, not published"),
    AssignmentStatus.REFUSED: lazy_gettext("Refused"),
    AssignmentStatus.PUBLISHED: lazy_gettext("Published"),
    AssignmentStatus.ENDED: lazy_gettext("Ended"),
}
REFUSE_REASONS = (
    ("knows_better", lazy_gettext("I know that it does not suit them")),
    ("wants_other", lazy_gettext("I want somebody else there")),
    ("not_together", lazy_gettext("They should not be with the others on the shift")),
    ("other", lazy_gettext("Another reason")),
)
