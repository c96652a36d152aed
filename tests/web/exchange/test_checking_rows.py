"""Every row is checked, everything wrong is reported at once, and nothing is written."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.web.exchange.csv_files import check, complaints, make_midtbyen, row
from tests.web.factories import make_area, make_association, make_goal, make_skill, make_task
from web.accounts.models import User
from web.extensions import db
from web.tasks.models import TaskKind

pytestmark = pytest.mark.usefixtures("database")


def test_valid_volunteer_is_new() -> None:
    make_midtbyen()
    checked = check("volunteers", row("volunteers"))
    assert checked.findings == []
    assert checked.counts["new"] == 1


def test_checking_writes_nothing() -> None:
    make_midtbyen()
    check("volunteers", row("volunteers"))
    assert db.session.scalar(select(func.count()).select_from(User)) == 0


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("email", "no address"),
        ("email", "a@b"),
        ("email", "İnger@example.dk"),
        ("name", ""),
        ("name", "=HYPERLINK(1)"),
        ("name", "@sum"),
        ("name", "Fre\0ja"),
        ("name", "Fre\x1bja"),
        ("name", "x" * 121),
        ("born_on", "+1d"),
        ("born_on", "1788-01-01"),
        ("gender", "cat"),
        ("area", "atlantis"),
        ("means", "plane"),
        ("means", ";"),
        ("max_travel_minutes", "9223372036854775808"),
        ("max_travel_minutes", "٣٠"),
        ("max_travel_minutes", "4"),
        ("max_travel_minutes", "30.5"),
        ("interests", "chess;unheard_of"),
        ("languages", "da"),
        ("languages", "da:4"),
        ("languages", "xx:1"),
        ("availability", "whenever"),
        ("status", "refused"),
    ],
)
def test_bad_cell_is_found_with_line_and_column(column: str, cell: str) -> None:
    make_midtbyen()
    checked = check(
        "volunteers", row("volunteers", email="first@example.dk"), row("volunteers", **{column: cell})
    )
    assert complaints(checked) == [(3, column)]
    assert len(checked.new) == 1


def test_everything_wrong_in_a_row_is_found_at_once() -> None:
    make_midtbyen()
    checked = check("volunteers", row("volunteers", name="", means="plane", languages="?"))
    assert complaints(checked) == [(2, "languages"), (2, "means"), (2, "name")]


def test_interest_is_not_just_any_skill() -> None:
    make_midtbyen()
    make_skill(code="driving")
    assert complaints(check("volunteers", row("volunteers", interests="driving"))) == [(2, "interests")]


def test_key_that_comes_twice_is_found_at_the_second_row() -> None:
    make_midtbyen()
    checked = check("volunteers", row("volunteers"), row("volunteers", email="FREJA@example.dk"))
    assert complaints(checked) == [(3, "email")]


def test_emoji_and_decomposed_letters_are_kept_in_composed_form() -> None:
    checked = check("goals", row("goals", name_da="Ga\u030a tur 🚶 مرحبا"))
    assert checked.new[0].values["name_da"] == "Gå tur 🚶 مرحبا"


def test_stored_row_is_unchanged_and_a_differing_one_is_told_but_left_alone() -> None:
    goal = make_goal(code="homework", name_da="Lektier", name_en="Homework")
    assert check("goals", row("goals")).counts["unchanged"] == 1
    assert check("goals", row("goals", name_en="Home work")).changed == [(2, ["name_en"])]
    assert goal.name_en == "Homework"


def test_parent_of_an_area_may_stand_in_the_same_file() -> None:
    parent = row("areas", code="randers", name="Randers", kind="municipality")
    assert check("areas", row("areas", parent="randers"), parent).findings == []
    assert complaints(check("areas", row("areas", parent="randers"))) == [(2, "parent")]
    assert complaints(check("areas", row("areas", parent="helsted"))) == [(2, "parent")]


def test_two_associations_cannot_share_a_name() -> None:
    make_area(code="midtbyen")
    make_association(name="Skovduen")
    assert complaints(check("associations", row("associations"))) == [(2, "name")]


def test_weekly_task_needs_its_pattern_and_no_other_has_one() -> None:
    make_midtbyen()
    make_association(code="skovduen")
    pattern = {"weekday": "tue", "from_time": "16:00", "to_time": "18:00", "first_on": "+1d"}
    assert check("tasks", row("tasks", kind="weekly", **pattern)).findings == []
    assert complaints(check("tasks", row("tasks", **pattern))) == [
        (2, "first_on"), (2, "from_time"), (2, "to_time"), (2, "weekday"),
    ]  # fmt: skip
    backwards = pattern | {"to_time": "15:00", "last_on": "today"}
    assert complaints(check("tasks", row("tasks", kind="weekly", **backwards))) == [
        (2, "last_on"),
        (2, "to_time"),
    ]


def test_shifts_are_for_dated_tasks_and_end_after_they_begin() -> None:
    make_task(code="dated")
    make_task(code="micro", kind=TaskKind.MICRO)
    times = {"seats": "2", "starts_at": "+3d 16:00", "ends_at": "+3d 18:00"}
    checked = check(
        "shifts",
        {"task": "dated", **times},
        {"task": "micro", **times},
        {"task": "dated", **times, "ends_at": "+3d 15:00"},
    )
    assert complaints(checked) == [(3, "task"), (4, "ends_at")]
