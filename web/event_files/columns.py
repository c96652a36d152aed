"""The file of an event: one row a shift; rows of the same title and place are the shifts of one task."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from flask_babel import gettext
from sqlalchemy import select

from web.catalogue.models import Area, Language, Skill
from web.core.clock import LOCAL_ZONE, local_date
from web.event_files.models import ENTITY
from web.event_files.reading import heads_by_qualification, qualifications, shift_moment
from web.exchange import cells
from web.exchange.kinds import CheckedRow, Column, Complaint, FileShape, Key, Values
from web.exchange.shift_files import in_utc
from web.extensions import db
from web.staffing.labels import CLEARANCES
from web.staffing.models import Event, event_tasks
from web.staffing.services import MOST_DAYS
from web.tasks.models import Shift, Task
from web.vetting.requirements import papers_of_shifts, wrong_papers

MOST_ROWS = 5_000
LONGEST_HOURS = 24
YEARS_AHEAD = 2
LANGUAGE = "language:"
OF_THE_TASK = ("description", "area", "interests", "minimum_age")
"""What all rows of a task say alike."""

COLUMNS = (
    Column("title", cells.text()),
    Column("description", cells.paragraph(), empty="text"),
    Column("area", cells.code, empty="text"),
    Column("place", cells.text(), empty="text"),
    Column("starts_at", shift_moment),
    Column("ends_at", shift_moment),
    Column("minimum", cells.whole_number(least=1, most=500), empty="none"),
    Column("maximum", cells.whole_number(least=1, most=500)),
    Column("importance", cells.whole_number(least=1, most=5), empty="none"),
    Column("needs", heads_by_qualification, empty="levels"),
    Column("required", qualifications, empty="list"),
    Column("interests", cells.codes, empty="list"),
    Column("clearances", cells.choices(tuple(code for code, _ in CLEARANCES)), empty="list"),
    Column("minimum_age", cells.whole_number(least=10, most=99), empty="none"),
    Column("oldest_age", cells.whole_number(least=10, most=120), empty="none"),
    Column("youngest_met", cells.whole_number(least=0, most=120), empty="none"),
)
KEY = ("title", "place", "starts_at")


def event_shape(event: Event | None, *, now: datetime) -> FileShape:
    """Return what a file may say about a new event, or about one to which shifts are added; `writing` writes its rows."""
    rules = EventRules(event, now)
    return FileShape(
        name=ENTITY,
        columns=COLUMNS,
        key=KEY,
        stored=rules.stored,
        complaints=rules.complaints,
        common_complaints=rules.common_complaints,
        may_leave_out_optional=True,
    )


@dataclass(frozen=True)
class EventRules:
    """What must hold for the rows of an event, beyond their cells."""

    event: Event | None
    now: datetime

    @cached_property
    def areas(self) -> frozenset[str]:
        """The codes of areas."""
        return frozenset(db.session.scalars(select(Area.code)))

    @cached_property
    def skills(self) -> frozenset[str]:
        """The codes of skills, interests included."""
        return frozenset(db.session.scalars(select(Skill.code)))

    @cached_property
    def languages(self) -> frozenset[str]:
        """The languages, as they stand among qualifications."""
        return frozenset(f"{LANGUAGE}{code}" for code in db.session.scalars(select(Language.code)))

    @cached_property
    def papers(self) -> dict[str, int | None]:
        """What shifts may ask for."""
        return papers_of_shifts()

    def stored(self, keys: set[Key]) -> dict[Key, Values]:
        """Find shifts of the event by title, place and beginning."""
        if self.event is None:
            return {}
        statement = (
            select(Task.title, Task.place, Shift)
            .join(Shift.task)
            .join(event_tasks, event_tasks.c.task_id == Task.id)
            .where(event_tasks.c.event_id == self.event.id)
        )
        found = {
            (title, place, in_utc(shift.starts_at)): {
                "ends_at": in_utc(shift.ends_at),
                "maximum": shift.seats,
            }
            for title, place, shift in db.session.execute(statement)
        }
        return {key: values for key, values in found.items() if key in keys}

    def complaints(self, values: Values) -> Iterator[Complaint]:
        """Find what cannot be in a row: its times, numbers, codes and ages."""
        yield from self.unknown_codes(values)
        yield from self.wrong_times(values)
        most = values["maximum"]
        if (values["minimum"] or 1) > most:
            yield (
                "minimum",
                gettext("More must come at least than there are places (%(number)s).", number=most),
            )
        for code, heads in values["needs"].items():
            if heads > most:
                text = gettext("“%(code)s” is asked of more people than there are places.", code=code)
                yield "needs", text
        youngest, oldest = values["minimum_age"], values["oldest_age"]
        if youngest is not None and oldest is not None and oldest < youngest:
            yield "oldest_age", gettext("The oldest age is below the youngest.")
        yield from wrong_papers(
            values["clearances"], youngest_met=values["youngest_met"], may_ask=self.papers
        )

    def unknown_codes(self, values: Values) -> Iterator[Complaint]:
        """Find codes that the service does not know."""
        if values["area"] and values["area"] not in self.areas:
            yield "area", unknown(values["area"])
        asked = self.skills | self.languages
        for column, known in (("needs", asked), ("required", asked), ("interests", self.skills)):
            for code in values[column]:
                if code not in known:
                    yield column, unknown(code)

    def wrong_times(self, values: Values) -> Iterator[Complaint]:
        """Find times that cannot be: past, the wrong way round, over the change of the clock, or absurdly long."""
        start, end = (datetime.fromisoformat(values[name]) for name in ("starts_at", "ends_at"))
        if start <= self.now:
            yield "starts_at", gettext("That time is over. Choose one that is still to come.")
        elif local_date(start).year > local_date(self.now).year + YEARS_AHEAD:
            yield "starts_at", gettext("That is a long time away. Check the year.")
        if end <= start:
            yield "ends_at", gettext("The end is not after the beginning.")
        elif (end - start).total_seconds() > LONGEST_HOURS * 3600:
            yield "ends_at", gettext("A shift lasts 24 hours at most. Check the day.")
        elif start.astimezone(LOCAL_ZONE).utcoffset() != end.astimezone(LOCAL_ZONE).utcoffset():
            text = gettext("The clock changes during this shift. Make it two shifts, before and after.")
            yield "ends_at", text

    def common_complaints(self, rows: Sequence[CheckedRow]) -> Iterator[tuple[int, str, str]]:
        """Find rows that do not go together: other facts about the same task, or days too far apart."""
        first_of: dict[tuple[str, str], CheckedRow] = {}
        days = [local_date(datetime.fromisoformat(row.values["starts_at"])) for row in rows]
        if self.event is not None:
            days = [*days, self.event.first_on]
        for number, row in enumerate(rows):
            if number >= MOST_ROWS:
                yield row.line, "", gettext("A file holds %(number)s shifts at most.", number=MOST_ROWS)
            first = first_of.setdefault((row.values["title"], row.values["place"]), row)
            for column in OF_THE_TASK:
                if row.values[column] != first.values[column]:
                    yield row.line, column, differing(first.line)
            if (days[number] - min(days)).days > MOST_DAYS:
                yield row.line, "starts_at", gettext("An event lasts sixty days at most.")


def unknown(code: str) -> str:
    """Say that a code is not known, and where those are that are."""
    return gettext(
        "“%(code)s” is not known. The codes stand below the form in which you choose the file.",
        code=code[:60],
    )


def differing(line: int) -> str:
    """Say that two rows of one task contradict each other."""
    return gettext("Line %(line)s has the same title and place, but says something else here.", line=line)


def days_of(rows: Sequence[Values]) -> tuple[date, date]:
    """Return the first and the last day on which a shift begins."""
    days = [local_date(datetime.fromisoformat(row["starts_at"])) for row in rows]
    return min(days), max(days)
