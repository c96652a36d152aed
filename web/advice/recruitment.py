"""Whom to recruit: what one more mentor of each kind would be worth, worked out after each run and kept until the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import delete, select

from web.advice.models import RecruitmentAdvice
from web.extensions import db
from web.proposals.models import MatchRun
from web.proposals.plan import KindOfMentor
from web.youth.models import MentorRequest, YoungPerson

FEWEST_TOLD = 5


def write_advice(run: MatchRun, kinds: Iterable[KindOfMentor], *, now: datetime) -> RecruitmentAdvice:
    """Write down the advice of a run, in the place of all earlier advice."""
    db.session.execute(delete(RecruitmentAdvice))
    advice = RecruitmentAdvice(run=run, kinds=[asdict(kind) for kind in kinds], worked_out_at=now)
    db.session.add(advice)
    db.session.flush()
    return advice


def protected_request_ids(request_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these requests are those of people with protected name and address.

    Until the transaction ends nobody of them can become so: what is counted must not tell where they live.
    """
    rows = db.session.execute(
        select(MentorRequest.id, YoungPerson.is_protected)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(MentorRequest.id.in_(list(request_ids)))
        .order_by(YoungPerson.id)
        .with_for_update(of=YoungPerson, read=True)
    )
    return frozenset(row[0] for row in rows if row[1])


def latest_advice() -> RecruitmentAdvice | None:
    """Return the advice of the newest run, if it is there."""
    return db.session.scalar(select(RecruitmentAdvice).order_by(RecruitmentAdvice.run_id.desc()).limit(1))


def kinds_in(advice: RecruitmentAdvice) -> list[KindOfMentor]:
    """Return the kinds of mentors, best first."""
    return [KindOfMentor(**kind) for kind in advice.kinds]


def told_to_many(kinds: Iterable[KindOfMentor]) -> list[KindOfMentor]:
    """Return the kinds that tell of no fewer than five young people, alone and beside a simpler kind.

    Whom one more would help first, and how many would be helped in the end, is about few and left out.
    """
    return [
        replace(kind, urgency=0, waiting_days=0, helped_by=[])
        for kind in kinds
        if kind.told_by >= FEWEST_TOLD
    ]
