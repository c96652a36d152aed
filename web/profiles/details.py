"""What a volunteer tells in the four steps of signing up, as values, and how a draft of them is written down."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, TypeAlias

from web.core.week import Week
from web.profiles.models import Gender, Means, Volunteer


@dataclass(frozen=True)
class WhoYouAre:
    """The person."""

    name: str
    born_on: date
    phone: str = ""
    gender: Gender | None = None


@dataclass(frozen=True)
class LikesAndSkills:
    """What the person likes and can; `languages` are (language id, level) pairs."""

    skill_ids: tuple[int, ...]
    languages: tuple[tuple[int, int], ...]
    about: str = ""


@dataclass(frozen=True)
class Reach:
    """Where the person lives and how far they go, by which means."""

    area_id: int
    means: tuple[Means, ...]
    max_travel_minutes: int


@dataclass(frozen=True)
class FreeTime:
    """When the person has time in an ordinary week, and whether some of it might be for mentoring."""

    week: Week
    wishes_to_mentor: bool = False


Part: TypeAlias = WhoYouAre | LikesAndSkills | Reach | FreeTime


@dataclass(frozen=True)
class Details:
    """The four parts; one that is not told yet is None."""

    who: WhoYouAre | None = None
    likes: LikesAndSkills | None = None
    reach: Reach | None = None
    time: FreeTime | None = None

    @property
    def parts(self) -> tuple[Part | None, ...]:
        """The parts in the order in which they are asked for."""
        return (self.who, self.likes, self.reach, self.time)

    @property
    def is_complete(self) -> bool:
        return all(part is not None for part in self.parts)


def details_of(volunteer: Volunteer) -> Details:
    """Return what a stored volunteer has told so far."""
    who = likes = reach = time = None
    if volunteer.born_on is not None:
        who = WhoYouAre(volunteer.user.name, volunteer.born_on, volunteer.phone, volunteer.gender)
    if volunteer.languages:
        likes = LikesAndSkills(
            skill_ids=tuple(skill.id for skill in volunteer.skills),
            languages=tuple((spoken.language_id, spoken.level) for spoken in volunteer.languages),
            about=volunteer.about,
        )
    if volunteer.area_id is not None:
        reach = Reach(volunteer.area_id, tuple(volunteer.means), volunteer.max_travel_minutes)
    if volunteer.week:
        time = FreeTime(volunteer.week, volunteer.wishes_to_mentor)
    return Details(who, likes, reach, time)


def written(details: Details) -> str:
    """Return the details as JSON."""
    values: dict[str, Any] = {name: part and asdict(part) for name, part in vars(details).items()}
    if details.who is not None:
        values["who"]["born_on"] = details.who.born_on.isoformat()
    if details.time is not None:
        values["time"]["week"] = details.time.week.mask
    return json.dumps(values)


def read(content: str) -> Details:
    """Return the details that `written` wrote."""
    values = json.loads(content)
    who, likes, reach, time = (values[name] for name in ("who", "likes", "reach", "time"))
    return Details(
        who=who
        and WhoYouAre(who["name"], date.fromisoformat(who["born_on"]), who["phone"], gender(who["gender"])),
        likes=likes
        and LikesAndSkills(
            tuple(likes["skill_ids"]),
            tuple((code, level) for code, level in likes["languages"]),
            likes["about"],
        ),
        reach=reach
        and Reach(reach["area_id"], tuple(map(Means, reach["means"])), reach["max_travel_minutes"]),
        time=time and FreeTime(Week(time["week"]), time["wishes_to_mentor"]),
    )


def gender(code: str | None) -> Gender | None:
    """Return the gender of that code; an empty one was left out."""
    return Gender(code) if code else None
