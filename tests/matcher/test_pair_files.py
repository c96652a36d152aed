"""Pairs that stay, that must not be and that were published: files in, and the plan that follows them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.matcher.typed import MENTORS, REQUESTS, pair_file, pairs_in, run


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("r1,anna\nr3,bo", "pairs_asked.csv, row 3: fixed pair r3 and bo breaks: too_little_common_time"),
        ("r1,anna\nr1,bo", "pairs_asked.csv, row 3, field 'request_id': request r1 has 2 fixed pairs"),
        (
            "r2,bo\nr1,anna\nr2,anna",
            "pairs_asked.csv, row 4: fixed pair r2 and anna breaks: no_common_language",
        ),
        ("r1,anna\nr9,bo", "pairs_asked.csv, row 3, field 'request_id': nobody has the id 'r9'"),
        ("r1,anna\nr2,ben", "pairs_asked.csv, row 3, field 'mentor_id': nobody has the id 'ben'"),
        ("r1,", "pairs_asked.csv, row 2, field 'mentor_id': is empty"),
        ("r1,anna\nr1,anna", "pairs_asked.csv, row 3: this pair stands in row 2 already"),
    ],
)
def test_a_fixed_pair_that_cannot_be_is_named_with_its_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: str, said: str
) -> None:
    assert run(tmp_path, MENTORS, REQUESTS, "--fixed", pair_file(tmp_path, rows)) == 2
    assert said in capsys.readouterr().err


def test_more_fixed_pairs_than_a_mentor_has_room_for_are_named_with_the_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    like_r1 = REQUESTS + REQUESTS.splitlines()[1].replace("r1,", "r4,") + "\n"
    assert run(tmp_path, MENTORS, like_r1, "--fixed", pair_file(tmp_path, "r1,anna\nr4,anna")) == 2
    assert "pairs_asked.csv, row 3, field 'mentor_id': mentor anna has 2" in capsys.readouterr().err


def test_fixed_pairs_stay_and_declined_pairs_stay_out(tmp_path: Path) -> None:
    assert run(tmp_path, MENTORS, REQUESTS, "--fixed", pair_file(tmp_path, "r1,bo")) == 0
    assert ("r1", "bo") in pairs_in(tmp_path / "pairs.csv")
    assert run(tmp_path, MENTORS, REQUESTS, "--declined", pair_file(tmp_path, "r1,anna")) == 0
    assert ("r1", "anna") not in pairs_in(tmp_path / "pairs.csv")


def test_a_plan_can_be_made_again_from_the_last_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path) == 0
    again = ("--published", str(tmp_path / "pairs.csv"))
    assert run(tmp_path, MENTORS, REQUESTS, *again) == 0
    assert "gone" not in capsys.readouterr().out
    assert run(tmp_path, MENTORS.replace("bo,", "per,"), REQUESTS, *again) == 0
    said = capsys.readouterr()
    assert "pairs.csv: 1 pair with somebody who is in neither file (row 3)" in said.err
    assert "1 pair of the published plan is gone" in said.out
