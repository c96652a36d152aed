"""Names of statuses, outcomes, reasons and signals."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.placements.models import JobProposalStatus, Outcome, PlacementStatus, TrialDayStatus
from web.placements.services import EndReason
from web.placements.signals import Signal
from web.small_jobs.age_law import HoursWarning

PROPOSAL_STATUSES: dict[JobProposalStatus, Any] = {
    JobProposalStatus.PROPOSED: lazy_gettext("Waits for you"),
    JobProposalStatus.APPROVED: lazy_gettext("Waits for the young person"),
    JobProposalStatus.YOUNG_PERSON_ACCEPTED: lazy_gettext("Waits for the workplace"),
    JobProposalStatus.ACCEPTED: lazy_gettext("Both have said yes"),
    JobProposalStatus.DECLINED_BY_CASEWORKER: lazy_gettext("No from the caseworker"),
    JobProposalStatus.DECLINED_BY_YOUNG_PERSON: lazy_gettext("No from the young person"),
    JobProposalStatus.DECLINED_BY_EMPLOYER: lazy_gettext("No from the workplace"),
    JobProposalStatus.EXPIRED: lazy_gettext("Ran out of time"),
    JobProposalStatus.REPLACED: lazy_gettext("Replaced by a newer one"),
    JobProposalStatus.WITHDRAWN: lazy_gettext("Withdrawn"),
}
PROPOSAL_TONES: dict[JobProposalStatus, str] = {
    status: "waiting"
    if status
    in (JobProposalStatus.PROPOSED, JobProposalStatus.APPROVED, JobProposalStatus.YOUNG_PERSON_ACCEPTED)
    else "good"
    if status is JobProposalStatus.ACCEPTED
    else "plain"
    for status in JobProposalStatus
}
PLACEMENT_STATUSES: dict[PlacementStatus, Any] = {
    PlacementStatus.TRIAL: lazy_gettext("On trial"),
    PlacementStatus.EMPLOYED: lazy_gettext("Employed with ordinary pay"),
    PlacementStatus.ENDED: lazy_gettext("Ended"),
}
PLACEMENT_TONES: dict[PlacementStatus, str] = {
    PlacementStatus.TRIAL: "waiting",
    PlacementStatus.EMPLOYED: "good",
    PlacementStatus.ENDED: "plain",
}
TRIAL_DAY_STATUSES: dict[TrialDayStatus, Any] = {
    TrialDayStatus.PLANNED: lazy_gettext("Agreed"),
    TrialDayStatus.HELD: lazy_gettext("Held"),
    TrialDayStatus.CALLED_OFF: lazy_gettext("Called off"),
}
OUTCOMES: dict[Outcome, Any] = {
    Outcome.GOOD: lazy_gettext("It went well"),
    Outcome.UNSURE: lazy_gettext("Not sure yet"),
    Outcome.NO: lazy_gettext("It does not fit"),
}
END_REASONS: dict[EndReason, Any] = {
    EndReason.ANOTHER_JOB: lazy_gettext("On to another job"),
    EndReason.EDUCATION: lazy_gettext("On to education"),
    EndReason.WISH_OF_YOUNG_PERSON: lazy_gettext("The young person wanted to stop"),
    EndReason.WISH_OF_WORKPLACE: lazy_gettext("The workplace wanted to stop"),
    EndReason.DID_NOT_SUIT: lazy_gettext("It did not suit"),
}
NO_REASONS_OF_EMPLOYER: dict[str, Any] = {
    "no_time": lazy_gettext("We have no time for it just now"),
    "filled": lazy_gettext("We have found somebody"),
    "other": lazy_gettext("Something else"),
}
NO_REASONS_OF_CASEWORKER: dict[str, Any] = {
    "not_now": lazy_gettext("It is not the right time"),
    "not_this_job": lazy_gettext("Not this job or workplace"),
    "other": lazy_gettext("Something else"),
}
SIGNALS: dict[Signal, Any] = {
    Signal.NO_HOURS: lazy_gettext("No hours noted for two weeks"),
    Signal.FALLING_HOURS: lazy_gettext("The hours are falling"),
    Signal.TOO_MANY_HOURS: lazy_gettext("More hours than the law allows beside school"),
    Signal.NO_OUTCOME: lazy_gettext("Nobody has said how the trial day was"),
    Signal.NO_TRIAL_DAY: lazy_gettext("No trial day is agreed"),
}
WARNINGS: dict[HoursWarning, Any] = {
    HoursWarning.ONLY_WITHOUT_SCHOOL: lazy_gettext(
        "So many hours are only allowed in a week without school."
    ),
    HoursWarning.MORE_THAN_ALLOWED: lazy_gettext("The law does not allow so many hours at this age."),
}
RUN_FAILURES: dict[str, Any] = {
    "nobody_looks": lazy_gettext("Nobody is looking for a small job just now."),
    "nothing_is_open": lazy_gettext("No small job has a free place just now."),
    "silent": lazy_gettext("It took too long. Start again."),
}
CRITERIA: dict[str, Any] = {
    "liked_work": lazy_gettext("Work they like"),
    "asked_for": lazy_gettext("They have asked for this job"),
    "wished_support": lazy_gettext("What helps them is there"),
    "good_energy": lazy_gettext("At times with energy"),
    "short_travel": lazy_gettext("A short way"),
    "hours_wished": lazy_gettext("The hours they want to begin with"),
    "room_to_grow": lazy_gettext("Room for more hours later"),
}
WITHOUT: dict[str, Any] = {
    "no_openings_possible": lazy_gettext("No open job fits."),
    "openings_taken_by_more_urgent_or_waiting_longer": lazy_gettext(
        "The jobs that fit went to others who have waited longer."
    ),
    "longer_travel": lazy_gettext("A longer way would help."),
    "one_more_part_of_a_day": lazy_gettext("More free time would help."),
    "more_hours_to_start_with": lazy_gettext("Starting with more hours would help."),
    "something_less_to_avoid": lazy_gettext("Avoiding one thing less would help."),
    "workplace_adds_support": lazy_gettext("A workplace that offers more help would do it."),
    "workplace_takes_fewer_hours": lazy_gettext("A workplace that takes fewer hours would do it."),
    "workplace_adds_a_seat": lazy_gettext("One more place at a workplace would do it."),
}
