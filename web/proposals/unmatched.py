"""Reason codes about those without a proposal as plain sentences: why, and what would help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, ngettext

from web.core.week_words import weekday_name
from web.proposals.names import Names, proper
from web.proposals.sentences import Codes, listed

CHANGES_SHOWN = 4
RULES_SHOWN = 3


@dataclass(frozen=True)
class UnmatchedWords:
    """Why somebody has no proposal, and what would help."""

    headline: str
    lines: list[str]
    changes: list[str]


def unmatched_words(reasons: list[dict[str, Any]]) -> UnmatchedWords:
    """Return the engine's reasons for leaving a request out, and what would help, in sentences."""
    names = Names()
    of_kind = {kind: [r for r in reasons if r["kind"] == kind] for kind in ("only_rule", "rule", "change")}
    rules = of_kind["only_rule"] or of_kind["rule"]
    lines = [RULE_SENTENCES[rule["code"]](rule["mentors"]) for rule in rules[:RULES_SHOWN]]
    lines += [competition_sentence(reason) for reason in reasons if reason["kind"] == "competition"]
    return UnmatchedWords(
        headline=headline_of(reasons, has_near_misses=bool(of_kind["only_rule"])),
        lines=lines,
        changes=[change_sentence(change, names) for change in of_kind["change"][:CHANGES_SHOWN]],
    )


def headline_of(reasons: list[dict[str, Any]], *, has_near_misses: bool) -> str:
    """Return the main reason in one sentence."""
    main = next(reason for reason in reasons if reason["kind"] == "reason")
    if main["code"] != "no_candidates":
        return ngettext(
            "One mentor fits, but is needed by somebody who is more urgent or has waited longer.",
            "%(num)s mentors fit, but all are needed by those who are more urgent or have waited longer.",
            int(main["candidates"]),
        )
    if has_near_misses:
        return gettext("No mentor fits everything that is asked for, but some are close.")
    return gettext("No mentor fits everything that is asked for.")


def competition_sentence(reason: Codes) -> str:
    """Return how many wait for the same few mentors."""
    return ngettext(
        "%(requests)s young people need the same mentor.",
        "%(requests)s young people need the same %(num)s mentors.",
        int(reason["mentors"]),
        requests=reason["requests"],
    )


RULE_SENTENCES: dict[str, Callable[[int], str]] = {
    "clearance_not_valid": lambda n: ngettext(
        "One mentor's clearances are not in place yet.",
        "The clearances of %(num)s mentors are not in place yet.",
        n,
    ),
    "age_outside_mentors_limits": lambda n: ngettext(
        "One mentor would rather help another age.", "%(num)s mentors would rather help another age.", n
    ),
    "no_common_language_at_level": lambda n: ngettext(
        "One mentor does not speak the language.", "%(num)s mentors do not speak the language.", n
    ),
    "required_language_missing": lambda n: ngettext(
        "One mentor does not speak the language asked for.",
        "%(num)s mentors do not speak the language asked for.",
        n,
    ),
    "too_far_to_travel": lambda n: ngettext(
        "One mentor is too far away.", "%(num)s mentors are too far away.", n
    ),
    "too_little_common_time": lambda n: ngettext(
        "One mentor has no time at the same hours.", "%(num)s mentors have no time at the same hours.", n
    ),
    "small_job_at_that_time": lambda n: ngettext(
        "One mentor only has time when the young person works.",
        "%(num)s mentors only have time when the young person works.",
        n,
    ),
    "small_job_leaves_too_little_time": lambda n: ngettext(
        "With one mentor, the small job leaves too little time to meet.",
        "With %(num)s mentors, the small job leaves too little time to meet.",
        n,
    ),
    "required_experience_missing": lambda n: ngettext(
        "One mentor lacks the experience asked for.", "%(num)s mentors lack the experience asked for.", n
    ),
    "pair_is_blocked": lambda n: ngettext(
        "One mentor has been answered with a no before.",
        "%(num)s mentors have been answered with a no before.",
        n,
    ),
    "pair_failed_before": lambda n: ngettext(
        "One mentor has been tried before.", "%(num)s mentors have been tried before.", n
    ),
    "not_the_gender_wished_for": lambda n: ngettext(
        "One mentor is not of the gender wished for.", "%(num)s mentors are not of the gender wished for.", n
    ),
    "not_the_age_wished_for": lambda n: ngettext(
        "One mentor is not of the age wished for.", "%(num)s mentors are not of the age wished for.", n
    ),
    "pair_was_declined": lambda n: ngettext(
        "One mentor has been declined before.", "%(num)s mentors have been declined before.", n
    ),
    "mentor_has_no_room": lambda n: ngettext(
        "One mentor has no free place.", "%(num)s mentors have no free place.", n
    ),
}


