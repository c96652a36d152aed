"""The engine's codes as sentences: gaps, why this person, why not another, what would make it possible, what clashes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext
from sqlalchemy import select

from web.catalogue.labels import name_of
from web.catalogue.models import Language, Skill
from web.extensions import db
from web.staffing.board import Missing

LANGUAGE = "language:"
TELLS_PLACE = ("too_far_to_travel", "travels_longer")
"""Codes from which one could learn where somebody lives: never said about a protected volunteer."""


ANSWERS = {
    "clearance_not_valid": lazy_gettext("A paper that the shift asks for is missing or out of date."),
    "age_outside_limits": lazy_gettext("The age does not fit the shift."),
    "required_skill_missing": lazy_gettext("Does not have what everybody on the shift must know."),
    "not_free_then": lazy_gettext("Is not free at that time."),
    "too_far_to_travel": lazy_gettext("It is farther away than they want to go."),
    "engaged_elsewhere": lazy_gettext("Has something else too close to it."),
    "week_has_no_room": lazy_gettext("It is more than they want in a week."),
    "assignment_was_declined": lazy_gettext("There has been a no to this shift, or they never asked for it."),
    "team_cannot_come_together": lazy_gettext("Those who come together cannot all come."),
    "assigned": lazy_gettext("Is on the shift in this plan."),
    "shift_does_not_reach_its_minimum": lazy_gettext(
        "The shift does not get enough people, so nobody is on it."
    ),
    "has_another_shift_at_that_time": lazy_gettext("Has another shift in the plan at that time."),
    "week_is_full": lazy_gettext("The week is full: they wanted no more hours."),
    "a_team_mate_cannot_or_is_there": lazy_gettext(
        "Somebody they come with, or keep apart from, is in the way."
    ),
    "full_and_others_had_fewer_shifts": lazy_gettext(
        "The shift is full, and the others have had fewer lately."
    ),
    "full_and_others_fit_better": lazy_gettext("The shift is full, and the others fit better."),
    "full_and_others_just_as_good": lazy_gettext("The shift is full, and the others fit just as well."),
    "there_is_room": lazy_gettext("There is room, and nothing is in the way."),
    "clearance_approved": lazy_gettext("If the paper were in order."),
    "skill_learnt": lazy_gettext("If they had what the shift asks for."),
    "free_at_that_time": lazy_gettext("If they were free then. Ask them."),
    "travels_longer": lazy_gettext("If they could go farther, or somebody gave them a lift."),
    "wants_more_hours_that_week": lazy_gettext("If they wanted more hours that week. Ask them."),
    "gives_up_another_shift": lazy_gettext("If they gave up the other shift."),
    "says_yes_after_all": lazy_gettext("If they said yes after all. Ask them."),
    "more_people_for_the_shift": lazy_gettext("If more people came to the shift."),
    "room_for_one_more": lazy_gettext("If the shift had one place more."),
    "team_mate_can_come_too": lazy_gettext("If the other one could come too."),
}
"""Why somebody is not on a shift, and what would help, by the engine's code."""


class Names:
    """The names of qualifications by code, read once."""

    def __init__(self) -> None:
        self._names = {skill.code: name_of(skill) for skill in db.session.scalars(select(Skill))}
        languages = db.session.scalars(select(Language))
        self._names |= {f"{LANGUAGE}{language.code}": name_of(language) for language in languages}

    def of(self, code: str) -> str:
        """Return the name; a code that is no longer known stands for itself."""
        return self._names.get(code, code)


def gap_words(missing: Missing, names: Names) -> str:
    """Say what a shift lacks: *missing 2, of whom 1 with first aid*."""
    if not missing.is_gap:
        return fill_words(missing)
    with_skills = [
        gettext("%(number)s with %(skill)s", number=heads, skill=names.of(code).lower())
        for code, heads in missing.qualifications
    ]
    if not with_skills:
        return gettext("Missing %(number)s", number=missing.heads)
    if missing.heads == 0:
        return gettext("Missing %(people)s", people=listed(with_skills))
    return gettext("Missing %(number)s, of whom %(people)s", number=missing.heads, people=listed(with_skills))


def fill_words(missing: Missing) -> str:
    """Say that enough come, and whether there is room for more."""
    if missing.places == 0:
        return gettext("All places are filled")
    return ngettext(
        "Enough people, room for one more", "Enough people, room for %(num)s more", missing.places
    )


def listed(words: list[str]) -> str:
    """Return *a, b and c*."""
    if len(words) < 2:
        return "".join(words)
    return gettext("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1])


def why_words(reasons: list[dict[str, Any]], names: Names) -> str:
    """Say why somebody is proposed, in one or two sentences."""
    found = {reason["code"]: reason for reason in reasons}
    said: list[str] = []
    if "needed_for_a_qualification" in found:
        skill = names.of(str(found["needed_for_a_qualification"]["skill"])).lower()
        said.append(gettext("Brings what the shift needs: %(skill)s.", skill=skill))
    fit = found.get("good_fit", {})
    if fit.get("wish"):
        said.append(gettext("Has asked for this shift."))
    if fit.get("interest"):
        said.append(gettext("Likes this kind of task."))
    recent = found.get("had_few_shifts_lately", {}).get("recent_shifts")
    if recent == 0:
        said.append(gettext("Has had no shift lately, so it is their turn."))
    if "needed_for_the_minimum" in found and len(said) < 2:
        said.append(gettext("Without them the shift has too few people."))
    return " ".join(said[:2]) or gettext("Is free at that time and can get there.")


def answer_words(reasons: list[dict[str, Any]], *, is_protected: bool) -> list[str]:
    """Say why not, or what would help; nothing that tells where a protected person lives."""
    told = [one for one in reasons if not (is_protected and one["code"] in TELLS_PLACE)]
    if len(told) < len(reasons):
        return [*(said(one) for one in told), gettext("There is more that we cannot say here.")]
    return [said(one) for one in told]


def said(reason: Mapping[str, Any]) -> str:
    """Return one code as a sentence."""
    return str(ANSWERS[reason["code"]])


def clash_words(item: Mapping[str, Any], names: Names) -> str:
    """Say one rule of a clash."""
    limit, skill = item.get("limit", 0), names.of(str(item.get("skill", ""))).lower()
    words = {
        "fixed_assignment_stays": gettext("Somebody is settled on a shift already."),
        "minimum_heads": gettext("A shift needs %(number)s people.", number=limit),
        "maximum_heads": gettext("A shift has room for %(number)s people.", number=limit),
        "qualification_covered": gettext(
            "A shift needs %(number)s with %(skill)s.", number=limit, skill=skill
        ),
        "not_in_two_places": gettext("Nobody can be in two places at once."),
        "weekly_limit": gettext("Somebody wants no more hours in the week."),
        "team_comes_together": gettext("Some come together or not at all."),
        "team_kept_apart": gettext("Some must not meet on a shift."),
    }
    return words[item["rule"]]
