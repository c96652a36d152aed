"""Files of people in, pairs out; errors name file, row and field."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from matcher.__main__ import main

MENTORS = """id,latitude,longitude,area,week,means,max_travel_minutes,age,languages,capacity,interests,clearances
anna,56.46,10.03,midtby,mon 16:00-20:00; wed 16:00-20:00,cycle,30,52,da:3,1,music; football,boerneattest:2030-01-31
bo,56.47,10.04,midtby,mon 16:00-18:30,cycle; bus,30,61,da:3; ar:2,2,chess,boerneattest
"""
REQUESTS = """id,latitude,longitude,area,week,means,max_travel_minutes,age,urgency,waiting_days,languages,interests
r1,56.46,10.03,midtby,mon 16:00-18:00,cycle,30,14,1,10,da:2,music
r2,56.46,10.03,midtby,mon 16:00-18:00,cycle,30,17,2,3,ar:2,chess
r3,56.46,10.03,midtby,tue 16:00-18:00,cycle,30,17,2,3,da:2,
"""


def run(folder: Path, mentors: str = MENTORS, requests: str = REQUESTS, *more: str) -> int:
    people, asked = folder / "people.csv", folder / "requests.csv"
    people.write_text(mentors, encoding="utf-8")
    asked.write_text(requests, encoding="utf-8")
    day = ["--day", "2026-09-01"]
    return main(["solve", str(people), str(asked), "-o", str(folder / "pairs.csv"), *day, *more])


def test_pairs_are_written_and_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path, MENTORS, REQUESTS, "--explain") == 0
    with (tmp_path / "pairs.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["request_id"], row["mentor_id"]) for row in rows] == [("r1", "anna"), ("r2", "bo")]
    assert sum(int(rows[0][name]) for name in list(rows[0])[3:]) == int(rows[0]["score"])
    said = capsys.readouterr().out
    assert "2 of 3 requests have a mentor" in said
    assert "r3 has no mentor" in said
    assert "too little common time" in said


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("mon 16:00-18:30", "mon 16:15-18:30", "people.csv, row 3, field 'week'"),
        (",61,", ",old,", "people.csv, row 3, field 'age'"),
        ("da:3; ar:2", "da:3; qq:2", "people.csv, row 3, field 'languages'"),
        ("capacity,", "capacty,", "people.csv, row 1, field 'capacty'"),
        ("bo,56.47", "anna,56.47", "people.csv, row 3, field 'id'"),
        ("bo,56.47", "bo,nan", "people.csv, row 3, field 'latitude'"),
        (",61,", ",,", "people.csv, row 3, field 'age'"),
    ],
)
def test_errors_name_file_row_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert run(tmp_path, MENTORS.replace(old, new)) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "pairs.csv").exists()


def test_a_programme_file_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programme = tmp_path / "programme.json"
    programme.write_text('{"rules": [{"rule": "common_time", "minutes": 600}]}')
    assert run(tmp_path, MENTORS, REQUESTS, "--programme", str(programme)) == 0
    assert "0 of 3" in capsys.readouterr().out
    programme.write_text('{"rules": [')
    assert run(tmp_path, MENTORS, REQUESTS, "--programme", str(programme)) == 2
    assert "programme.json, row 1" in capsys.readouterr().err


def test_minimums_that_clash_end_with_their_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    greedy = (
        MENTORS.replace("capacity,", "capacity,minimum,")
        .replace("da:3,1,", "da:3,3,3,")
        .replace(",2,chess", ",2,2,chess")
    )
    assert run(tmp_path, greedy) == 3
    assert "There is no plan" in capsys.readouterr().out


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        main(["solve", str(tmp_path / "no.csv"), str(tmp_path / "no.csv"), "-o", str(tmp_path / "out.csv")])
        == 2
    )
    assert "no.csv" in capsys.readouterr().err