def change_sentence(change: Codes, names: Names) -> str:
    """Return what would help; two things together are joined, and what it costs others is said."""
    text = listed([CHANGE_WORDS[one["code"]](one, names) for one in change["changes"]])
    text = text[:1].upper() + text[1:]
    is_shared = change.get("is_shared", False)  # older runs did not tell
    if change["serves_one_more"]:
        if is_shared:
            return gettext("%(change)s: then one of those who have waited as long has a mentor.", change=text)
        return gettext("%(change)s: then there is a mentor.", change=text)
    if is_shared:
        return gettext(
            "%(change)s: then one of those who have waited as long has a mentor, but somebody who is less urgent has to wait.",
            change=text,
        )
    return gettext(
        "%(change)s: then there is a mentor, but somebody who is less urgent has to wait.", change=text
    )


CHANGE_WORDS: dict[str, Callable[[Codes, Names], str]] = {
    "one_more_evening": lambda one, names: gettext(
        "free on %(day)s from %(start)s to %(end)s",
        day=proper(weekday_name(one["weekday"])),
        start=one["from_hour"],
        end=one["to_hour"],
    ),
    "longer_travel": lambda one, names: gettext(
        "%(minutes)s minutes more on the way", minutes=one["minutes"]
    ),
    "another_language_level": lambda one, names: gettext(
        "enough with less %(language)s", language=names.inside("languages", [one["language"]])[0]
    ),
    "another_language_is_enough": lambda one, names: gettext(
        "enough with %(language)s", language=names.inside("languages", [one["language"]])[0]
    ),
    "pending_clearance_approved": lambda one, names: gettext(
        "a mentor whose clearances are under way gets them"
    ),
    "mentor_raises_capacity": lambda one, names: gettext("a mentor takes one more young person"),
    "gender_wish_dropped": lambda one, names: gettext("without the wish for a certain gender"),
    "age_wish_dropped": lambda one, names: gettext("without the wish for a certain age"),
    "experience_requirement_dropped": lambda one, names: gettext(
        "without asking for experience with %(experience)s",
        experience=names.inside("experiences", [one["experience"]])[0],
    ),
    "mentor_widens_age_limits": lambda one, names: gettext("a mentor agrees to help another age"),
    "small_job_hours_moved": lambda one, names: gettext("other working hours in the small job"),
}
SHORT_RULES: dict[str, Callable[[], str]] = {
    "candidates_taken_by_more_urgent": lambda: gettext("The mentors who fit are needed by others"),
    "no_candidates": lambda: gettext("No mentor fits"),
    "clearance_not_valid": lambda: gettext("Clearances are not in place"),
    "age_outside_mentors_limits": lambda: gettext("The age"),
    "no_common_language_at_level": lambda: gettext("The language"),
    "required_language_missing": lambda: gettext("The language"),
    "too_far_to_travel": lambda: gettext("Too far on the way"),
    "too_little_common_time": lambda: gettext("No common time"),
    "small_job_at_that_time": lambda: gettext("No common time beside the job"),
    "small_job_leaves_too_little_time": lambda: gettext("No time left beside the small job"),
    "required_experience_missing": lambda: gettext("The experience asked for"),
    "pair_is_blocked": lambda: gettext("Answered with a no before"),
    "pair_failed_before": lambda: gettext("Tried before"),
    "not_the_gender_wished_for": lambda: gettext("The wished gender"),
    "not_the_age_wished_for": lambda: gettext("The wished age"),
    "pair_was_declined": lambda: gettext("Declined before"),
    "mentor_has_no_room": lambda: gettext("No free place"),
}


def short_reason(code: str) -> str:
    """Return the main reason in a few words, for a table."""
    return SHORT_RULES[code]()
