"""Whom the caseworker can choose instead: the possible ones by how well they fit, then the others with what stands against.

Who is possible and who is not would, beside the areas of dozens of mentors, draw on one page how far a protected young
person's reach goes: of them no area is shown, and whatever stands against a mentor is told in the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask_babel import gettext
from sqlalchemy import select

from web.advice.queries import mentors_to_choose
from web.advice.trial_words import BROKEN_RULES, FAILURES
from web.core.errors import RuleError
from web.core.paging import PAGE_SIZE, Page, page_number
from web.extensions import db
from web.profiles.models import Mentor
from web.proposals.intake import read_intake_of
from web.proposals.models import LIVE_PROPOSALS, Proposal
from web.proposals.plan import Choice
from web.proposals.sentences import short_time_sentence
from web.proposals.weights import fit_of
from web.proposals.whereabouts import contributions_without_places
from web.youth.models import MentorRequest


@dataclass(frozen=True)
class Option:
    """A mentor to choose: how well they fit, from 0 to 1, and in words what stands against them or is less than asked for.

    `is_way_hidden` where the young person is protected: then neither the area nor what stands against is told.
    """

    mentor: Mentor
    fit: float
    is_proposed: bool = False
    is_way_hidden: bool = False
    against: tuple[str, ...] = ()
    short_time: str | None = None

    @property
    def is_possible(self) -> bool:
        return not self.against


def options_for(request: MentorRequest, *, search: str, now: datetime) -> Page[Option]:
    """Return one page of the mentors whose name holds what was searched for, the best first.

    Raises RuleError where something of the request or of a mentor cannot be.
    """
    from web.proposals import engine

    mentors = db.session.scalars(mentors_to_choose(search=search)).unique().all()
    try:
        choices = engine.choices_of(read_intake_of(request, now=now), now=now)
    except engine.EngineError as error:
        raise RuleError(str(FAILURES["invalid_problem"])) from error
    by_id = {choice.mentor_id: choice for choice in choices}
    proposed = proposed_for(request)
    options = [
        replace(option_of(request, mentor, by_id.get(mentor.id)), is_proposed=mentor.id == proposed)
        for mentor in mentors
    ]
    return page_of(sorted(options, key=lambda option: (len(option.against), -option.fit)))


def proposed_for(request: MentorRequest) -> int | None:
    """Return the mentor who is proposed for a request now."""
    return db.session.scalar(
        select(Proposal.mentor_id).where(
            Proposal.request_id == request.id, Proposal.status.in_(LIVE_PROPOSALS)
        )
    )


def option_of(request: MentorRequest, mentor: Mentor, choice: Choice | None) -> Option:
    """Return a mentor as they may be shown: of a protected young person nothing about the way."""
    if request.young_person.is_protected:
        return option_without_way(request, mentor, choice)
    against = obstacles(choice)
    if choice is None or against:
        return Option(mentor, 0.0 if choice is None else fit_of(choice.contributions), against=against)
    return Option(mentor, fit_of(choice.contributions), short_time=short_time_of(request, mentor))


def option_without_way(request: MentorRequest, mentor: Mentor, choice: Choice | None) -> Option:
    """Return a mentor as they may be shown of a protected young person: all that are not possible look the same."""
    if choice is None or choice.broken_rules:
        return Option(mentor, 0.0, is_way_hidden=True, against=(gettext("Not possible now."),))
    fit = fit_of(contributions_without_places(choice.contributions))
    return Option(mentor, fit, is_way_hidden=True, short_time=short_time_of(request, mentor))


def obstacles(choice: Choice | None) -> tuple[str, ...]:
    """Return in words what stands against a mentor, each once."""
    if choice is None:
        return (str(FAILURES["mentor_takes_no_part"]),)
    return tuple(dict.fromkeys(str(BROKEN_RULES[rule]) for rule in choice.broken_rules))


def short_time_of(request: MentorRequest, mentor: Mentor) -> str | None:
    """Return the sentence that says they have less time in common than was asked for."""
    common = (request.week & mentor.volunteer.week).minutes
    return short_time_sentence(common, wanted_minutes=request.minutes_per_week)


def page_of(options: Sequence[Option]) -> Page[Option]:
    """Return the page that was asked for."""
    number = page_number()
    start = (number - 1) * PAGE_SIZE
    return Page(options[start : start + PAGE_SIZE], number, has_next=len(options) > start + PAGE_SIZE)
