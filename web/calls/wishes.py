"""When and how often a volunteer may be asked: what they wish, and who must be left out because of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select

from web.accounts.models import User
from web.audit.services import record_event
from web.calls.models import Ask, ContactWish
from web.core.clock import LOCAL_ZONE, local_date
from web.core.locks import lock_row
from web.extensions import db
from web.profiles.models import Volunteer

COUNTED = timedelta(days=30)
MOST_ASKS = 4


@dataclass(frozen=True)
class Wish:
    """What a volunteer wishes; these are the defaults of those who have said nothing."""

    may_be_asked: bool = True
    most_asks: int = MOST_ASKS
    quiet_from: time | None = None
    quiet_to: time | None = None
    quiet_until: date | None = None


def wish_of(volunteer: Volunteer) -> Wish:
    """Return what the volunteer wishes."""
    kept = db.session.get(ContactWish, volunteer.id)
    if kept is None:
        return Wish()
    return Wish(kept.may_be_asked, kept.most_asks, kept.quiet_from, kept.quiet_to, kept.quiet_until)


def keep_wish(volunteer: Volunteer, wish: Wish, *, by: User, now: datetime) -> None:
    """Write down what the volunteer wishes; it counts from the next question on."""
    lock_row(volunteer, allows_references=True)
    kept = db.session.get(ContactWish, volunteer.id) or ContactWish(volunteer_id=volunteer.id)
    for name in ("may_be_asked", "most_asks", "quiet_from", "quiet_to", "quiet_until"):
        setattr(kept, name, getattr(wish, name))
    db.session.add(kept)
    record_event("change contact wish", volunteer, by=by, now=now)
    db.session.flush()


def wants_quiet(now: datetime) -> ColumnElement[bool]:
    """The volunteer of this row of `Volunteer` does not want to be asked now, by what they wish or by what they have had."""
    clock = now.astimezone(LOCAL_ZONE).time().replace(microsecond=0)
    within = and_(ContactWish.quiet_from <= clock, ContactWish.quiet_to > clock)
    over_night = and_(
        ContactWish.quiet_from > ContactWish.quiet_to,
        or_(ContactWish.quiet_from <= clock, ContactWish.quiet_to > clock),
    )
    quiet = select(ContactWish.volunteer_id).where(
        or_(
            ContactWish.may_be_asked.is_(False),
            ContactWish.quiet_until >= local_date(now),
            within,
            over_night,
        )
    )
    wished = select(ContactWish.most_asks).where(ContactWish.volunteer_id == Ask.volunteer_id)
    had_enough = (
        select(Ask.volunteer_id)
        .where(Ask.asked_at > now - COUNTED)
        .group_by(Ask.volunteer_id)
        .having(func.count() >= func.coalesce(wished.scalar_subquery(), MOST_ASKS))
    )
    return or_(Volunteer.id.in_(quiet), Volunteer.id.in_(had_enough))
