"""Imports step by step: a file is received and checked, waits for a decision, and is imported whole or discarded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from web.accounts.models import User
from web.audit.services import record_event, take_step
from web.core.clock import local_date
from web.core.errors import RuleError
from web.exchange.checking import CheckedFile, check_file, unknown_references
from web.exchange.findings import Finding
from web.exchange.kinds import CheckedRow, FileKind, FileShape, Origin
from web.exchange.models import IMPORT_STEPS, ImportBatch
from web.exchange.registry import KINDS
from web.extensions import db

MOST_STORED_FINDINGS = 5_000
LONGEST_FILE_NAME = 120


def receive_file(file_name: str, content: bytes, *, kind: FileKind, by: User, now: datetime) -> ImportBatch:
    """Check an uploaded file and keep its good rows until somebody decides."""
    refuse_kind(kind)
    return receive_checked(file_name, content, kind=kind, by=by, now=now)


def receive_checked(
    file_name: str, content: bytes, *, kind: FileShape, by: User, now: datetime
) -> ImportBatch:
    """Check a file whose kind is settled, and keep its good rows until somebody decides."""
    checked = check_file(plain_name(file_name) or kind.file_name, content, kind=kind, today=local_date(now))
    batch = ImportBatch(
        entity=kind.name,
        file_name=checked.file,
        uploaded_by_id=by.id,
        rows=[{"line": row.line, "values": row.values} for row in checked.new],
        errors=[finding.as_json() for finding in findings_of(checked)[:MOST_STORED_FINDINGS]],
        counts=checked.counts | {"windows_1252": int(checked.is_windows_1252)},
    )
    db.session.add(batch)
    db.session.flush()
    record_event("import: receive", batch, by=by, now=now, details=checked.counts)
    return batch


def refuse_kind(kind: FileKind) -> None:
    """Raise RuleError for files that no page takes: staff, who come by invitation, and everything about young people."""
    if not kind.is_for_upload:
        raise RuleError(gettext("This kind of file can only be imported by an operator."), field="entity")


def plain_name(file_name: str) -> str:
    """Return the end of a file's name as its sender's computer calls it, without what cannot be printed."""
    return "".join(character for character in file_name if character.isprintable())[-LONGEST_FILE_NAME:]


def findings_of(checked: CheckedFile) -> list[Finding]:
    """Return what was found, and after it the rows that differ from what is stored."""
    differing = [
        Finding(
            checked.file,
            line,
            ", ".join(columns),
            gettext("Differs from what is stored, and is left as it is."),
        )
        for line, columns in checked.changed
    ]
    return checked.findings + differing


def import_batch(batch: ImportBatch, *, by: User, now: datetime) -> int:
    """Import the good rows of a waiting file, whole or not at all; return how many there were.

    Rows that have come into the database meanwhile are left as they are. Raises RuleError where something the rows
    refer to is gone, TransitionError where somebody else decided first.
    """
    kind = KINDS[batch.entity]
    refuse_kind(kind)
    take_step(batch, IMPORT_STEPS, "import", by=by, now=now)
    rows = still_new(kind, [CheckedRow(row["line"], row["values"]) for row in batch.rows])
    refuse_if_changed(batch.file_name, rows, kind)
    add_rows(kind, rows, Origin(by, now))
    batch.counts = batch.counts | {"imported": len(rows)}
    batch.rows = []
    db.session.flush()
    return len(rows)


def discard_batch(batch: ImportBatch, *, by: User, now: datetime) -> None:
    """Throw a waiting file away, and with it the personal data in it."""
    take_step(batch, IMPORT_STEPS, "discard", by=by, now=now)
    batch.rows = []
    batch.errors = []
    db.session.flush()


def still_new(kind: FileShape, rows: Sequence[CheckedRow]) -> list[CheckedRow]:
    """Return the rows whose key is not stored by now."""
    stored = kind.stored({kind.key_of(row.values) for row in rows}) if rows else {}
    return [row for row in rows if kind.key_of(row.values) not in stored]


def refuse_if_changed(file: str, rows: list[CheckedRow], kind: FileShape) -> None:
    """Raise RuleError where the rows no longer fit what is in the database."""
    found = list(unknown_references(file, rows, kind))
    found += [Finding(file, *complaint) for complaint in kind.common_complaints(rows)]
    if found:
        raise RuleError(
            gettext(
                "Something has changed since the file was checked, so nothing was imported. Upload it again. (%(first)s)",
                first=str(found[0]),
            )
        )


def add_rows(kind: FileKind, rows: Sequence[CheckedRow], origin: Origin) -> None:
    """Write the rows; raise RuleError, with nothing written, where the database refuses one of them."""
    try:
        with db.session.begin_nested():
            kind.add([row.values for row in rows], origin)
    except IntegrityError as error:
        name = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
        raise RuleError(
            gettext(
                "The database refused a row of %(file)s (%(rule)s), so nothing was imported.",
                file=kind.file_name,
                rule=name or "?",
            )
        ) from error
