"""Anyone finds the open tasks, and the filters do what they say."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import event

from tests.web import factories as make
from web.associations.models import AssociationStatus
from web.core.clock import at_local_time
from web.extensions import db
from web.tasks.filters import PartOfDay, TaskFilter
from web.tasks.models import SignupStatus, Task, TaskKind, TaskStatus
from web.tasks.queries import TASKS_PER_PAGE, find_tasks, newest_open_tasks

pytestmark = pytest.mark.usefixtures("database")

TUESDAY = date(2026, 3, 3)
SATURDAY = date(2026, 3, 7)


def make_task_at(day: date, hour: int, **values: Any) -> Task:
    """A task with one shift of two hours."""
    task = make.make_task(**values)
    starts_at = at_local_time(day, hour)
    make.make_shift(task=task, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))
    return task


def found(now: datetime = make.NOW, **wishes: Any) -> list[str]:
    """The titles found, in order."""
    return [card.title for card in find_tasks(TaskFilter(**wishes), page=1, now=now).items]


def test_open_tasks_are_found_soonest_first_and_micro_tasks_last() -> None:
    make.make_shift(
        task=make.make_task(title="Mikro", kind=TaskKind.MICRO), starts_at=None, ends_at=None, seats=1
    )
    make_task_at(SATURDAY, 10, title="Lørdag")
    make_task_at(TUESDAY, 16, title="Tirsdag")
    assert found() == ["Tirsdag", "Lørdag", "Mikro"]


@pytest.mark.parametrize("status", [TaskStatus.DRAFT, TaskStatus.CLOSED])
def test_drafts_and_closed_tasks_are_not_found(status: TaskStatus) -> None:
    make_task_at(TUESDAY, 16, status=status)
    assert found() == []


@pytest.mark.parametrize("status", [AssociationStatus.PENDING, AssociationStatus.REFUSED])
def test_tasks_of_associations_that_are_not_approved_are_not_found(status: AssociationStatus) -> None:
    make_task_at(TUESDAY, 16, association=make.make_association(status=status))
    assert found() == []


def test_a_task_whose_times_are_over_or_called_off_is_not_found() -> None:
    make_task_at(make.TODAY - timedelta(days=3), 16)
    task = make.make_task()
    make.make_shift(task=task, starts_at=make.NOW + timedelta(days=2), called_off_at=make.NOW)
    assert found() == []


@pytest.mark.parametrize(
    "words",
    ["lektiehjælp", "Lektie", "hjælp", "lektiehjælpen tirsdag", '"lektiehjælp tirsdag"', "blækklatten"],
)
def test_words_are_found_in_danish_with_beginnings_and_insides_of_words(words: str) -> None:
    association = make.make_association(name="Lektiecaféen Blækklatten")
    make_task_at(TUESDAY, 16, title="Lektiehjælp tirsdag", association=association)
    make_task_at(TUESDAY, 16, title="Gåtur langs åen")
    assert found(words=words) == ["Lektiehjælp tirsdag"]


@pytest.mark.parametrize("words", ["&", "!!", "a | (b", "':*", "og", "%", "_", "\\", "<->", "🙂", "''"])
def test_odd_words_find_nothing_and_break_nothing(words: str) -> None:
    make_task_at(TUESDAY, 16, title="Gåtur langs åen")
    assert found(words=words) == []


def test_a_word_can_be_left_out_with_a_minus() -> None:
    make_task_at(TUESDAY, 16, title="Besøgsven med hund")
    make_task_at(TUESDAY, 16, title="Besøgsven")
    assert found(words="besøgsven -hund") == ["Besøgsven"]


def test_better_fits_come_first_when_words_are_asked_for() -> None:
    make_task_at(TUESDAY, 16, title="Noget andet", description="Her er også fodbold.")
    make_task_at(SATURDAY, 16, title="Fodbold for piger")
    assert found(words="fodbold") == ["Fodbold for piger", "Noget andet"]


def test_an_area_finds_itself_and_what_lies_within_the_distance() -> None:
    centre = make.make_area(latitude=56.46, longitude=10.04)
    near = make.make_area(latitude=56.48, longitude=10.04)  # 2.2 km
    far = make.make_area(latitude=56.60, longitude=10.04)  # 15.6 km
    for title, area in (("her", centre), ("nær", near), ("fjern", far)):
        make_task_at(TUESDAY, 16, title=title, area=area)
    assert found(area=centre) == ["her"]
    assert found(area=centre, within_km=3) == ["her", "nær"]
    assert found(area=centre, within_km=20) == ["her", "nær", "fjern"]


def test_weekday_part_of_day_and_dates_must_fit_one_and_the_same_shift() -> None:
    task = make_task_at(TUESDAY, 18, title="Tirsdag aften")
    starts_at = at_local_time(SATURDAY, 9)
    make.make_shift(task=task, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    assert found(weekdays=frozenset({5}), parts=frozenset({PartOfDay.MORNING})) == ["Tirsdag aften"]
    assert found(weekdays=frozenset({5}), parts=frozenset({PartOfDay.EVENING})) == []
    assert found(from_on=SATURDAY, to_on=SATURDAY) == ["Tirsdag aften"]
    assert found(from_on=SATURDAY + timedelta(days=1)) == []


def test_the_part_of_day_is_that_of_the_danish_clock_in_summer_too() -> None:
    make_task_at(date(2026, 6, 2), 17, title="Sommeraften")
    assert found(parts=frozenset({PartOfDay.EVENING})) == ["Sommeraften"]
    assert found(parts=frozenset({PartOfDay.AFTERNOON})) == []


def test_asking_for_a_time_leaves_micro_tasks_out() -> None:
    make.make_shift(task=make.make_task(kind=TaskKind.MICRO), starts_at=None, ends_at=None)
    assert found(weekdays=frozenset(range(7))) == []


def test_a_skill_finds_the_tasks_that_ask_for_it() -> None:
    maths = make.make_skill()
    make_task_at(TUESDAY, 16, title="Matematik", skills=[maths])
    make_task_at(TUESDAY, 16, title="Andet")
    assert found(skill=maths) == ["Matematik"]


def test_a_card_shows_the_first_shift_with_room_and_its_free_seats() -> None:
    task = make.make_task()
    full = make.make_shift(task=task, seats=1, starts_at=make.NOW + timedelta(days=1))
    make.make_signup(shift=full, status=SignupStatus.CONFIRMED, seat=1)
    later = make.make_shift(task=task, seats=3, starts_at=make.NOW + timedelta(days=2))
    make.make_signup(shift=later, status=SignupStatus.CONFIRMED, seat=1)
    make.make_signup(shift=later)
    (card,) = find_tasks(TaskFilter(), page=1, now=make.NOW).items
    assert (card.shift.starts_at, card.shift.free_seats, card.occasions) == (later.starts_at, 2, 2)


def test_pages_follow_each_other_without_gap_or_repeat() -> None:
    association = make.make_association()
    for number in range(TASKS_PER_PAGE + 3):
        make_task_at(TUESDAY, 16, title=f"Opgave {number:02}", association=association)
    first, second = (find_tasks(TaskFilter(), page=number, now=make.NOW) for number in (1, 2))
    titles = [card.title for card in (*first.items, *second.items)]
    assert titles == [f"Opgave {number:02}" for number in range(TASKS_PER_PAGE + 3)]
    assert first.has_next
    assert not second.has_next


def test_the_newest_tasks_come_newest_first() -> None:
    for number in range(4):
        make_task_at(TUESDAY, 16, title=f"Nr. {number}", created_at=make.NOW + timedelta(minutes=number))
    assert [card.title for card in newest_open_tasks(2, now=make.NOW)] == ["Nr. 3", "Nr. 2"]


def test_the_newest_tasks_leave_out_those_without_a_free_seat() -> None:
    make_task_at(TUESDAY, 16, title="Ledig")
    full = make.make_shift(task=make.make_task(title="Fuld"), seats=1)
    make.make_signup(shift=full, status=SignupStatus.CONFIRMED, seat=1)
    assert [card.title for card in newest_open_tasks(2, now=make.NOW)] == ["Ledig"]


def test_a_list_takes_two_queries_however_long_it_is() -> None:
    for _ in range(5):
        make_task_at(TUESDAY, 16)
    db.session.commit()
    statements: list[str] = []

    def note(*call: Any) -> None:
        statements.append(call[2])

    event.listen(db.engine, "before_cursor_execute", note)
    cards = find_tasks(TaskFilter(), page=1, now=make.NOW).items
    event.remove(db.engine, "before_cursor_execute", note)
    assert len(cards) == 5
    assert len([one for one in statements if one.startswith("SELECT")]) == 2


def test_a_weekly_card_knows_its_pattern() -> None:
    task = make_task_at(
        TUESDAY,
        16,
        kind=TaskKind.WEEKLY,
        weekday=1,
        from_time=time(16),
        to_time=time(18),
        first_on=make.TODAY,
    )
    (card,) = find_tasks(TaskFilter(), page=1, now=make.NOW).items
    assert (card.id, card.weekday, card.from_time) == (task.id, 1, time(16))
