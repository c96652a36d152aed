"""The one page on which a coordinator describes a task."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional, ValidationError

from web.catalogue.labels import name_of
from web.catalogue.queries import all_areas, all_interests, all_skills
from web.core.clock import local_date
from web.core.forms import LONG_TEXT, SHORT_TEXT, BaseForm, CheckboxesField, Required
from web.tasks.drafts import ShiftTimes, TaskDraft, WeeklyPattern, times_on
from web.tasks.filter_form import ChoiceBoxes
from web.tasks.form_fields import ClockField, CountField, DayField, ensure_end_follows, ensure_on_the_clock
from web.tasks.labels import WEEKDAYS
from web.tasks.models import Task, TaskKind

ROWS_AT_FIRST = 3
MOST_ROWS = 40
FURTHEST_AHEAD_YEARS = 2
LONGEST_SUMMARY = 200
TOO_LONG = lazy_gettext("This is too long. Please say it more briefly.")
MISSING = lazy_gettext("Please fill this in.")


class DateRow(Form):
    """One dated shift: the day, from, to. An empty row is no shift."""

    day = DayField(lazy_gettext("Date"), validators=[Optional()])
    start = ClockField(lazy_gettext("From"), validators=[Optional()])
    end = ClockField(lazy_gettext("To"), validators=[Optional()])

    class Meta:
        get_translations = BaseForm.Meta.get_translations

    @property
    def is_begun(self) -> bool:
        """Tell whether anything was typed in the row."""
        return any(field.raw_data and field.raw_data[0] for field in self)


class TaskForm(BaseForm):
    """What, where, when, how many, and what each side may expect of the other."""

    title = StringField(
        lazy_gettext("What is the task called?"), validators=[Required(), Length(max=80, message=TOO_LONG)]
    )
    summary = StringField(
        lazy_gettext("The task in one sentence"),
        validators=[Required(), Length(max=LONGEST_SUMMARY, message=TOO_LONG)],
    )
    description = TextAreaField(
        lazy_gettext("What does one do?"), validators=[Required(), Length(max=LONG_TEXT, message=TOO_LONG)]
    )
    what_to_expect = TextAreaField(
        lazy_gettext("What can one expect of you?"), validators=[Length(max=LONG_TEXT, message=TOO_LONG)]
    )
    what_is_expected = TextAreaField(
        lazy_gettext("What do you expect of the volunteer?"),
        validators=[Length(max=LONG_TEXT, message=TOO_LONG)],
    )
    area = SelectField(lazy_gettext("District or village"), validators=[Required()])
    place = StringField(
        lazy_gettext("Place or address"), validators=[Length(max=SHORT_TEXT, message=TOO_LONG)]
    )
    kind = RadioField(
        lazy_gettext("When is it?"),
        choices=[
            SelectChoice(TaskKind.DATED.value, lazy_gettext("On one or more dates")),
            SelectChoice(TaskKind.WEEKLY.value, lazy_gettext("Every week, at the same time")),
            SelectChoice(TaskKind.MICRO.value, lazy_gettext("A micro-task: when it suits the volunteer")),
        ],
        default=TaskKind.DATED.value,
    )
    dates = FieldList(FormField(DateRow), min_entries=ROWS_AT_FIRST, max_entries=MOST_ROWS)
    weekday = SelectField(lazy_gettext("Day of the week"), coerce=int, default=0)
    more_weekdays = CheckboxesField(lazy_gettext("Other days of the same week"), coerce=int)
    every_weeks = SelectField(
        lazy_gettext("How often?"),
        coerce=int,
        default=1,
        choices=[
            SelectChoice(1, lazy_gettext("Every week")),
            SelectChoice(2, lazy_gettext("Every other week")),
            SelectChoice(3, lazy_gettext("Every third week")),
            SelectChoice(4, lazy_gettext("Every fourth week")),
        ],
    )
    pauses_on_holidays = BooleanField(lazy_gettext("Pause on Danish holidays"), default=True)
    from_time = ClockField(lazy_gettext("From"), validators=[Optional()])
    to_time = ClockField(lazy_gettext("To"), validators=[Optional()])
    first_on = DayField(lazy_gettext("First date"), validators=[Optional()])
    last_on = DayField(lazy_gettext("Last date"), validators=[Optional()])
    seats = CountField(
        lazy_gettext("How many people do you need each time?"),
        default=1,
        validators=[
            Required(),
            NumberRange(1, 500, message=lazy_gettext("Write a number between 1 and 500.")),
        ],
    )
    minimum_age = CountField(
        lazy_gettext("Youngest age"),
        validators=[
            Optional(),
            NumberRange(10, 99, message=lazy_gettext("Write an age between 10 and 99.")),
        ],
    )
    skills = ChoiceBoxes(lazy_gettext("What is it good to know or like?"))
    confirms_at_once = BooleanField(lazy_gettext("Whoever signs up has the place at once"))
    swaps_need_say = BooleanField(lazy_gettext("Ask us before volunteers swap shifts"), default=True)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self._areas = {area.code: area for area in all_areas()}
        self._skills = {skill.code: skill for skill in (*all_interests(), *all_skills())}
        self.area.choices = [
            SelectChoice("", gettext("Choose")),
            *(SelectChoice(area.code, area.label) for area in self._areas.values()),
        ]
        self.area.data = self.area.data or ""
        self.weekday.choices = [SelectChoice(day, name) for day, name in enumerate(WEEKDAYS)]
        self.more_weekdays.choices = list(self.weekday.choices)
        named = sorted((name_of(skill), code) for code, skill in self._skills.items())
        self.skills.choices = [SelectChoice(code, name) for name, code in named]

    @classmethod
    def filled_from(cls, task: Task, *, now: datetime, with_pattern_days: bool) -> TaskForm:
        """Return the form as it was filled in for `task`, without dated shifts."""
        values = {
            name: getattr(task, name)
            for name in ("title", "summary", "description", "what_to_expect", "what_is_expected", "place")
        } | {name: getattr(task, name) for name in ("confirms_at_once", "swaps_need_say")}
        values |= {name: getattr(task, name) for name in ("seats", "minimum_age", "from_time", "to_time")}
        values |= {"kind": task.kind.value, "weekday": task.weekday or 0, "area": task.area.code}
        values |= {"skills": [skill.code for skill in task.skills]}
        rhythm = ("more_weekdays", "every_weeks", "pauses_on_holidays")
        values |= {name: getattr(task, name) for name in rhythm}
        if with_pattern_days:
            values |= {"first_on": task.first_on, "last_on": task.last_on}
        return cls(now=now, data=values)

    def add_rows(self) -> None:
        """Offer three more dates."""
        for _ in range(min(ROWS_AT_FIRST, MOST_ROWS - len(self.dates.entries))):
            self.dates.append_entry()

    def validate(self, extra_validators: Any = None, *, has_dates: bool = True) -> bool:
        """Check every field, and of the times those that belong to the kind of task."""
        is_valid = super().validate(extra_validators)
        if self.kind.data == TaskKind.DATED.value and has_dates:
            is_valid = self._check_dates() and is_valid
            self.dates.errors = [entry.form.errors for entry in self.dates if entry.form.errors]
        if self.kind.data == TaskKind.WEEKLY.value:
            is_valid = self._check_weekly() and is_valid
        return is_valid

    def draft(self, *, has_dates: bool = True) -> TaskDraft:
        """Return what was written; only for a form that is valid."""
        kind = TaskKind(self.kind.data)
        return TaskDraft(
            title=self.title.data,
            summary=self.summary.data,
            description=self.description.data,
            what_to_expect=self.what_to_expect.data or "",
            what_is_expected=self.what_is_expected.data or "",
            kind=kind,
            area=self._areas[self.area.data],
            place=self.place.data or "",
            skills=tuple(self._skills[code] for code in self.skills.data or ()),
            minimum_age=self.minimum_age.data,
            seats=self.seats.data,
            confirms_at_once=self.confirms_at_once.data,
            swaps_need_say=self.swaps_need_say.data,
            shifts=self._shifts() if kind is TaskKind.DATED and has_dates else (),
            weekly=self._pattern() if kind is TaskKind.WEEKLY else None,
        )

    def error_list(self) -> list[tuple[str, str, str]]:
        """As every form's, with the errors of the single dates at their own fields."""
        found = [entry for entry in super().error_list() if entry[0] != self.dates.id]
        rows = [
            (field.id, f"{number}. {field.label.text}", str(message))
            for number, row in enumerate(self.dates, start=1)
            for field in row.form
            for message in field.errors
        ]
        return found + rows

    def _begun_rows(self) -> list[DateRow]:
        return [entry.form for entry in self.dates if entry.form.is_begun]

    def _shifts(self) -> tuple[ShiftTimes, ...]:
        times = {times_on(row.day.data, row.start.data, row.end.data) for row in self._begun_rows()}
        return tuple(sorted(times, key=lambda shift: shift.starts_at))

    def _pattern(self) -> WeeklyPattern:
        first_on = self.first_on.data or local_date(self.now)
        return WeeklyPattern(
            self.weekday.data,
            self.from_time.data,
            self.to_time.data,
            first_on,
            self.last_on.data,
            tuple(day for day in sorted(self.more_weekdays.data or ()) if day != self.weekday.data),
            self.every_weeks.data,
            self.pauses_on_holidays.data,
        )

    def _check_dates(self) -> bool:
        rows = self._begun_rows()
        if not rows:
            return refuse(self.dates[0].form.day, gettext("Write at least one date."))
        checked = [self._check_row(row) for row in rows]
        starts = [(row.day.data, row.start.data) for row in rows]
        if all(checked) and len(set(starts)) < len(starts):
            return refuse(rows[-1].day, gettext("The same date and time stands here twice."))
        return all(checked)

    def _check_row(self, row: DateRow) -> bool:
        missing = [field for field in row if field.data is None and not field.errors]
        for field in missing:
            refuse(field, str(MISSING))
        if missing or row.errors:
            return False
        is_in_order = check_order(row.start, row.end)
        if not is_in_order:
            return False
        today = local_date(self.now)
        if not check_near(row.day, today=today) or not check_clock(row.day, row.start, row.end):
            return False
        if row.day.data < today or self._begins(row) <= self.now:
            return refuse(row.day, gettext("That time is over. Choose one that is still to come."))
        return True

    def _begins(self, row: DateRow) -> datetime:
        return times_on(row.day.data, row.start.data, row.end.data).starts_at

    def _check_weekly(self) -> bool:
        missing = [field for field in (self.from_time, self.to_time) if field.data is None]
        for field in missing:
            if not field.errors:
                refuse(field, str(MISSING))
        if missing or self.first_on.errors or self.last_on.errors:
            return False
        is_in_order = check_order(self.from_time, self.to_time)
        first_on = self.first_on.data or local_date(self.now)
        if self.last_on.data is not None and self.last_on.data < first_on:
            return refuse(self.last_on, gettext("The last date must not be before the first."))
        return check_near(self.first_on, today=local_date(self.now)) and is_in_order


def refuse(field: Any, message: str) -> bool:
    """Put an error at a field; return False, the answer of a failed check."""
    field.errors = [*field.errors, message]
    return False


def check_order(start: Any, end: Any) -> bool:
    """Check that one time follows the other."""
    try:
        ensure_end_follows(start.data, end.data)
    except ValidationError as error:
        return refuse(end, str(error))
    return True


def check_clock(day: Any, start: Any, end: Any) -> bool:
    """Check that both times exist once on that day by the Danish clock; an end before the start is the next day's."""
    end_day = day.data if end.data > start.data else day.data + timedelta(days=1)
    is_fine = True
    for field, on in ((start, day.data), (end, end_day)):
        try:
            ensure_on_the_clock(on, field.data)
        except ValidationError as error:
            is_fine = refuse(field, str(error))
    return is_fine


def check_near(field: Any, *, today: date) -> bool:
    """Check that a date is not absurdly far ahead, as a mistyped year would be."""
    if field.data is not None and field.data.year > today.year + FURTHEST_AHEAD_YEARS:
        return refuse(field, gettext("That is a long time away. Check the year."))
    return True
