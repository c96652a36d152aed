"""Pairs read from CSV files, each with its row, and a plan written to one that can be read again."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.criteria import CRITERIA
from matcher.errors import FixedPairBreaksRule, FixedPairsClash, InvalidFile
from matcher.mentoring.problem import PairIds
from matcher.replacing import replacing
from matcher.result import Pair
from matcher.tables import UTF_8, rows_of
from matcher.wording import counted

REQUEST, MENTOR = PAIR_COLUMNS = ("request_id", "mentor_id")
PLAN_COLUMNS = (*PAIR_COLUMNS, "score", *CRITERIA)
"""What a plan that was written has; its points are not looked at."""


SHOWN_ROWS = 5


@dataclass(frozen=True)
class Known:
    """Ids of those who ask and of those who offer."""

    requests: frozenset[str]
    mentors: frozenset[str]


@dataclass(frozen=True)
class PairFile:
    """The pairs of one file and the rows they stand in."""

    file: str
    row_of: Mapping[PairIds, int]

    @property
    def pairs(self) -> frozenset[PairIds]:
        return frozenset(self.row_of)

    def strangers(self, known: Known) -> Iterator[tuple[int, str, str]]:
        """Row, column and id of everybody who is neither among those who ask nor among those who offer."""
        for (request_id, mentor_id), row in self.row_of.items():
            if request_id not in known.requests:
                yield row, REQUEST, request_id
            if mentor_id not in known.mentors:
                yield row, MENTOR, mentor_id

    def refuse_strangers(self, known: Known) -> None:
        """Fail on a pair with somebody who is not there."""
        for row, column, person in self.strangers(known):
            raise InvalidFile(f"nobody has the id {person!r}", file=self.file, row=row, field=column)

    def without_effect(self, known: Known) -> Iterator[str]:
        """A line about pairs of the past with people who are gone, where there are any."""
        rows = sorted({row for row, _, _ in self.strangers(known)})
        if rows:
            shown = ", ".join(map(str, rows[:SHOWN_ROWS])) + (", …" if len(rows) > SHOWN_ROWS else "")
            yield f"{self.file}: {counted(len(rows), 'pair')} with somebody who is in neither file (row {shown})"

    def located(self, wrong: FixedPairBreaksRule | FixedPairsClash) -> InvalidFile:
        """The same error with file and row: of the pair, or of the last pair that is one too many."""
        if isinstance(wrong, FixedPairBreaksRule):
            row = next(row for pair, row in self.row_of.items() if " ".join(pair) == wrong.who)
            return InvalidFile(str(wrong), file=self.file, row=row)
        side = PAIR_COLUMNS.index(REQUEST if wrong.field == "demand" else MENTOR)
        row = max(row for pair, row in self.row_of.items() if pair[side] == wrong.who)
        return InvalidFile(str(wrong), file=self.file, row=row, field=PAIR_COLUMNS[side])


NO_PAIRS = PairFile(file="", row_of={})


def read_pairs(path: Path, *, encoding: str = UTF_8) -> PairFile:
    """Pairs of a CSV file with `request_id` and `mentor_id`, or of a plan that was written."""
    row_of: dict[PairIds, int] = {}
    for row in rows_of(path, known=PLAN_COLUMNS, needed=PAIR_COLUMNS, encoding=encoding):
        for column in PAIR_COLUMNS:
            if column not in row.cells:
                raise row.wrong("is empty", field=column)
        pair = row.cells[REQUEST], row.cells[MENTOR]
        if pair in row_of:
            raise row.wrong(f"this pair stands in row {row_of[pair]} already")
        row_of[pair] = row.number
    return PairFile(file=str(path), row_of=row_of)


def write_pairs(path: Path, pairs: tuple[Pair, ...]) -> None:
    """Pairs with their points, one criterion per column; what stood there stays where they cannot be written."""
    criteria = [contribution.criterion for contribution in pairs[0].contributions] if pairs else []
    try:
        with replacing(path) as file:
            table = csv.writer(file)
            table.writerow([*PAIR_COLUMNS, "score", *criteria])
            for pair in pairs:
                points = [contribution.points for contribution in pair.contributions]
                table.writerow([pair.request_id, pair.mentor_id, pair.score, *points])
    except OSError as wrong:
        raise InvalidFile(f"cannot be written: {wrong.strerror}", file=str(path)) from wrong


def refuse_output(path: Path, *, inputs: Collection[Path]) -> None:
    """Fail before anything is solved on a file that cannot be written, or that would overwrite what is read."""
    if path.is_dir():
        raise InvalidFile("cannot be written: it is a folder", file=str(path))
    if not path.parent.is_dir():
        raise InvalidFile("cannot be written: its folder does not exist", file=str(path))
    if path.resolve() in {read.resolve() for read in inputs}:
        raise InvalidFile("would be overwritten; it is read", file=str(path))
