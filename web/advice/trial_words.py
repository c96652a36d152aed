"""What came of a plan that was tried out, and what was to be different in it, in plain sentences."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from web.advice.models import PlanTrial, TrialMove, TrialStage, TrialStatus
from web.advice.queries import OtherMoves, has_mentor_after
from web.advice.trials import changes_of
from web.advice.wanted import COMMON_LANGUAGE, HOURS
from web.catalogue.models import Area
from web.extensions import db
from web.profiles.models import Mentor
from web.profiles.sight import Audience, volunteer_seen
from web.proposals.labels import CRITERIA
from web.proposals.lifting import CHOICES, groups_words
from web.proposals.names import Names
from web.proposals.plan import Changes, NewMentors
from web.proposals.sentences import duration, listed
from web.proposals.weights import WEIGHTS
from web.vetting.models import Lifting

FEWEST_TOLD = 5
STAGES: dict[TrialStage, Any] = {
    TrialStage.READING: lazy_gettext("Reads who asks and who offers"),
    TrialStage.PLANNING: lazy_gettext("Makes both plans and compares them"),
}
STATUSES: dict[TrialStatus, Any] = {
    TrialStatus.QUEUED: lazy_gettext("In the queue"),
    TrialStatus.RUNNING: lazy_gettext("Running"),
    TrialStatus.DONE: lazy_gettext("Done"),
    TrialStatus.FAILED: lazy_gettext("Stopped"),
}
TONES = {
    TrialStatus.QUEUED: "waiting",
    TrialStatus.RUNNING: "waiting",
    TrialStatus.DONE: "good",
    TrialStatus.FAILED: "bad",
}
FAILURES: dict[str, Any] = {
    "nobody_asks": lazy_gettext("There are no open requests to match right now."),
    "nobody_offers": lazy_gettext("No mentor has a free place right now."),
    "request_takes_no_part": lazy_gettext(
        "The request takes no part in match runs now. It is closed, lacks a yes, or a mentor has been asked."
    ),
    "mentor_takes_no_part": lazy_gettext("The mentor takes no part in match runs now."),
    "invalid_problem": lazy_gettext("Something in the data cannot be right, so nothing was worked out."),
    "silent": lazy_gettext("Nothing came of it for a quarter of an hour. You can try again."),
}
BROKEN_RULES: dict[str, Any] = {
    "clearance_not_valid": lazy_gettext("One of the mentor's clearances is not valid."),
    "age_outside_mentors_limits": lazy_gettext("The mentor would rather help another age."),
    "no_common_language_at_level": lazy_gettext(
        "The mentor does not speak the language that is needed well enough."
    ),
    "required_language_missing": lazy_gettext("The mentor does not speak the language asked for."),
    "too_far_to_travel": lazy_gettext("They live too far from each other."),
    "too_little_common_time": lazy_gettext("They have too little time in common."),
    "small_job_at_that_time": lazy_gettext("The mentor only has time when the young person works."),
    "small_job_leaves_too_little_time": lazy_gettext(
        "The young person's small job leaves too little time to meet."
    ),
    "required_experience_missing": lazy_gettext("The mentor lacks the experience asked for."),
    "pair_is_blocked": lazy_gettext("One of them has said no to the other before."),
    "pair_failed_before": lazy_gettext("They have tried before, and it did not work out."),
    "not_the_gender_wished_for": lazy_gettext("The mentor is not of the gender wished for."),
    "not_the_age_wished_for": lazy_gettext("The mentor is not of the age wished for."),
    "pair_was_declined": lazy_gettext("One of them has said no to the other before."),
    "mentor_has_no_room": lazy_gettext("The mentor has no free place."),
    "not_told": lazy_gettext("Something stands against it that we do not show, as an address is protected."),
}
RULES_TO_LEAVE_OUT: dict[str, Any] = {
    "age": lazy_gettext("The mentor's wish for an age"),
    "language": lazy_gettext("A language in common"),
    "travel": lazy_gettext("The longest way"),
    "common_time": lazy_gettext("Time in common"),
    "experience": lazy_gettext("The experience asked for"),
    "mentor_gender": lazy_gettext("The wish for the mentor's gender"),
    "mentor_age": lazy_gettext("The wish for the mentor's age"),
}


@dataclass(frozen=True)
class MoveWords:
    """One of the viewer's own young people in a tried plan."""

    name: str
    young_person_id: int
    sentence: str
    loses: bool


def move_words(move: TrialMove) -> MoveWords:
    """Return what would become of one of the viewer's own young people."""
    person = move.request.young_person
    before, after = name_of(move.before_mentor), name_of(move.after_mentor)
    if move.is_new_mentor:
        after = gettext("one of the new mentors")
    if not has_mentor_after(move):
        sentence = gettext("Would have no mentor in the plan. Now it is %(mentor)s.", mentor=before)
    elif move.before_mentor_id is None:
        sentence = gettext("Would get a mentor: %(mentor)s.", mentor=after)
    else:
        sentence = gettext("Would get %(after)s and not %(before)s.", after=after, before=before)
    return MoveWords(
        f"{person.first_name} {person.last_name}".strip(), person.id, sentence, not has_mentor_after(move)
    )


def name_of(mentor: Mentor | None) -> str:
    """Return the name that staff know a mentor by."""
    return "" if mentor is None else volunteer_seen(mentor.volunteer, by=Audience.STAFF).name


