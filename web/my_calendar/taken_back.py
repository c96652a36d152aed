"""Taking a change of address back also ends the calendar's secret address: a stranger was in the account and may know it."""

from __future__ import annotations

from datetime import datetime

from web.accounts.addresses import when_address_is_taken_back
from web.accounts.models import AddressChange
from web.my_calendar.feeds import end_feed


@when_address_is_taken_back
def end_known_feed(change: AddressChange, now: datetime) -> None:
    """End the feed, whenever it was made: the page shows its address to whoever is signed in."""
    end_feed(change.user, by=None, now=now)
