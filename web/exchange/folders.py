"""Imports by an operator: a file, or a folder of files in the order in which they refer to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from flask_babel import gettext

from web.core.clock import local_date
from web.core.errors import RuleError
from web.exchange.checking import CheckedFile, check_file
from web.exchange.findings import Finding
from web.exchange.kinds import FileKind, Origin
from web.exchange.registry import KINDS
from web.exchange.services import add_rows
from web.extensions import db


@dataclass
class ImportReport:
    """What an import did, file by file; with findings, and unless told otherwise, it did nothing."""

    files: list[CheckedFile] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return [finding for checked in self.files for finding in checked.findings]

    @property
    def is_clean(self) -> bool:
        return not self.findings and not self.refusals

    @property
    def added(self) -> int:
        return sum(len(checked.new) for checked in self.files)


def import_path(path: Path, *, now: datetime, is_partial: bool = False) -> ImportReport:
    """Import a CSV file, or every CSV file of a folder, in the current transaction, which the caller commits.

    Whole or nothing: where anything is wrong the transaction is rolled back, unless `is_partial` accepts the good rows.
    """
    report = ImportReport()
    chosen = list(files_at(path, report))
    if not report.refusals:
        import_files(chosen, report, now=now)
    if report.refusals or (report.findings and not is_partial):
        db.session.rollback()
    return report


def import_files(chosen: Sequence[tuple[FileKind, Path]], report: ImportReport, *, now: datetime) -> None:
    """Check and add file after file, so that each finds what the ones before it brought."""
    for kind, file in chosen:
        try:
            checked = check_file(file.name, file.read_bytes(), kind=kind, today=local_date(now))
            report.files.append(checked)
            add_rows(kind, checked.new, Origin(None, now))
        except OSError as error:
            report.refusals.append(f"{file}: {error.strerror or error}")
            return
        except RuleError as error:
            report.refusals.append(error.message)
            return


def files_at(path: Path, report: ImportReport) -> Iterator[tuple[FileKind, Path]]:
    """Yield (kind, file) in order of import; what is not there or of no known kind becomes a refusal."""
    if not path.exists():
        report.refusals.append(gettext("%(path)s: there is no such file or folder.", path=str(path)))
        return
    found = {file.stem: file for file in (sorted(path.glob("*.csv")) if path.is_dir() else [path])}
    if not found:
        report.refusals.append(gettext("%(path)s: there is no CSV file in the folder.", path=str(path)))
    for stem, file in found.items():
        if stem not in KINDS:
            known = ", ".join(kind.file_name for kind in KINDS.values())
            report.refusals.append(
                gettext("%(file)s: the name must be one of %(known)s.", file=file.name, known=known)
            )
    yield from ((kind, found[name]) for name, kind in KINDS.items() if name in found)
