"""The secret address of a person's feed, and the feed itself as iCalendar."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from flask_babel import force_locale, gettext
from icalendar import Calendar, Event
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event
from web.core.errors import NotVisibleError
from web.core.locks import lock_row
from web.extensions import db
from web.my_calendar.entries import entries_for_feed
from web.my_calendar.entry import Entry
from web.my_calendar.models import CalendarFeed

BEFORE, AHEAD = timedelta(days=31), timedelta(days=366)
BYTES = 32


def make_feed(user: User, *, by: User, now: datetime) -> CalendarFeed:
    """Give the user's calendar a new secret address; the old one leads nowhere from now on."""
    lock_row(user, allows_references=True)
    secret = secrets.token_urlsafe(BYTES)
    feed = db.session.get(CalendarFeed, user.id) or CalendarFeed(user_id=user.id)
    feed.secret, feed.secret_hash, feed.made_at = secret, hash_of(secret), now
    db.session.add(feed)
    record_event("make calendar feed", user, by=by, now=now)
    db.session.flush()
    return feed


def end_feed(user: User, *, by: User | None, now: datetime) -> None:
    """Take the address away, where there is one."""
    lock_row(user, allows_references=True)
    feed = feed_of(user)
    if feed is not None:
        db.session.delete(feed)
        record_event("end calendar feed", user, by=by, now=now)
        db.session.flush()


def feed_of(user: User) -> CalendarFeed | None:
    """Return the user's feed; None for somebody who has none."""
    return db.session.get(CalendarFeed, user.id)


def owner_of(secret: str) -> User:
    """Return whose feed a secret opens; raise NotVisibleError for one that opens nothing."""
    user = db.session.scalar(
        select(User)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.secret_hash == hash_of(secret), User.active)
    )
    if user is None:
        raise NotVisibleError
    return user


def hash_of(secret: str) -> str:
    """Return what is stored to find a secret by."""
    return hashlib.sha256(secret.encode()).hexdigest()


def feed_text(user: User, *, host: str, now: datetime) -> bytes:
    """Return the feed of a user, in their language."""
    with force_locale(user.locale):
        calendar = Calendar()
        calendar.add("prodid", "-//Haandslag//Kalender//DA")
        calendar.add("version", "2.0")
        calendar.add("method", "PUBLISH")
        calendar.add("x-wr-calname", gettext("Håndslag"))
        for entry in entries_for_feed(user, since=now - BEFORE, until=now + AHEAD):
            calendar.add_component(event_of(entry, host=host, now=now))
        return bytes(calendar.to_ical())


def event_of(entry: Entry, *, host: str, now: datetime) -> Event:
    """Return one entry as an event."""
    event = Event()
    event.add("uid", f"{entry.key}@{host}")
    event.add("dtstamp", now)
    event.add("dtstart", entry.starts_at)
    event.add("dtend", entry.ends_at)
    event.add("summary", entry.title)
    event.add("status", "CONFIRMED" if entry.is_certain else "TENTATIVE")
    if entry.place:
        event.add("location", entry.place)
    return event
