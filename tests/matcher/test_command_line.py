"""Files of people in, pairs out; errors name file, row and field."""

from __future__ import annotations

import csv
import os
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from matcher import Mentor, Place, Request
from matcher.__main__ import main
from matcher.files import read_mentors, readers_of
from matcher.mentoring.programme import default_programme
from tests.matcher.typed import MENTORS, REQUESTS, pairs_in, run


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
        ("mon 16:00-18:30", "mon 16:15-18:30", "row 3, field 'week': 'mon 16:15-18:30' is not like"),
        ("mon 16:00-18:30", "mon 18:00-16:30", "row 3, field 'week': 'mon 18:00-16:30' does not end after"),
        ("mon 16:00-18:30", "mon 16:00-25:30", "row 3, field 'week': 'mon 16:00-25:30' does not end"),
        (",61,", ",old,", "row 3, field 'age': 'old' is not a whole number"),
        (",61,", ",6_1,", "row 3, field 'age': '6_1' is not a whole number"),
        (",61,", ",,", "row 3, field 'age': is empty"),
        (",61,", ",400,", "row 3, field 'age': age of bo is 400"),
        ("da:3; ar:2", "da:3; qq:2", "row 3, field 'languages': bo has the unknown language 'qq'"),
        ("da:3; ar:2", "da:3; ar", "row 3, field 'languages': 'ar' is not like 'da:3'"),
        ("da:3; ar:2", "da:3; da:2", "row 3, field 'languages': 'da' is named twice"),
        ("cycle; bus", "rocket", "row 3, field 'means': 'rocket' is none of walk, cycle, bus, car"),
        ("2030-01-31", "2030-02-30", "row 2, field 'clearances': 'boerneattest:2030-02-30' is not like"),
        ("bo,56.47", "anna,56.47", "row 3, field 'id': the id 'anna' stands in row 2 already"),
        ("bo,56.47", ",56.47", "row 3, field 'id': is empty"),
        ("bo,56.47", "bo,nan", "row 3, field 'latitude': latitude of bo is nan"),
        ("bo,56.47", "bo,1e999", "row 3, field 'latitude': latitude of bo is inf"),
        ("bo,56.47", "bo,north", "row 3, field 'latitude': 'north' is not a number like 56.46"),
        ("bo,56.47", "bo,1,56.47", "row 3: 13 cells under 12 columns"),
        ("bo,56.47", "56.47", "row 3: 11 cells under 12 columns"),
        ("bo,56.47", '"bo"!,56.47', "row 3: no table from here on"),
        ("bo,56.47", '"bo,56.47', "row 3: no table from here on"),
        (",61,", f",{'9' * 200_000},", "row 3: no table from here on: field larger"),
        (",61,", f",{'9' * 5_000},", "row 3, field 'age': '999"),
        ("\nbo,56.47", "\n\n,,,,,,,,,,,\nbo,x", "row 5, field 'latitude'"),
        ("52,da:3", '52,"da:3\n",', "row 2: 13 cells"),
        (
            "music; football",
            '\t"music; football"',
            r"row 2, field 'interests': '\t' stands before the quotes",
        ),
        ("area,", '\N{NO-BREAK SPACE}"area",', "row 1, field '\"area\"': '\\xa0' stands before the quotes"),
        ("midtby,mon 16:00-18:30", '"mid\ntby",mon', "row 3, field 'week'"),
        ("capacity,", "capacty,", "row 1, field 'capacty': unknown column; known: id, week"),
        ("capacity,", "age,", "row 1, field 'age': column stands twice"),
        (",area,", ",,", "row 1: column 4 has no name"),
        (",age,", ",minimum,", "row 1, field 'age': column is missing"),
        ("id,latitude", "id;latitude", "row 1: columns are separated by ',' and by ';'"),
    ],
)
def test_a_table_that_is_wrong_is_named_with_row_and_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    assert old in MENTORS
    assert run(tmp_path, MENTORS.replace(old, new, 1)) == 2
    error = capsys.readouterr().err
    assert f"people.csv, {said}" in error
    assert len(error) < 500
    assert not (tmp_path / "pairs.csv").exists()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "people.csv, row 1: no columns are named"),
        (b"\n\n", "people.csv, row 1: no columns are named"),
        (MENTORS.splitlines()[0].encode(), "people.csv: there are no mentors"),
        (b"PK\x03\x04 and more", "people.csv: is a workbook"),
        (MENTORS.encode("utf-16"), "people.csv: is in utf-16"),
        (
            MENTORS.replace("chess", "sk\u00e5k").encode("cp1252"),
            "people.csv, row 3, field 'interests': byte 0xe5",
        ),
        (MENTORS.replace("area", "omr\u00e5de").encode("cp1252"), "people.csv, row 1: byte 0xe5"),
    ],
)
def test_a_file_that_is_no_table_of_people_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    assert run(tmp_path, content) == 2
    assert said in capsys.readouterr().err


def with_separator(text: str, separator: str) -> str:
    """The same table as a spreadsheet saves it where another sign separates cells."""
    return "\n".join(
        separator.join(f'"{cell}"' if separator in cell else cell for cell in line.split(","))
        for line in text.split("\n")
    )


