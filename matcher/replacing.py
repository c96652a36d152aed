"""A file written anew: what stood there stays until the new one is whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from stat import S_IMODE
from typing import TextIO

from matcher.tables import UTF_8

OPEN_ALREADY = (Path("/dev"), Path("/proc"))
"""What has its name here, /dev/stdout among them, leads to what somebody holds open and goes on to write to."""
ANYBODY = 0o666


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """The file to write to. A pipe or a device takes what is written as it comes; it has nothing to keep."""
    if is_special(path):
        with path.open("w", encoding=UTF_8, newline="") as file:
            yield file
        return
    target = Path(os.path.realpath(path))  # a link stays one, and leads to the new file
    mode = mode_of(target)
    beside = target.with_name(f".{token_hex(8)}.part")
    try:
        with open_new(beside, mode=mode) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def is_special(path: Path) -> bool:
    """Whether this is no file on a disk."""
    return (path.exists() and not path.is_file()) or any(
        folder in path.absolute().parents for folder in OPEN_ALREADY
    )


def mode_of(target: Path) -> int | None:
    """Who may do what with the file that is there; opened for writing, so that one that is protected is refused."""
    try:
        with target.open("r+b") as file:
            return S_IMODE(os.fstat(file.fileno()).st_mode)
    except FileNotFoundError:
        return None


def open_new(path: Path, *, mode: int | None) -> TextIO:
    """A new file, from its first moment for nobody who may not read the one it replaces."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    number = os.open(path, flags, ANYBODY if mode is None else mode)
    file = os.fdopen(number, "w", encoding=UTF_8, newline="")
    if mode is not None:
        os.fchmod(number, mode)
    return file
