"""Reason codes about a pair as plain sentences: why it fits, why not another, what an alternate changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from web.proposals.labels import CRITERIA
from web.proposals.names import Names
from web.proposals.weights import SPARING

Codes = Mapping[str, Any]


@dataclass(frozen=True)
class CriterionLine:
    """One criterion of a pair in words; `percent` is None where the number must not be shown."""

    title: str
    sentence: str
    percent: int | None


def listed(names: Iterable[str]) -> str:
    """Return names as a list in words: *a, b and c*."""
    found = list(names)
    if len(found) < 2:
        return "".join(found)
    return gettext("%(first)s and %(last)s", first=", ".join(found[:-1]), last=found[-1])


def duration(minutes: int) -> str:
    """Return a length of time in words: *1½* hours are *1 hour and 30 minutes*."""
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(num)s hour", "%(num)s hours", hours)] if hours else []
    parts += [ngettext("%(num)s minute", "%(num)s minutes", rest)] if rest or not parts else []
    return listed(parts)


def duration_of_seconds(seconds: int) -> str:
    """Return a short length of time in words."""
    if seconds < 60:
        return ngettext("%(num)s second", "%(num)s seconds", seconds)
    return duration(seconds // 60)


def criterion_lines(
    contributions: list[dict[str, Any]], facts: Codes, *, is_protected: bool
) -> list[CriterionLine]:
    """Return the criteria that somebody asked for, those that give most first."""
    names = Names()
    asked = [entry for entry in contributions if entry["is_asked"]]
    asked.sort(key=lambda entry: (-entry["points"], entry["criterion"]))
    return [
        CriterionLine(
            title=str(CRITERIA[entry["criterion"]]),
            sentence=CRITERION_SENTENCES[entry["criterion"]](facts, names),
            percent=None
            if (is_protected and entry["criterion"] == "short_travel") or entry["criterion"] == SPARING
            else round(100 * entry["points"] / entry["most"]),
        )
        for entry in asked
    ]


def interests_sentence(facts: Codes, names: Names) -> str:
    """What both like."""
    if not facts["interests"]:
        return gettext("They have no interest in common that we know of.")
    return gettext(
        "Both like %(interests)s.", interests=listed(names.inside("interests", facts["interests"]))
    )


def goals_sentence(facts: Codes, names: Names) -> str:
    """What the mentor can help with."""
    if not facts["goals"]:
        return gettext("The mentor has not said that they help with just these goals.")
    return gettext(
        "The mentor can help with: %(goals)s.", goals="; ".join(names.inside("goals", facts["goals"]))
    )


def language_sentence(facts: Codes, names: Names) -> str:
    """What both speak."""
    return gettext(
        "They can talk in %(languages)s.", languages=listed(names.inside("languages", facts["languages"]))
    )


def travel_sentence(facts: Codes, names: Names) -> str:
    """How far it is; for people with a protected address only that it is possible."""
    if facts.get("travel_minutes") is None:
        return gettext("They can reach each other within the time both have said.")
    if facts["is_same_area"]:
        return gettext("They live in the same area.")
    return gettext(
        "About %(duration)s on the way for the young person.", duration=duration(facts["travel_minutes"])
    )


def time_sentence(facts: Codes, names: Names) -> str:
    """How much time both have."""
    return gettext("They both have time %(duration)s a week.", duration=duration(facts["common_minutes"]))


def experience_sentence(facts: Codes, names: Names) -> str:
    """What the mentor knows of that would help."""
    if not facts["helpful_experiences"]:
        return gettext("The mentor has none of the experience that would help.")
    return gettext(
        "The mentor has experience with %(experiences)s.",
        experiences=listed(names.inside("experiences", facts["helpful_experiences"])),
    )


def continuity_sentence(facts: Codes, names: Names) -> str:
    """Whether they have been a pair before."""
    if facts["is_known"]:
        return gettext("They know each other from an earlier match.")
    return gettext("The young person has had another mentor before, who could help again.")


def kind_sentence(facts: Codes, names: Names) -> str:
    """Whether the mentor is of the kind wished for."""
    if facts["has_wished_kind"]:
        return gettext("The mentor is of the kind the young person would like.")
    return gettext("The young person would like another kind of mentor.")


def mentors_wish_sentence(facts: Codes, names: Names) -> str:
    """Whether it is what the mentor likes to help with."""
    if facts["goals"]:
        return gettext("It is something the mentor likes to help with.")
    return gettext("It is not what the mentor likes best to help with.")


def age_sentence(facts: Codes, names: Names) -> str:
    """About how many years there are between them: exactly, it would tell how old one of them is."""
    years = abs(facts["years_apart"])
    if years == 0:
        return gettext("They are about the same age.")
    return gettext("There are about %(years)s years between them.", years=years)


def short_time_sentence(common_minutes: int, *, wanted_minutes: int) -> str | None:
    """Return that two people have less time in common than was asked for; None where they have enough."""
    if common_minutes >= wanted_minutes:
        return None
    return gettext(
        "They have %(common)s in common a week. What was asked for is %(wanted)s.",
        common=duration(common_minutes),
        wanted=duration(wanted_minutes),
    )


def your_short_time(common_minutes: int, *, wanted_minutes: int) -> str | None:
    """Return the same as it is said to one of the two."""
    if common_minutes >= wanted_minutes:
        return None
    return gettext(
        "You have %(common)s in common a week. What was asked for is %(wanted)s.",
        common=duration(common_minutes),
        wanted=duration(wanted_minutes),
    )


def sparing_sentence(facts: Codes, names: Names) -> str:
    """That the mentor is one whom others will need."""
    return gettext("Others may need this mentor later. The plan takes that into account.")


CRITERION_SENTENCES: dict[str, Callable[[Codes, Names], str]] = {
    "shared_interests": interests_sentence,
    "skills_for_goals": goals_sentence,
    "language_closeness": language_sentence,
    "short_travel": travel_sentence,
    "common_time": time_sentence,
    "helpful_experience": experience_sentence,
    "continuity": continuity_sentence,
    "wish_of_young_person": kind_sentence,
    "wish_of_mentor": mentors_wish_sentence,
    "age_distance": age_sentence,
    "spares_scarce_mentors": sparing_sentence,
}


def why_sentences(facts: Codes, *, mentor_names: Mapping[int, str]) -> list[str]:
    """Return why this mentor and not one who would score higher for this young person alone."""
    return [WHY_SENTENCES[reason["code"]](reason, mentor_names) for reason in facts.get("why", [])]


def mentors_named(facts: Codes) -> set[int]:
    """Return the ids of the mentors that the reasons speak of."""
    return {int(reason["mentor"]) for reason in facts.get("why", []) if "mentor" in reason}


def named(reason: Codes, mentor_names: Mapping[int, str]) -> str:
    """Return the name of the mentor a reason speaks of."""
    return mentor_names.get(int(reason["mentor"]), gettext("Another mentor"))


def needed_elsewhere(reason: Codes, mentor_names: Mapping[int, str]) -> str:
    """Say that a better mentor does more good elsewhere, or as much; the cost is not told where places are protected."""
    mentor = named(reason, mentor_names)
    if reason.get("cost") == 0:
        return gettext(
            "%(mentor)s would fit a little better seen alone, but does as much good for another young person.",
            mentor=mentor,
        )
    return gettext(
        "%(mentor)s would fit a little better seen alone, but does more good for another young person.",
        mentor=mentor,
    )


WHY_SENTENCES: dict[str, Callable[[Codes, Mapping[int, str]], str]] = {
    "best_fit_for_her": lambda reason, names: ngettext(
        "The only mentor who fits everything that is asked for.",
        "The best fit among %(num)s mentors who are possible.",
        int(reason["candidates"]),
    ),
    "pair_was_fixed": lambda reason, names: gettext("Somebody chose this pair by hand."),
    "better_mentor_needed_elsewhere": needed_elsewhere,
    "only_one_for_somebody_else": lambda reason, names: gettext(
        "%(mentor)s would fit better seen alone, but is the only one who can help another young person.",
        mentor=named(reason, names),
    ),
    "would_cost_somebody_a_place_or_a_good_enough_match": lambda reason, names: gettext(
        "%(mentor)s would fit better seen alone, but then another young person would be left with nobody or with a poor match.",
        mentor=named(reason, names),
    ),
}


def consequence_sentence(consequences: Codes) -> str:
    """Return what choosing an alternate changes for others."""
    moved, left_out = consequences["others_moved"], consequences["others_left_out"]
    if left_out:
        return ngettext(
            "Then one other young person has no proposal.",
            "Then %(num)s other young people have no proposal.",
            left_out,
        )
    if moved:
        return ngettext(
            "Then one other young person gets another mentor in the next run.",
            "Then %(num)s other young people get another mentor in the next run.",
            moved,
        )
    return gettext("It changes nothing for others.")
