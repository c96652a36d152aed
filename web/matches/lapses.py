"""Running matches whose mentor lacks a clearance, or is approved no longer: flagged to the caseworker, never cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, or_, select

from web.accounts.models import User
from web.audit.services import record_event
from web.core.clock import local_date
from web.core.locks import lock_row
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.matches import messages
from web.matches.models import ClearanceLapse, Match, MatchStatus
from web.profiles.models import Mentor, MentorStatus
from web.vetting.decisions import when_approval_is_taken_back
from web.vetting.models import (
    MENTORING,
    Clearance,
    ClearanceKind,
    ClearanceRequirement,
    ClearanceStatus,
)
from web.youth.models import YoungPerson

NOT_APPROVED = (MentorStatus.APPLIED, MentorStatus.REFUSED)
SHOWN = 50
Kinds = frozenset["ClearanceKind | None"]


@dataclass(frozen=True)
class Lack:
    """What a running match's mentor lacks today: a kind, None for the approval itself; since when, where that is known."""

    kind: ClearanceKind | None
    ran_out_on: date | None


def lacks_of(match: Match, *, now: datetime) -> list[Lack]:
    """Return what the mentor of a running match lacks today."""
    if match.status is not MatchStatus.ACTIVE:
        return []
    kinds = lacking(day=local_date(now), match_id=match.id).get(match.id, frozenset())
    ends = {
        held.kind: held.expires_on
        for held in db.session.scalars(
            select(Clearance).where(Clearance.volunteer_id == match.mentor.volunteer_id)
        )
        if held.status is ClearanceStatus.VALID
    }
    ordered = sorted(kinds, key=lambda kind: kind or "")
    return [Lack(kind, None if kind is None else ends.get(kind)) for kind in ordered]


def lacking(*, day: date, match_id: int | None = None) -> dict[int, Kinds]:
    """Return what mentors of running matches lack on that day, by match: of all matches, or of one."""
    age = func.date_part("year", func.age(day, YoungPerson.born_on))
    has_valid = (
        select(Clearance.id)
        .where(
            Clearance.volunteer_id == Mentor.volunteer_id,
            Clearance.kind == ClearanceRequirement.kind,
            Clearance.status == ClearanceStatus.VALID,
            Clearance.issued_on <= day,
            or_(Clearance.expires_on.is_(None), Clearance.expires_on >= day),
        )
        .exists()
    )
    is_asked = and_(
        ClearanceRequirement.programme_code == MENTORING,
        ClearanceRequirement.is_required,
        or_(ClearanceRequirement.only_below_age.is_(None), age < ClearanceRequirement.only_below_age),
    )
    kinds = (
        select(Match.id, ClearanceRequirement.kind)
        .join(YoungPerson, YoungPerson.id == Match.young_person_id)
        .join(Mentor, Mentor.id == Match.mentor_id)
        .join(ClearanceRequirement, is_asked)
        .where(Match.status == MatchStatus.ACTIVE, ~has_valid)
    )
    approvals = (
        select(Match.id)
        .join(Mentor, Mentor.id == Match.mentor_id)
        .where(Match.status == MatchStatus.ACTIVE, Mentor.status.in_(NOT_APPROVED))
    )
    if match_id is not None:
        kinds, approvals = kinds.where(Match.id == match_id), approvals.where(Match.id == match_id)
    found: dict[int, set[ClearanceKind | None]] = defaultdict(set)
    for key, kind in db.session.execute(kinds):
        found[key].add(kind)
    for key in db.session.scalars(approvals):
        found[key].add(None)
    return {key: frozenset(lacked) for key, lacked in found.items()}


def matches_to_look_at(*, now: datetime) -> Sequence[int]:
    """Return the ids of matches about which something is to be noted or crossed out."""
    now_lacking = lacking(day=local_date(now))
    noted = open_lapses()
    return sorted(
        key
        for key in now_lacking.keys() | noted.keys()
        if now_lacking.get(key, frozenset()) != noted.get(key, frozenset())
    )


def open_lapses() -> dict[int, Kinds]:
    """Return what has been noted and is not over, by match."""
    found: dict[int, set[ClearanceKind | None]] = defaultdict(set)
    statement = select(ClearanceLapse.match_id, ClearanceLapse.kind).where(ClearanceLapse.ended_at.is_(None))
    for key, kind in db.session.execute(statement):
        found[key].add(kind)
    return {key: frozenset(kinds) for key, kinds in found.items()}


def look_at(match: Match, *, now: datetime) -> None:
    """Note what has lapsed since, tell the caseworker once of it, and cross out what is in order again."""
    lock_row(match)
    kinds = lacking(day=local_date(now), match_id=match.id).get(match.id, frozenset())
    noted = {
        lapse.kind: lapse
        for lapse in db.session.scalars(
            select(ClearanceLapse).where(
                ClearanceLapse.match_id == match.id, ClearanceLapse.ended_at.is_(None)
            )
        )
    }
    for kind, lapse in noted.items():
        if kind not in kinds:
            lapse.ended_at = now
    new = [
        ClearanceLapse(match_id=match.id, kind=kind, noticed_at=now) for kind in kinds if kind not in noted
    ]
    db.session.add_all(new)
    db.session.flush()
    if new:
        codes = sorted("approval" if lapse.kind is None else lapse.kind.value for lapse in new)
        record_event("flag match", match, by=None, now=now, details={"lacks": codes})
        messages.tell_of_lapse(match, max(lapse.id for lapse in new))


@when_approval_is_taken_back
def look_at_matches_of(mentor: Mentor, by: User, now: datetime) -> None:
    """Flag the running matches of somebody who is a mentor no longer, at once."""
    db.session.flush()
    running = select(Match).where(Match.mentor_id == mentor.id, Match.status == MatchStatus.ACTIVE)
    for match in db.session.scalars(running.order_by(Match.id)).all():
        look_at(match, now=now)


def lapsed_matches_of(viewer: User) -> Sequence[int]:
    """Return the ids of the running matches on the viewer's caseloads whose mentor lacks something."""
    return db.session.scalars(
        select(Match.id)
        .distinct()
        .join(ClearanceLapse, ClearanceLapse.match_id == Match.id)
        .join(YoungPerson, YoungPerson.id == Match.young_person_id)
        .where(
            ClearanceLapse.ended_at.is_(None),
            Match.status == MatchStatus.ACTIVE,
            YoungPerson.caseworker_id.in_(caseloads_of(viewer)),
        )
        .limit(SHOWN)
    ).all()
