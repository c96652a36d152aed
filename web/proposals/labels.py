"""Names of this feature's choices and statuses for people."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.profiles.models import MentorKind
from web.proposals.answers import CaseworkerNo, MentorNo, YoungPersonNo
from web.proposals.models import ProposalStatus, RunStage, RunStatus

PROPOSAL_STATUSES: dict[ProposalStatus, Any] = {
    ProposalStatus.PROPOSED: lazy_gettext("Waits for you"),
    ProposalStatus.APPROVED: lazy_gettext("Waits for the mentor"),
    ProposalStatus.MENTOR_ACCEPTED: lazy_gettext("Waits for the young person"),
    ProposalStatus.ACCEPTED: lazy_gettext("Became a match"),
    ProposalStatus.DECLINED_BY_CASEWORKER: lazy_gettext("You said no"),
    ProposalStatus.DECLINED_BY_MENTOR: lazy_gettext("The mentor said no"),
    ProposalStatus.DECLINED_BY_YOUNG_PERSON: lazy_gettext("The young person said no"),
    ProposalStatus.EXPIRED: lazy_gettext("Not answered in time"),
    ProposalStatus.REPLACED: lazy_gettext("Replaced by a newer one"),
    ProposalStatus.WITHDRAWN: lazy_gettext("Withdrawn"),
}
PROPOSAL_TONES: dict[ProposalStatus, str] = {
    ProposalStatus.PROPOSED: "waiting",
    ProposalStatus.ACCEPTED: "good",
}
WITHDRAWAL_REASONS: dict[str, Any] = {
    "mentor_not_approved": lazy_gettext("The mentor is not available at the moment."),
    "no_place": lazy_gettext("The mentor has no free place any more."),
    "no_room": lazy_gettext("A small job takes the time with this mentor."),
    "request_withdrawn": lazy_gettext("The request was withdrawn."),
    "consent_withdrawn": lazy_gettext("The yes has been taken back."),
    "match_needs_clearance": lazy_gettext("One of the mentor's clearances is no longer valid."),
    "match_needs_mentor_consent": lazy_gettext("The mentor has taken back the yes to being a mentor."),
    "match_needs_consent": lazy_gettext("The young person's yes to being matched has been taken back."),
}
CASEWORKER_NOS: dict[CaseworkerNo, Any] = {
    CaseworkerNo.NOT_THE_RIGHT_FIT: lazy_gettext("They do not fit together well enough"),
    CaseworkerNo.KNOW_EACH_OTHER: lazy_gettext("They know each other already"),
    CaseworkerNo.WISH_OF_YOUNG_PERSON: lazy_gettext("The young person wishes for something else"),
    CaseworkerNo.CIRCUMSTANCES_CHANGED: lazy_gettext("Something has changed"),
    CaseworkerNo.OTHER: lazy_gettext("Another reason"),
}
MENTOR_NOS: dict[MentorNo, Any] = {
    MentorNo.NO_TIME: lazy_gettext("I do not have the time right now"),
    MentorNo.TOO_FAR: lazy_gettext("It is too far away"),
    MentorNo.NOT_THE_RIGHT_FIT: lazy_gettext("I do not think I am the right one"),
    MentorNo.KNOW_EACH_OTHER: lazy_gettext("I think we know each other"),
    MentorNo.OTHER: lazy_gettext("Another reason"),
}
YOUNG_PERSON_NOS: dict[YoungPersonNo, Any] = {
    YoungPersonNo.NO_REASON: lazy_gettext("I would rather not say why"),
    YoungPersonNo.SOMEBODY_ELSE: lazy_gettext("I would like somebody else"),
    YoungPersonNo.NOT_NOW: lazy_gettext("Not right now"),
    YoungPersonNo.KNOW_EACH_OTHER: lazy_gettext("We know each other"),
}
REASONS: dict[str, Any] = {
    **{key.value: name for key, name in YOUNG_PERSON_NOS.items()},
    **{key.value: name for key, name in MENTOR_NOS.items()},
    **{key.value: name for key, name in CASEWORKER_NOS.items()},
    **WITHDRAWAL_REASONS,
}
MENTOR_KINDS: dict[MentorKind, Any] = {
    MentorKind.PROFESSIONAL: lazy_gettext("Mentor with professional experience"),
    MentorKind.VOLUNTEER: lazy_gettext("Volunteer mentor"),
    MentorKind.SENIOR: lazy_gettext("Older mentor with life experience"),
    MentorKind.BUSINESS: lazy_gettext("Mentor from business"),
}
RUN_STATUSES: dict[RunStatus, Any] = {
    RunStatus.QUEUED: lazy_gettext("In the queue"),
    RunStatus.RUNNING: lazy_gettext("Running"),
    RunStatus.DONE: lazy_gettext("Done"),
    RunStatus.FAILED: lazy_gettext("Stopped"),
}
RUN_TONES: dict[RunStatus, str] = {
    RunStatus.QUEUED: "waiting",
    RunStatus.RUNNING: "waiting",
    RunStatus.DONE: "good",
    RunStatus.FAILED: "bad",
}
RUN_STAGES: dict[RunStage, Any] = {
    RunStage.WAITING: lazy_gettext("Waits for its turn"),
    RunStage.READING: lazy_gettext("Reads who asks and who offers"),
    RunStage.SOLVING: lazy_gettext("Finds the best plan for everybody together"),
    RunStage.CHECKING: lazy_gettext("Checks the plan anew"),
    RunStage.WRITING: lazy_gettext("Writes the proposals"),
    RunStage.FINISHED: lazy_gettext("Done"),
}
RUN_FAILURES: dict[str, Any] = {
    "nobody_asks": lazy_gettext("There are no open requests to match right now."),
    "nobody_offers": lazy_gettext("No mentor has a free place right now."),
    "check_failed": lazy_gettext("The check found a mistake in the plan, so nothing was written."),
    "invalid_problem": lazy_gettext("Something in the data cannot be right, so nothing was written."),
    "silent": lazy_gettext(
        "Nothing was heard of the run for five minutes. Nothing was written; you can start a new one."
    ),
}
CRITERIA: dict[str, Any] = {
    "shared_interests": lazy_gettext("Interests in common"),
    "skills_for_goals": lazy_gettext("Help with the goals"),
    "language_closeness": lazy_gettext("Language"),
    "short_travel": lazy_gettext("The way between them"),
    "common_time": lazy_gettext("Time in common"),
    "helpful_experience": lazy_gettext("Experience that would help"),
    "continuity": lazy_gettext("A mentor from before"),
    "wish_of_young_person": lazy_gettext("The young person's wish for a kind of mentor"),
    "wish_of_mentor": lazy_gettext("What the mentor likes to help with"),
    "age_distance": lazy_gettext("Years between them"),
    "spares_scarce_mentors": lazy_gettext("Rare mentors are spared"),
}
MEANINGS: dict[str, Any] = {
    "shared_interests": lazy_gettext("How much of what the young person likes, the mentor likes too."),
    "skills_for_goals": lazy_gettext("How many of the young person's goals the mentor can help with."),
    "language_closeness": lazy_gettext("How well the mentor speaks a language they can talk in."),
    "short_travel": lazy_gettext("How short the way is for the one who has furthest to go."),
    "common_time": lazy_gettext("How much time both have free. Four hours a week is plenty."),
    "helpful_experience": lazy_gettext(
        "Whether the mentor knows what would be good to know, but is no must."
    ),
    "continuity": lazy_gettext("Whether the young person has had this mentor before."),
    "wish_of_young_person": lazy_gettext(
        "Whether the mentor is of the kind the young person would like, such as an older one."
    ),
    "wish_of_mentor": lazy_gettext("Whether it is something the mentor likes to help with."),
    "age_distance": lazy_gettext(
        "How many years there are between them. For bringing old and young together."
    ),
}
"""What each criterion that can be weighed looks at, for somebody who has never heard of it."""