def other_words(others: OtherMoves, *, tells_of_few: bool) -> list[str]:
    """Return what would become of those whom the viewer does not work with, as counts."""
    said: list[tuple[int, Callable[[int], str], Callable[[], str]]] = [
        (
            others.gain,
            lambda n: ngettext(
                "One young person with a colleague would get a mentor.",
                "%(num)s young people with colleagues would get a mentor.",
                n,
            ),
            lambda: gettext("Fewer than five other young people would get a mentor."),
        ),
        (
            others.lose,
            lambda n: ngettext(
                "One young person with a colleague would have no mentor in the plan.",
                "%(num)s young people with colleagues would have no mentor in the plan.",
                n,
            ),
            lambda: gettext("Fewer than five other young people would have no mentor in the plan."),
        ),
        (
            others.change,
            lambda n: ngettext(
                "One young person with a colleague would get another mentor.",
                "%(num)s young people with colleagues would get another mentor.",
                n,
            ),
            lambda: gettext("Fewer than five other young people would get another mentor."),
        ),
    ]
    return [
        exact(number) if tells_of_few or number >= FEWEST_TOLD else few()
        for number, exact, few in said
        if number
    ]


def number_words(trial: PlanTrial, *, tells_of_few: bool) -> list[str]:
    """Return what the plan as a whole would win or lose."""
    answer = trial.answer
    lines = [served_words(answer["served"], tells_of_few=tells_of_few)]
    if answer["mean_score"] is not None:
        lines.append(points_words(round(100 * answer["mean_score"])))
        lines.append(worst_words(round(100 * answer["worst_score"])))
    if groups := answer.get("groups"):
        lines.append(
            groups_words(
                Lifting(trial.changes["lifting"]),
                better=groups["better"],
                worse=groups["worse"],
                of_all=groups["all"],
            )
        )
    return lines


def served_words(served: int, *, tells_of_few: bool) -> str:
    """Return how many more or fewer would have a mentor."""
    if served == 0:
        return gettext("Just as many would have a mentor.")
    if not tells_of_few and abs(served) < FEWEST_TOLD:
        return (
            gettext("Fewer than five more would have a mentor.")
            if served > 0
            else gettext("Up to four fewer would have a mentor.")
        )
    if served > 0:
        return ngettext("One more would have a mentor.", "%(num)s more would have a mentor.", served)
    return ngettext("One fewer would have a mentor.", "%(num)s fewer would have a mentor.", -served)


def points_words(points: int) -> str:
    """Return how the average fit would change, of 100 points."""
    if points == 0:
        return gettext("On average they would fit as well as now.")
    if points > 0:
        return ngettext(
            "On average they would fit one point of 100 better.",
            "On average they would fit %(num)s points of 100 better.",
            points,
        )
    return ngettext(
        "On average they would fit one point of 100 worse.",
        "On average they would fit %(num)s points of 100 worse.",
        -points,
    )


def worst_words(points: int) -> str:
    """Return how the weakest pair would change, of 100 points."""
    if points == 0:
        return gettext("The weakest pair would fit as well as now.")
    if points > 0:
        return ngettext(
            "The weakest pair would fit one point better.",
            "The weakest pair would fit %(num)s points better.",
            points,
        )
    return ngettext(
        "The weakest pair would fit one point worse.",
        "The weakest pair would fit %(num)s points worse.",
        -points,
    )


def changes_in_words(trial: PlanTrial) -> list[str]:
    """Return what was to be different."""
    changes = changes_of(trial)
    lines = [
        gettext("Without the rule: %(rule)s.", rule=RULES_TO_LEAVE_OUT[rule])
        for rule in changes.without_rules
    ]
    if changes.more_minutes:
        lines.append(gettext("Everybody travels %(minutes)s minutes longer.", minutes=changes.more_minutes))
    if trial.mentor is not None:
        lines.append(gettext("Without %(mentor)s.", mentor=name_of(trial.mentor)))
    if changes.new_mentors is not None:
        lines.append(new_mentors_words(changes.new_mentors))
    if changes.lifting is not None:
        choice = str(CHOICES[Lifting(changes.lifting)])
        lines.append(gettext("The worst match is lifted. %(choice)s.", choice=choice))
    if changes.common_minutes is not None:
        lines.append(
            gettext("With at least %(time)s in common a week.", time=duration(changes.common_minutes))
        )
        # Which mentors a small job leaves no room for is read with the intake, by the time that is asked for today.
        lines.append(gettext("Small jobs that people have already count as they do today."))
    return lines + weights_words(changes)


def new_mentors_words(new: NewMentors) -> str:
    """Return who was imagined."""
    area = db.session.query(Area).filter_by(code=new.area).one_or_none()
    place, hours = new.area if area is None else area.name, HOURS[new.hours]
    if new.language == COMMON_LANGUAGE:
        return ngettext(
            "With one new mentor from %(area)s who has time on %(hours)s.",
            "With %(num)s new mentors from %(area)s who have time on %(hours)s.",
            new.number,
            area=place,
            hours=hours,
        )
    return ngettext(
        "With one new mentor from %(area)s who speaks %(language)s and has time on %(hours)s.",
        "With %(num)s new mentors from %(area)s who speak %(language)s and have time on %(hours)s.",
        new.number,
        area=place,
        language=Names().inside("languages", [new.language])[0],
        hours=hours,
    )


def weights_words(changes: Changes) -> list[str]:
    """Return how much each thing was to count."""
    lines = []
    if changes.weights is not None:
        parts = [f"{CRITERIA[name]} {changes.weights[name]}" for name in WEIGHTS if changes.weights.get(name)]
        lines.append(gettext("What counts: %(parts)s.", parts=listed(parts)))
    if changes.age_distance_years is not None:
        lines.append(gettext("Enough years between them: %(years)s.", years=changes.age_distance_years))
    return lines
