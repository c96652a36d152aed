"""What each person's facts must satisfy before anything is solved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from matcher.criterion import FULL_SCORE
from matcher.errors import NotANumber, OutOfRange, UnknownCode, UnknownLanguage
from matcher.people import AgeBand, Mentor, Request
from matcher.travel import MEANS, Place

MOST_DEMAND = 100
MOST_CAPACITY = 1_000
MOST_WAITING_DAYS = 100_000
KNOWN_MEANS = frozenset(MEANS)


def validate_mentor(mentor: Mentor, *, languages: AbstractSet[str]) -> None:
    """Raise the named error of the first fact that cannot be."""
    who = mentor.id
    validate_someone(who, mentor.place, mentor.means, mentor.max_travel_minutes, mentor.age)
    validate_languages(mentor.languages, who=who, field="languages", languages=languages)
    validate_band(mentor.accepts_ages, who=who, field="accepts_ages")
    require_whole(mentor.capacity, 0, MOST_CAPACITY, who=who, field="capacity")
    require_whole(mentor.used_capacity, 0, mentor.capacity, who=who, field="used_capacity")
    require_whole(mentor.place_price, 0, FULL_SCORE, who=who, field="place_price")
    require_whole(mentor.minimum, 0, mentor.free_capacity, who=who, field="minimum")


def validate_request(request: Request, *, languages: AbstractSet[str]) -> None:
    """Raise the named error of the first fact that cannot be."""
    who = request.id
    validate_someone(who, request.place, request.means, request.max_travel_minutes, request.age)
    validate_languages(request.languages, who=who, field="languages", languages=languages)
    validate_languages(request.required_languages, who=who, field="required_languages", languages=languages)
    validate_languages(request.spoken_languages, who=who, field="spoken_languages", languages=languages)
    if request.mentor_ages is not None:
        validate_band(request.mentor_ages, who=who, field="mentor_ages")
    require_whole(request.urgency, 1, 99, who=who, field="urgency")
    require_whole(request.waiting_days, 0, MOST_WAITING_DAYS, who=who, field="waiting_days")
    require_whole(request.demand, 1, MOST_DEMAND, who=who, field="demand")


def validate_someone(who: str, place: Place, means: frozenset[str], max_minutes: int, age: int) -> None:
    """What both sides have."""
    if not who:
        raise OutOfRange("an id is empty", who=who, field="id")
    for coordinate, limit, field in (
        (place.latitude, 89.0, "latitude"),
        (place.longitude, 180.0, "longitude"),
    ):
        if not math.isfinite(coordinate):
            raise NotANumber(f"{field} of {who} is {coordinate}", who=who, field=field)
        if abs(coordinate) > limit:
            raise OutOfRange(f"{field} of {who} is {coordinate}, beyond {limit}", who=who, field=field)
    if not means <= KNOWN_MEANS:
        raise UnknownCode(f"{who} travels by {sorted(means - KNOWN_MEANS)}", who=who, field="means")
    require_whole(max_minutes, 0, 24 * 60, who=who, field="max_travel_minutes")
    require_whole(age, 0, 120, who=who, field="age")


def validate_languages(
    spoken: Mapping[str, int], *, who: str, field: str, languages: AbstractSet[str]
) -> None:
    """Codes are known, levels are 1 to 3."""
    for code, level in spoken.items():
        if code not in languages:
            raise UnknownLanguage(f"{who} has the unknown language {code!r}", who=who, field=field)
        require_whole(level, 1, 3, who=who, field=field)


def validate_band(band: AgeBand, *, who: str, field: str) -> None:
    """From the youngest to the oldest, not the other way round."""
    require_whole(band.youngest, 0, 120, who=who, field=field)
    require_whole(band.oldest, band.youngest, 120, who=who, field=field)


def require_whole(number: int, least: int, most: int, *, who: str, field: str) -> None:
    """A whole number between the two, both included."""
    if isinstance(number, float) and not math.isfinite(number):
        raise NotANumber(f"{field} of {who} is {number}", who=who, field=field)
    if not isinstance(number, int):
        raise OutOfRange(f"{field} of {who} is {number!r}, not a whole number", who=who, field=field)
    if not least <= number <= most:
        raise OutOfRange(
            f"{field} of {who} is {number}, not between {least} and {most}", who=who, field=field
        )
