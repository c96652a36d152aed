"""What a workplace sees of a young person, stage by stage: the one place that decides it.

Nothing before the young person has said yes to this job; then a name or alias, an age band and what they agreed to show;
once the workplace has said yes too, the way to reach them. Never a note, an address or a distance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from web.core.errors import NotVisibleError
from web.placements.models import JobProposal, JobProposalStatus, Placement
from web.small_jobs.kinds import KindOfWork, SupportKind
from web.small_jobs.labels import named
from web.small_jobs.models import WorkWishes
from web.small_jobs.queries import wishes_of
from web.youth.ages import age_band
from web.youth.choices import choices_of
from web.youth.models import YoungPerson
from web.youth.sight import Stage, WayToReach, name_shown, way_to_reach


@dataclass(frozen=True)
class SeenAtWork:
    """A young person as a workplace sees them; `contact` is None before both have said yes."""

    name: str
    age_band: str
    likes: tuple[str, ...] = ()
    helps: tuple[str, ...] = ()
    words: str = ""
    contact: WayToReach | None = None


def seen_in_proposal(proposal: JobProposal, *, day: date) -> SeenAtWork:
    """Return what the workplace sees of who is proposed; raise NotVisibleError before the young person's yes."""
    if proposal.status is not JobProposalStatus.YOUNG_PERSON_ACCEPTED:
        raise NotVisibleError
    return seen(proposal.young_person, stage=Stage.PROPOSAL, day=day)


def seen_in_placement(placement: Placement, *, day: date) -> SeenAtWork:
    """Return what the workplace sees of who works there."""
    return seen(placement.young_person, stage=Stage.MATCH, day=day)


def seen(person: YoungPerson, *, stage: Stage, day: date) -> SeenAtWork:
    """Return what the young person's own choices let a workplace see."""
    wishes, chosen = wishes_of(person), choices_of(person)
    return SeenAtWork(
        name=name_shown(person, chosen, stage=stage)[0],
        age_band=age_band(person.born_on, day),
        likes=names(wishes.likes) if wishes is not None and wishes.may_show_likes else (),
        helps=names(wishes.all_support) if wishes is not None and wishes.may_show_support else (),
        words=words_of(wishes),
        contact=contact_of(person) if stage is Stage.MATCH else None,
    )


def words_of(wishes: WorkWishes | None) -> str:
    """Return the young person's own words, where they may be read."""
    return wishes.words if wishes is not None and wishes.may_show_words else ""


def contact_of(person: YoungPerson) -> WayToReach:
    """Return the way to reach somebody; of those with protected name and address it leads through the caseworker."""
    return WayToReach() if person.is_protected else way_to_reach(person, choices_of(person))


def names(entries: Sequence[KindOfWork] | Sequence[SupportKind]) -> tuple[str, ...]:
    """Return the names of catalogue entries."""
    return tuple(named(entry) for entry in entries)