DANISH = with_separator(MENTORS, ";").replace("56.4", "56,4").replace("10.0", "10,0")


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (DANISH.encode(), "utf-8"),
        (with_separator(MENTORS, "\t").encode(), "utf-8"),
        (MENTORS.encode("utf-8-sig"), "utf-8"),
        (MENTORS.replace("\n", "\r\n").encode(), "utf-8"),
        (MENTORS.replace("\n", "\r").encode(), "utf-8"),
        (MENTORS.replace("midtby", '"mid\ntby"').encode(), "utf-8"),
        (MENTORS.replace("midtby", " \N{SMILING FACE WITH OPEN MOUTH} ").encode(), "utf-8"),
        (MENTORS.replace("\nbo", "\n\n,,,,,,,,,,,\nbo").encode(), "utf-8"),
        (DANISH.replace("midtby", "\u00c5rhus").encode("cp1252"), "cp1252"),
    ],
)
def test_a_table_is_read_as_a_spreadsheet_saves_it(tmp_path: Path, content: bytes, encoding: str) -> None:
    assert run(tmp_path, content, REQUESTS, "--encoding", encoding) == 0
    assert pairs_in(tmp_path / "pairs.csv") == [("r1", "anna"), ("r2", "bo")]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("music; football", ("music", "football")),
        (' "music; football"', ("music", "football")),
        ('   "music;\nfootball"', ("music", "football")),
        ('"""music""; football"', ('"music"', "football")),
    ],
)
def test_quotes_are_read_with_and_without_spaces_before_them(
    tmp_path: Path, typed: str, meant: tuple[str, ...]
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(MENTORS.replace("music; football", typed), encoding="utf-8")
    anna, _ = read_mentors(people, languages=default_programme().languages)
    assert set(anna.interests) == set(meant)


def test_every_field_of_a_person_can_be_a_column() -> None:
    for kind in (Mentor, Request):
        columns = {field.name for field in (*fields(kind), *fields(Place))} - {"place"}
        assert set(readers_of(kind)) == columns


def test_a_programme_file_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programme = tmp_path / "programme.json"
    programme.write_text('{"rules": [{"rule": "common_time", "minutes": 600}]}')
    assert run(tmp_path, MENTORS, REQUESTS, "--programme", str(programme)) == 0
    assert "0 of 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "programme.json, row 1: not JSON"),
        (b'{\n"rules": [', "programme.json, row 2: not JSON"),
        (b'{\n"languages": ["\xf8"]}', "programme.json, row 2: byte 0xf8 is not utf-8"),
        (b"[" * 100_000, "programme.json: not a programme"),
        (b'{"weights": ' + b"9" * 5_000 + b"}", "programme.json: not a programme"),
        (b'{"rules": [], "rules": []}', "programme.json, field 'rules': the key 'rules' stands twice"),
        (b"[]", "programme.json: the whole is []"),
        (b'{"weights": {"continuity": NaN}}', "programme.json, field 'weights.continuity'"),
        (b'{"weights": {"continuity": 0}}', "programme.json, field 'weights': weights are all zero"),
        (b'{"rules": [{"rule": "common_time", "minutes": -5}]}', "programme.json, field 'rules[0].minutes'"),
    ],
)
def test_a_programme_file_that_is_wrong_is_named_with_row_or_field(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    programme = tmp_path / "programme.json"
    programme.write_bytes(content)
    assert run(tmp_path, MENTORS, REQUESTS, "--programme", str(programme)) == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("output", "said"),
    [
        (".", "cannot be written: it is a folder"),
        ("nowhere/pairs.csv", "cannot be written: its folder does not exist"),
        ("people.csv", "would be overwritten; it is read"),
        ("/dev/full", "cannot be written: No space left on device"),
    ],
)
def test_an_output_that_cannot_be_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], output: str, said: str
) -> None:
    assert run(tmp_path, MENTORS, REQUESTS, "-o", str(tmp_path / output)) == 2
    assert said in capsys.readouterr().err
    assert (tmp_path / "people.csv").read_text(encoding="utf-8") == MENTORS


def test_a_day_that_does_not_exist_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(tmp_path, MENTORS, REQUESTS, "--day", "2026-02-30")
    assert "'2026-02-30' is no day like 2026-09-01" in capsys.readouterr().err


def test_a_reader_who_leaves_early_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as nobody:
        monkeypatch.setattr(sys, "stdout", nobody)
        assert run(tmp_path, MENTORS, REQUESTS, "--explain") == 0
        monkeypatch.undo()


def test_one_is_spoken_of_as_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header, _, _, third = REQUESTS.splitlines()
    assert run(tmp_path, "\n".join(MENTORS.splitlines()[:2]), f"{header}\n{third}", "--explain") == 0
    said = capsys.readouterr().out
    assert "0 of 1 request has a mentor; 0 pairs" in said
    assert "1 mentor is out: too little common time" in said


def test_minimums_that_clash_end_with_their_own_code(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    greedy = (
        MENTORS.replace("capacity,", "capacity,minimum,")
        .replace("da:3,1,", "da:3,3,3,")
        .replace(",2,chess", ",2,2,chess")
    )
    (tmp_path / "pairs.csv").write_text("the plan of last week")
    assert run(tmp_path, greedy) == 3
    assert "There is no plan" in capsys.readouterr().out
    assert (tmp_path / "pairs.csv").read_text() == "the plan of last week"


@pytest.mark.parametrize(("name", "said"), [("no.csv", "No such file"), (".", "Is a directory")])
def test_a_file_that_cannot_be_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    path = str(tmp_path / name)
    assert main(["solve", path, path, "-o", str(tmp_path / "out.csv")]) == 2
    assert f"{path}: cannot be read: {said}" in capsys.readouterr().err
