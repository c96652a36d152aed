"""Whose worst match a run lifts, in words: before it is chosen, and on the pages of what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext
from sqlalchemy import func, select

from web.catalogue.models import Area
from web.extensions import db
from web.profiles.models import Mentor, Volunteer
from web.proposals.models import MatchRun, Proposal
from web.vetting.models import Lifting
from web.youth.labels import SHORT_URGENCIES
from web.youth.models import MentorRequest, YoungPerson

FEWEST_TOLD = 5
CHOICES: dict[Lifting, Any] = {
    Lifting.NOBODY: lazy_gettext("Not at all: only how well all fit together counts"),
    Lifting.EVERYBODY: lazy_gettext("Over all: the pair that fits worst becomes as good as it can"),
    Lifting.AREAS: lazy_gettext(
        "Over districts and villages: the weakest pair in each place becomes as good as it can"
    ),
    Lifting.URGENCIES: lazy_gettext(
        "Over how urgent it is: the weakest pair among the urgent, and among those who can wait"
    ),
}
DONE: dict[Lifting, Any] = {
    Lifting.NOBODY: lazy_gettext("The weakest match was not lifted: only the fit of all together counted."),
    Lifting.EVERYBODY: lazy_gettext("We have lifted the weakest match of all as far as it goes."),
    Lifting.AREAS: lazy_gettext(
        "We have lifted the weakest match in each district and village as far as it goes."
    ),
    Lifting.URGENCIES: lazy_gettext(
        "We have lifted the weakest match in each urgency class as far as it goes."
    ),
}


@dataclass(frozen=True)
class Group:
    """A group whose weakest match was lifted: how many have a proposal, and the fit of the weakest from 0 to 100."""

    name: str
    proposals: int
    weakest: int


def lifting_of(run: MatchRun) -> Lifting:
    """Return whose worst match the run has lifted; older runs did so across everybody."""
    return Lifting(run.statistics.get("lifting", Lifting.EVERYBODY.value))


def groups_of(run: MatchRun) -> Sequence[Group]:
    """Return the groups of a run that lifted each; those of few are left out, as is everybody with protected address."""
    lifting = lifting_of(run)
    if lifting is Lifting.AREAS:
        return [Group(str(name), count, weakest) for name, count, weakest in weakest_by(run, Area.name)]
    if lifting is Lifting.URGENCIES:
        found = weakest_by(run, MentorRequest.urgency)
        return [Group(str(SHORT_URGENCIES[urgency]), count, weakest) for urgency, count, weakest in found]
    return []


def weakest_by(run: MatchRun, group: Any) -> list[tuple[Any, int, int]]:
    """Return by group how many the run proposed somebody, and the points of the weakest."""
    rows = db.session.execute(
        select(group, func.count(), func.min(Proposal.score))
        .select_from(Proposal)
        .join(MentorRequest, MentorRequest.id == Proposal.request_id)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .join(Area, Area.id == YoungPerson.area_id)
        .join(Mentor, Mentor.id == Proposal.mentor_id)
        .join(Volunteer, Volunteer.id == Mentor.volunteer_id)
        .where(Proposal.run_id == run.id, ~YoungPerson.is_protected, ~Volunteer.is_protected)
        .group_by(group)
        .having(func.count() >= FEWEST_TOLD)
        .order_by(func.min(Proposal.score), group)
    )
    return [(row[0], row[1], round(100 * row[2])) for row in rows]


def lifting_sentence(run: MatchRun) -> str:
    """Return whose worst match a run has lifted."""
    return str(DONE[lifting_of(run)])


def groups_words(lifting: Lifting, *, better: int, worse: int, of_all: int) -> str:
    """Return in how many groups the weakest match would fit better, or worse."""
    if not better and not worse:
        return gettext("The weakest match would fit as well as now everywhere.")
    if not worse:
        return better_words(lifting, better=better, of_all=of_all)
    if lifting is Lifting.URGENCIES:
        return gettext(
            "The weakest match would be better in %(better)s of %(all)s urgency classes, and worse in %(worse)s.",
            better=better,
            worse=worse,
            all=of_all,
        )
    return gettext(
        "The weakest match would be better in %(better)s of %(all)s places, and worse in %(worse)s.",
        better=better,
        worse=worse,
        all=of_all,
    )


def better_words(lifting: Lifting, *, better: int, of_all: int) -> str:
    """Return in how many groups the weakest match would fit better, where it would be worse in none."""
    if lifting is Lifting.URGENCIES:
        return gettext(
            "The weakest match would be better in %(better)s of %(all)s urgency classes, and worse in none.",
            better=better,
            all=of_all,
        )
    return gettext(
        "The weakest match would be better in %(better)s of %(all)s places, and worse in none.",
        better=better,
        all=of_all,
    )
