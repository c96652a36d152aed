"""From text to rows: finds the separator, checks the heading, and reports rows that do not fit it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext

from web.exchange.cells import CONTROL_CHARACTER
from web.exchange.decoding import decode
from web.exchange.findings import FileRefusedError, Finding


@dataclass(frozen=True)
class RawRow:
    """The cells of one row by column, as typed, and the line it begins on."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """A file as rows, with the rows that had too few or too many cells as findings, and the columns it did without."""

    file: str
    rows: list[RawRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_windows_1252: bool = False
    left_out: frozenset[str] = frozenset()


def read_table(file: str, content: bytes, *, columns: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """Read a file that must have exactly these columns, in any order; it may do without the optional ones.

    Raises FileRefusedError where the file is no such table at all.
    """
    text = decode(content)
    table = Table(file, is_windows_1252=text.is_windows_1252)
    lines = numbered_rows(text.content)
    _, heading = next(lines, (1, []))
    names = [CONTROL_CHARACTER.sub("?", name).strip().lower() for name in heading]
    check_heading(names, columns, optional)
    table.left_out = frozenset(columns).difference(names)
    nothing = dict.fromkeys(table.left_out, "")
    for line, cells in lines:
        if len(cells) != len(names):
            reason = gettext(
                "The row has %(found)s cells, but the heading has %(expected)s.",
                found=len(cells),
                expected=len(names),
            )
            table.findings.append(Finding(file, line, "", reason))
        else:
            table.rows.append(RawRow(line, nothing | dict(zip(names, cells, strict=True))))
    return table


def numbered_rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each row that is not empty; raise FileRefusedError where quotes do not close."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise FileRefusedError(
                gettext(
                    "From here on the file cannot be read: a quotation mark is missing or too many, or a cell is far too long."
                ),
                line=line,
            ) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def separator_of(text: str) -> str:
    """Return the separator that the heading uses: comma, or semicolon as Danish Excel writes it."""
    heading = text.lstrip().partition("\n")[0]
    return ";" if heading.count(";") > heading.count(",") else ","


def check_heading(names: Sequence[str], columns: Sequence[str], optional: Sequence[str] = ()) -> None:
    """Raise FileRefusedError where a column is missing, unknown or there twice."""
    if not any(names):
        raise FileRefusedError(gettext("The file is empty."))
    twice = sorted({name for name in names if names.count(name) > 1})
    missing = [name for name in columns if name not in names and name not in optional]
    unknown = [name for name in names if name not in columns]
    parts = []
    if missing:
        parts.append(gettext("Missing: %(columns)s.", columns=", ".join(missing)))
    if unknown:
        shown = ", ".join(gettext("“%(words)s”", words=name[:40]) for name in unknown[:10])
        parts.append(gettext("Not known: %(columns)s.", columns=shown))
    if twice:
        parts.append(gettext("There twice: %(columns)s.", columns=", ".join(twice)[:200]))
    if parts:
        raise FileRefusedError(gettext("The heading does not fit.") + " " + " ".join(parts))
