"""What stood in a file is there until the new one is whole."""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_IMODE

import pytest

from matcher.errors import InvalidFile
from matcher.pair_files import read_pairs, write_pairs
from matcher.result import Pair

PAIRS = (Pair(request_id="r1", mentor_id="anna", score=10_000, contributions=()),)
MANY = tuple(Pair(request_id=f"r{n}", mentor_id="anna", score=1, contributions=()) for n in range(1_000))
LAST_WEEK = "request_id,mentor_id\nr9,bo\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text(LAST_WEEK, encoding="utf-8")
    return path


@contextmanager
def no_room_beyond(size_bytes: int) -> Iterator[None]:
    """The system refuses to let any file grow beyond this, as a full disk does."""
    before, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (before, most))


def test_the_last_plan_is_whole_where_the_new_one_finds_no_room(plan: Path) -> None:
    with (
        no_room_beyond(5_000),
        pytest.raises(InvalidFile, match=r"pairs\.csv: cannot be written: File too large"),
    ):
        write_pairs(plan, MANY)
    assert plan.read_text(encoding="utf-8") == LAST_WEEK
    assert list(plan.parent.iterdir()) == [plan]


def test_a_plan_is_replaced_and_nothing_else_is_left(plan: Path) -> None:
    write_pairs(plan, PAIRS)
    assert read_pairs(plan).pairs == {("r1", "anna")}
    assert list(plan.parent.iterdir()) == [plan]


@pytest.mark.parametrize("mode", [0o600, 0o664])
def test_a_plan_that_is_replaced_is_for_the_same_eyes(plan: Path, mode: int) -> None:
    plan.chmod(mode)
    write_pairs(plan, PAIRS)
    assert S_IMODE(plan.stat().st_mode) == mode


def test_a_new_plan_is_for_the_eyes_any_new_file_is_for(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    write_pairs(tmp_path / "pairs.csv", PAIRS)
    assert (tmp_path / "pairs.csv").stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_replaced(tmp_path: Path, plan: Path, is_there: bool) -> None:
    link = tmp_path / "elsewhere" / "latest.csv"
    link.parent.mkdir()
    link.symlink_to("../pairs.csv")
    if not is_there:
        plan.unlink()
    write_pairs(link, PAIRS)
    assert link.is_symlink()
    assert read_pairs(plan).pairs == {("r1", "anna")}
    assert not plan.is_symlink()


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_pairs(pipe, PAIRS)
    assert b"r1,anna" in os.read(reading, 1_000)
    os.close(reading)
    assert pipe.is_fifo()


def test_what_is_held_open_is_written_to_itself(plan: Path) -> None:
    with plan.open("r+", encoding="utf-8") as held:
        write_pairs(Path(f"/dev/fd/{held.fileno()}"), PAIRS)
        assert os.fstat(held.fileno()).st_ino == plan.stat().st_ino
    assert read_pairs(plan).pairs == {("r1", "anna")}
