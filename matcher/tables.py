"""A CSV file as rows of text, whoever saved it; errors name file, row and column."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matcher.errors import InvalidFile

UTF_8 = "utf-8"
ENCODINGS = (UTF_8, "cp1252", "utf-16")
SEPARATORS = (",", ";", "\t")
WORKBOOK = b"PK\x03\x04"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
QUOTES = "a cell with a separator, a quote or a line break in it takes quotes"
NAME_IT = "save it as 'CSV UTF-8', or name its encoding (--encoding)"
MOST_LETTERS = 200
NOT_DECODED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Row:
    """One row: a row of the spreadsheet, however many lines of the file it takes."""

    file: str
    number: int
    cells: Mapping[str, str]
    """Column → text, without the columns that are empty here."""

    def wrong(self, message: str, *, field: str = "") -> InvalidFile:
        """What is to be raised about this row."""
        return InvalidFile(message, file=self.file, row=self.number, field=field)

    def read(self, column: str, reader: Callable[[str], Any]) -> Any:
        """The value of a cell that is not empty."""
        try:
            return reader(self.cells[column])
        except ValueError as wrong:
            raise self.wrong(shorten(str(wrong), MOST_LETTERS), field=column) from wrong


def rows_of(
    path: Path, *, known: Collection[str] | None, needed: Collection[str], encoding: str = UTF_8
) -> Iterator[Row]:
    """Rows that have something in them, under columns of which every one is known (None: any) and every needed one is there."""
    file = str(path)
    records = records_of(file, text_of(path, encoding=encoding))
    _, columns = next(records, (1, []))
    refuse_undecoded(Row(file, 1, {column: column for column in columns}), encoding=encoding)
    refuse_columns(file, columns, known=known, needed=needed)
    for number, cells in records:
        row = Row(file, number, {column: text for column, text in zip(columns, cells, strict=False) if text})
        if any(cells) and len(cells) != len(columns):
            raise row.wrong(f"{len(cells)} cells under {len(columns)} columns; {QUOTES}")
        refuse_undecoded(row, encoding=encoding)
        if row.cells:
            yield row


def text_of(path: Path, *, encoding: str) -> str:
    """The text of a file; bytes that are no text in this encoding are kept, to be named where they stand."""
    try:
        data = path.read_bytes()
    except OSError as wrong:
        raise InvalidFile(f"cannot be read: {wrong.strerror}", file=str(path)) from wrong
    if data.startswith(WORKBOOK):
        raise InvalidFile("is a workbook; save it as 'CSV UTF-8'", file=str(path))
    if encoding == UTF_8 and data.startswith(UTF_16_MARKS):
        raise InvalidFile(f"is in utf-16; {NAME_IT}", file=str(path))
    try:
        return data.decode(encoding, errors="surrogateescape").removeprefix("\ufeff")
    except UnicodeDecodeError as wrong:
        raise InvalidFile(f"is not {encoding}: {wrong.reason}", file=str(path)) from wrong


def records_of(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record's number and cells, without blanks at their ends; a quoted cell may have spaces before it."""
    lines = io.StringIO(text, newline="")
    records = csv.reader(lines, delimiter=separator_in(file, text), skipinitialspace=True, strict=True)
    columns: list[str] = []
    number = 0
    try:
        for number, cells in enumerate(records, start=1):
            columns = columns or cells
            refuse_late_quotes(Row(file, number, dict(zip(columns, cells, strict=False))))
            yield number, [cell.strip() for cell in cells]
    except csv.Error as wrong:
        raise InvalidFile(f"no table from here on: {wrong}; {QUOTES}", file=file, row=number + 1) from wrong


def separator_in(file: str, text: str) -> str:
    """What separates the names of columns, none of which has such a sign in it."""
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    found = [separator for separator in SEPARATORS if separator in header]
    if len(found) > 1:
        raise InvalidFile(f"columns are separated by {' and by '.join(map(repr, found))}", file=file, row=1)
    return found[0] if found else ","


def refuse_late_quotes(row: Row) -> None:
    """Fail on quotes that quote nothing, as something other than a space stands before them."""
    for column, text in row.cells.items():
        if not text.startswith('"') and text.lstrip().startswith('"'):
            raise row.wrong(f"{text[0]!r} stands before the quotes", field=column.strip())


def refuse_undecoded(row: Row, *, encoding: str) -> None:
    """Fail on the first byte that is no text."""
    for column, text in row.cells.items():
        byte = NOT_DECODED.search(text)
        if byte is not None:
            shown = NOT_DECODED.sub("\N{REPLACEMENT CHARACTER}", text)
            raise row.wrong(
                f"byte {ord(byte[0]) - 0xDC00:#x} in {shown!r} is not {encoding}; {NAME_IT}",
                field="" if NOT_DECODED.search(column) else column,
            )


def refuse_columns(
    file: str, columns: list[str], *, known: Collection[str] | None, needed: Collection[str]
) -> None:
    """Fail on a column nobody reads, on one that stands twice, and on one that must be there."""
    if not columns:
        raise InvalidFile("no columns are named", file=file, row=1)
    for position, column in enumerate(columns):
        if not column:
            raise InvalidFile(f"column {position + 1} has no name", file=file, row=1)
        if known is not None and column not in known:
            raise InvalidFile(f"unknown column; known: {', '.join(known)}", file=file, row=1, field=column)
        if column in columns[:position]:
            raise InvalidFile("column stands twice", file=file, row=1, field=column)
    for column in needed:
        if column not in columns:
            raise InvalidFile("column is missing", file=file, row=1, field=column)


def shorten(text: str, most: int) -> str:
    """What a person can take in of a text, which may be a whole file in one cell."""
    return text if len(text) <= most else f"{text[:most]}…"
