"""Checks every row of a file and collects everything that is wrong, without writing anything."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask_babel import gettext

from web.exchange.cells import clean_cell
from web.exchange.findings import CellError, FileRefusedError, Finding
from web.exchange.kinds import CheckedRow, Column, FileShape, Key, Values
from web.exchange.references import FILES, REFERENCES, referred_in
from web.exchange.tables import RawRow, read_table


@dataclass
class CheckedFile:
    """What a file holds: new rows, rows that are stored already, rows that differ from what is stored, and findings.

    `changed` says what differs: (line, columns).
    """

    file: str
    kind: FileShape
    new: list[CheckedRow] = field(default_factory=list)
    unchanged: int = 0
    changed: list[tuple[int, list[str]]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    is_windows_1252: bool = False

    @property
    def counts(self) -> dict[str, int]:
        """How many rows are of each sort, and how many lines have something wrong."""
        return {
            "new": len(self.new),
            "unchanged": self.unchanged,
            "changed": len(self.changed),
            "bad": len({finding.line for finding in self.findings}),
            "findings": len(self.findings),
        }


def check_file(file: str, content: bytes, *, kind: FileShape, today: date) -> CheckedFile:
    """Check a file of a kind."""
    checked = CheckedFile(file, kind)
    try:
        table = read_table(file, content, columns=kind.column_names, optional=kind.optional_names)
    except FileRefusedError as error:
        checked.findings.append(Finding(file, error.line, error.column, error.reason))
        return checked
    checked.is_windows_1252 = table.is_windows_1252
    rows, findings = read_rows(file, table.rows, kind=kind, today=today)
    for step in (repeated_keys, unknown_references):
        found = list(step(file, rows, kind))
        rows = without(rows, found)
        findings += found
    sort_by_novelty(checked, rows, untold=table.left_out & kind.later_names)
    found = [Finding(file, *complaint) for complaint in kind.common_complaints(checked.new)]
    checked.new = without(checked.new, found)
    checked.findings = sorted(
        table.findings + findings + found, key=lambda finding: (finding.line, finding.column)
    )
    return checked


def without(rows: list[CheckedRow], findings: list[Finding]) -> list[CheckedRow]:
    """Return the rows about which nothing was found."""
    bad = {finding.line for finding in findings}
    return [row for row in rows if row.line not in bad]


def read_rows(
    file: str, raw_rows: list[RawRow], *, kind: FileShape, today: date
) -> tuple[list[CheckedRow], list[Finding]]:
    """Read every cell of every row; return the rows that could be read whole, and what was wrong with the others."""
    rows, findings = [], []
    for raw in raw_rows:
        values, wrong = read_cells(raw, kind.columns, today=today)
        wrong = wrong or list(kind.complaints(values))
        findings += [Finding(file, raw.line, column, reason) for column, reason in wrong]
        if not wrong:
            rows.append(CheckedRow(raw.line, values))
    return rows, findings


def read_cells(
    raw: RawRow, columns: tuple[Column, ...], *, today: date
) -> tuple[Values, list[tuple[str, str]]]:
    """Return the values of a row, and (column, reason) of each cell that cannot be read."""
    values: Values = {}
    wrong = []
    for column in columns:
        try:
            values[column.name] = read_cell(raw.cells[column.name], column, today=today)
        except CellError as error:
            wrong.append((column.name, str(error)))
    return values, wrong


def read_cell(cell: str, column: Column, *, today: date) -> Any:
    """Return the value of a cell; raise CellError where it cannot be read or must not be empty."""
    content = clean_cell(cell)
    if not content and column.may_be_empty:
        return column.nothing
    value = column.read(content, today) if content else None
    if value is None or value in ([], {}, ""):
        raise CellError(gettext("This must be filled in."))
    return value


def repeated_keys(file: str, rows: list[CheckedRow], kind: FileShape) -> Iterator[Finding]:
    """Find rows whose key another row above has already."""
    first: dict[Key, int] = {}
    for row in rows:
        line = first.setdefault(kind.key_of(row.values), row.line)
        if line != row.line:
            reason = gettext("The same %(key)s stands in line %(line)s.", key=" + ".join(kind.key), line=line)
            yield Finding(file, row.line, kind.key[0], reason)


def unknown_references(file: str, rows: list[CheckedRow], kind: FileShape) -> Iterator[Finding]:
    """Find cells that refer to what is not there."""
    for column in kind.columns:
        if not column.refers_to:
            continue
        keys = {key for row in rows for key in referred_in(row.values[column.name])}
        missing = keys - REFERENCES[column.refers_to](keys).keys()
        source = FILES.get(column.refers_to, f"{column.refers_to}.csv")
        for row in rows if missing else ():
            for key in referred_in(row.values[column.name]):
                if key in missing:
                    yield Finding(file, row.line, column.name, unknown(key, source))


def unknown(key: str, source: str) -> str:
    """Return the reason for a reference that leads nowhere."""
    return gettext("“%(value)s” is not known. It belongs in %(file)s.", value=key[:60], file=source)


def sort_by_novelty(checked: CheckedFile, rows: list[CheckedRow], *, untold: Set[str]) -> None:
    """Tell rows that are new from those that are stored as they are, or otherwise; a file says nothing in `untold` columns."""
    kind = checked.kind
    stored = kind.stored({kind.key_of(row.values) for row in rows}) if rows else {}
    for row in rows:
        known = stored.get(kind.key_of(row.values))
        if known is None:
            checked.new.append(row)
        elif differing := [
            name for name, value in known.items() if name not in untold and row.values[name] != value
        ]:
            checked.changed.append((row.line, differing))
        else:
            checked.unchanged += 1
