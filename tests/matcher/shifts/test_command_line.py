"""Files in, a plan out; what is wrong is told with file, row and field."""

from __future__ import annotations

import csv
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from matcher.shifts.__main__ import main

VOLUNTEERS = """id,latitude,longitude,means,max_travel_minutes,age,week,skills,languages
anna,56.46,10.03,walk; cycle,30,40,mon 14:00-20:00,driving,da:3; ar:2
bo,56.46,10.03,cycle,30,30,,,
"""
SHIFTS = """id,latitude,longitude,starts_at,ends_at,minimum,maximum,needs
gate,56.46,10.03,2027-05-03T16:00,2027-05-03T18:00,2,2,driving:1; language:ar:1
"""
NOW = ["--now", "2027-05-01T12:00+00:00"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "volunteers.csv").write_text(VOLUNTEERS, encoding="utf-8")
    (tmp_path / "shifts.csv").write_text(SHIFTS, encoding="utf-8")
    return tmp_path


def run(folder: Path, command: str, *more: str) -> int:
    output = ["-o", str(folder / "plan.csv")] if command == "plan" else [str(folder / "plan.csv")]
    return main([command, str(folder / "volunteers.csv"), str(folder / "shifts.csv"), *output, *NOW, *more])


def test_a_plan_is_written_and_passes_its_own_check(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "plan") == 0
    lines = (folder / "plan.csv").read_text(encoding="utf-8").splitlines()
    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["anna", "gate", "2027-05-03T16:00:00+02:00"],
        ["bo", "gate", "2027-05-03T16:00:00+02:00"],
    ]
    assert run(folder, "check") == 0
    assert "Proven" in capsys.readouterr().out


def test_a_plan_that_breaks_a_rule_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "plan.csv").write_text("volunteer_id,shift_id\nbo,gate\n", encoding="utf-8")
    assert run(folder, "check") == 1
    assert "minimum_heads: gate" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("shifts.csv", "T18:00", "T15:00", "shifts.csv, row 2, field 'ends_at'"),
        ("shifts.csv", "2027-05-03T16", "2026-05-03T16", "shifts.csv, row 2, field 'starts_at'"),
        ("shifts.csv", ",2,2,", ",3,2,", "shifts.csv, row 2, field 'minimum'"),
        ("shifts.csv", "driving:1", "drving:1", "shifts.csv, row 2, field 'needs'"),
        ("shifts.csv", "2027-05-03", "2027-10-31", "row 2"),
        ("shifts.csv", "ends_at", "end", "shifts.csv, row 1, field 'end'"),
        ("volunteers.csv", ",40,", ",old,", "volunteers.csv, row 2, field 'age'"),
        ("volunteers.csv", "da:3", "xx:3", "volunteers.csv, row 2, field 'languages'"),
        ("volunteers.csv", "bo,56.46", "bo,", "volunteers.csv, row 3"),
        ("volunteers.csv", "bo,56.46", "bo,,56.46", "volunteers.csv, row 3: "),
        ("volunteers.csv", "bo,", "b\udcf8,", "volunteers.csv, row 3, field 'id': byte 0xf8"),
        ("volunteers.csv", "id,", "id;", "volunteers.csv, row 1: columns are separated by"),
    ],
)
def test_what_is_wrong_is_told_with_file_row_and_field(
    folder: Path, capsys: pytest.CaptureFixture[str], file: str, old: str, new: str, told: str
) -> None:
    path = folder / file
    path.write_bytes(path.read_text(encoding="utf-8").replace(old, new).encode(errors="surrogateescape"))
    if new == "2027-10-31":
        path.write_text(path.read_text(encoding="utf-8").replace("T16:00", "T02:30"), encoding="utf-8")
    assert run(folder, "plan") == 2
    assert told in capsys.readouterr().err
    assert not (folder / "plan.csv").exists()


