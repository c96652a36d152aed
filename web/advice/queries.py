"""Reads for trying plans out; what concerns young people takes the viewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager, joinedload

from web.accounts.models import User
from web.advice.models import PlanTrial, TrialMove
from web.core.errors import NotVisibleError
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.profiles.models import Mentor, MentorStatus, Volunteer, VolunteerStatus
from web.youth.models import MentorRequest, YoungPerson
from web.youth.queries import LARGEST_ID

EARLIER_SHOWN = 8


@dataclass(frozen=True)
class OtherMoves:
    """How many of those whom the viewer does not work with would get, lose or change their mentor."""

    gain: int = 0
    lose: int = 0
    change: int = 0

    def __bool__(self) -> bool:
        return bool(self.gain or self.lose or self.change)


def mentors_to_choose(*, search: str = "") -> Select[Mentor]:
    """Select the approved mentors by name; nobody with protected address, with whom nothing can be tried out."""
    found = (
        select(Mentor)
        .join(Mentor.volunteer)
        .join(Volunteer.user)
        .where(
            Mentor.status == MentorStatus.APPROVED,
            Volunteer.status == VolunteerStatus.ACTIVE,
            ~Volunteer.is_protected,
            User.active,
        )
        .options(
            contains_eager(Mentor.volunteer).contains_eager(Volunteer.user),
            contains_eager(Mentor.volunteer).joinedload(Volunteer.area),
        )
        .order_by(User.name, Mentor.id)
    )
    return found.where(User.name.icontains(search, autoescape=True)) if search else found


def mentor_to_choose(mentor_id: int) -> Mentor:
    """Return one of the mentors that can be chosen; raise NotVisibleError for all others."""
    mentor = db.session.scalar(mentors_to_choose().where(Mentor.id == min(mentor_id, LARGEST_ID)))
    if mentor is None:
        raise NotVisibleError
    return mentor


def trial_of(viewer: User, trial_id: int) -> PlanTrial:
    """Return one of the viewer's own trials; raise NotVisibleError for all others.

    A trial about a young person who is no longer the viewer's concern is not found any more.
    """
    trial = db.session.scalar(
        select(PlanTrial).where(PlanTrial.id == min(trial_id, LARGEST_ID), PlanTrial.user_id == viewer.id)
    )
    if trial is None:
        raise NotVisibleError
    if trial.request and trial.request.young_person.caseworker_id not in caseloads_of(viewer):
        raise NotVisibleError
    return trial


def trials_of(viewer: User) -> Sequence[PlanTrial]:
    """Return the viewer's newest trials."""
    return [
        trial
        for trial in db.session.scalars(
            select(PlanTrial)
            .where(PlanTrial.user_id == viewer.id)
            .order_by(PlanTrial.id.desc())
            .limit(EARLIER_SHOWN)
        )
        if trial.request is None or trial.request.young_person.caseworker_id in caseloads_of(viewer)
    ]


def own_moves(viewer: User, trial: PlanTrial) -> Sequence[TrialMove]:
    """Return the moves of the viewer's own young people; nothing where somebody's address is protected."""
    moves = db.session.scalars(
        select(TrialMove)
        .join(TrialMove.request)
        .join(MentorRequest.young_person)
        .where(TrialMove.trial_id == trial.id, YoungPerson.caseworker_id.in_(caseloads_of(viewer)))
        .options(
            contains_eager(TrialMove.request).contains_eager(MentorRequest.young_person),
            joinedload(TrialMove.before_mentor).joinedload(Mentor.volunteer).joinedload(Volunteer.user),
            joinedload(TrialMove.after_mentor).joinedload(Mentor.volunteer).joinedload(Volunteer.user),
        )
        .order_by(YoungPerson.first_name, YoungPerson.id)
    ).all()
    return [move for move in moves if not tells_of_protected(move)]


def tells_of_protected(move: TrialMove) -> bool:
    """Tell whether somebody of a move is protected: that they are in reach, or not, says where they live."""
    mentors = [mentor for mentor in (move.before_mentor, move.after_mentor) if mentor is not None]
    return move.request.young_person.is_protected or any(mentor.volunteer.is_protected for mentor in mentors)


def other_moves(trial: PlanTrial, named: Sequence[TrialMove]) -> OtherMoves:
    """Return how many others would be moved than those who are named, and the one whom the trial is about."""
    ids = {move.request_id for move in named} | {trial.request_id}
    others = [move for move in trial.moves if move.request_id not in ids]
    gain = sum(1 for move in others if has_mentor_after(move) and move.before_mentor_id is None)
    lose = sum(1 for move in others if not has_mentor_after(move))
    return OtherMoves(gain=gain, lose=lose, change=len(others) - gain - lose)


def has_mentor_after(move: TrialMove) -> bool:
    """Tell whether there is a mentor in the tried plan, be it an imagined one."""
    return move.after_mentor_id is not None or move.is_new_mentor