def test_a_table_is_read_as_a_danish_spreadsheet_saves_it(folder: Path) -> None:
    for name, text in (("volunteers.csv", VOLUNTEERS), ("shifts.csv", SHIFTS)):
        cells = [
            [f'"{cell}"' if ";" in cell else cell for cell in line.split(",")] for line in text.splitlines()
        ]
        danish = "\r\n".join(";".join(row) for row in cells).replace("56.46", "56,46")
        (folder / name).write_text(danish, encoding="utf-8-sig", newline="")
    assert run(folder, "plan") == 0
    assert len((folder / "plan.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_what_is_advised_about_another_encoding_can_be_done(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("volunteers.csv", VOLUNTEERS), ("shifts.csv", SHIFTS)):
        (folder / name).write_text(text.replace("bo,", "Bø,").replace("gate,", "låge,"), encoding="cp1252")
    (folder / "fixed.csv").write_text("volunteer_id,shift_id\nBø,låge\n", encoding="cp1252")
    (folder / "teams.csv").write_text("id,bond,volunteer_ids\nto,together,anna; Bø\n", encoding="cp1252")
    (folder / "skills.csv").write_text("code,navn\ndriving,kørsel\n", encoding="cp1252")
    more = [
        argument
        for name in ("fixed", "teams", "skills")
        for argument in (f"--{name}", str(folder / f"{name}.csv"))
    ]
    assert run(folder, "plan", *more) == 2
    assert "name its encoding (--encoding)" in capsys.readouterr().err
    assert run(folder, "plan", *more, "--encoding", "cp1252") == 0
    plan = (folder / "plan.csv").read_text(encoding="utf-8")
    assert "Bø,låge" in plan
    (folder / "plan.csv").write_text(plan, encoding="cp1252")
    assert run(folder, "check", *more, "--encoding", "cp1252") == 0


def test_a_clash_is_told_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "shifts.csv").write_text(SHIFTS.replace(",2,2,", ",3,3,"), encoding="utf-8")
    (folder / "fixed.csv").write_text("volunteer_id,shift_id\nbo,gate\n", encoding="utf-8")
    assert run(folder, "plan", "--fixed", str(folder / "fixed.csv")) == 3
    told = capsys.readouterr().out
    assert "bo is fixed to gate" in told
    assert "gate needs 3 people" in told


def test_interrupting_a_real_process_keeps_the_best_plan(folder: Path) -> None:
    write_festival(folder)
    command = [
        sys.executable, "-m", "matcher.shifts", "plan", str(folder / "volunteers.csv"), str(folder / "shifts.csv"),
        "-o", str(folder / "plan.csv"), "--seconds", "600", *NOW,
    ]  # fmt: skip
    folder_of_sources = Path(__file__).parents[3]
    with subprocess.Popen(
        command, cwd=folder_of_sources, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr is not None
        said = process.stderr.readline()  # it has begun to search, and told how far it is
        process.send_signal(signal.SIGINT)
        told, _ = process.communicate(timeout=60)
    assert said
    assert process.returncode == 0
    assert "shifts" in told
    assert len((folder / "plan.csv").read_text(encoding="utf-8").splitlines()) > 100
    assert run(folder, "check") == 0


def write_festival(folder: Path) -> None:
    """A festival too large to be proven at once, as files."""
    dice = random.Random(3)
    with (folder / "volunteers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "id",
                "latitude",
                "longitude",
                "means",
                "max_travel_minutes",
                "age",
                "skills",
                "max_minutes_per_week",
            ]
        )
        for number in range(300):
            skills = "; ".join(skill for skill in ("driving", "first_aid") if dice.random() < 0.2)
            place = (f"{56.46 + dice.gauss(0, 0.03):.4f}", f"{10.03 + dice.gauss(0, 0.05):.4f}")
            writer.writerow([f"v{number}", *place, "cycle", 30, 30, skills, 60 * dice.choice((6, 8, 12))])
    with (folder / "shifts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            [
                "id",
                "latitude",
                "longitude",
                "starts_at",
                "ends_at",
                "minimum",
                "maximum",
                "importance",
                "needs",
            ]
        )
        for number in range(150):
            day, hour = dice.randrange(3, 15), dice.randrange(8, 18)
            times = (
                f"2027-05-{day:02}T{hour:02}:00",
                f"2027-05-{day:02}T{hour + dice.choice((2, 3, 4)):02}:00",
            )
            least = dice.choice((2, 3, 4, 5, 6))
            needs = dice.choice(("", "driving:2", "first_aid:1"))
            writer.writerow(
                [f"s{number}", 56.46, 10.03, *times, least, least + 1, dice.choice((1, 2, 3, 5)), needs]
            )
