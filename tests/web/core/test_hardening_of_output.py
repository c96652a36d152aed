"""What leaves the service runs nothing: cells of a spreadsheet stay text, a mail has the headers we gave it."""

from __future__ import annotations

import csv
import io
import smtplib
from email.message import EmailMessage
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests.web import factories as make
from tests.web.production import PRODUCTION
from web.config import Settings, settings_from
from web.core.csv_files import STARTS_FORMULA, csv_lines, safe_cell
from web.extensions import db
from web.notifications.delivery import as_email, send_by_smtp
from web.notifications.models import OutboxMessage
from web.notifications.services import write_notice

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\xa0=1",
    "＝1",
    "=cmd|' /C calc'!A0",
    "%0A=1",
    "\x00=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_stays_text(text: str) -> None:
    assert safe_cell(text).startswith("'")


@settings(deadline=None)
@given(st.text())
def test_no_cell_begins_as_a_formula_and_nothing_is_lost(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.lstrip(" \xa0\ufeff\x00").startswith(STARTS_FORMULA)
    assert cell in (text, f"'{text}")


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_characters="\x00\r", codec="utf-8")), min_size=1, max_size=4),
        max_size=5,
    )
)
def test_cells_stay_in_their_cells(rows: list[list[str]]) -> None:
    written = "".join(csv_lines(rows)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))
    assert read == [[safe_cell(cell) for cell in row] for row in rows]


INJECTIONS = [
    "Emne\r\nBcc: b@example.com",
    "Emne\nBcc: b@example.com",
    "Emne\rBcc: b@example.com",
    "Emne\u2028Bcc: b@example.com",
    "Emne\x0bBcc: x",
]


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("subject", INJECTIONS)
def test_a_subject_is_one_line(subject: str) -> None:
    write_notice("test", to=make.make_user(), subject=subject, body="Tekst")
    db.session.commit()
    message = db.session.scalars(select(OutboxMessage)).one()
    email = as_email(message, settings=settings_from(PRODUCTION))
    assert sorted(email.keys()) == sorted(
        {
            "From",
            "To",
            "Subject",
            "Message-ID",
            "Auto-Submitted",
            "Content-Type",
            "Content-Transfer-Encoding",
            "MIME-Version",
        }
    )
    assert b"\nBcc:" not in email.as_bytes()


@pytest.mark.parametrize(
    "address", ["a@example.dk\r\nBcc: b@example.com", "a@example.dk\nBcc: b@example.com"]
)
def test_an_address_with_a_line_break_is_never_mailed(address: str) -> None:
    message = OutboxMessage(id=1, address=address, subject="Emne", body="Tekst")
    with pytest.raises(ValueError):
        as_email(message, settings=settings_from(PRODUCTION))


class PlainServer:
    """A mail server that knows no encryption, at the edge of the service."""

    sent: ClassVar[list[EmailMessage]] = []

    def __init__(self, *arguments: Any, **options: Any) -> None:
        self.sent.clear()

    def __enter__(self) -> PlainServer:
        return self

    def __exit__(self, *details: object) -> None:
        return None

    def has_extn(self, name: str) -> bool:
        """Nothing is offered."""
        return False

    def starttls(self, **options: Any) -> None:
        """As smtplib does where the server does not offer it."""
        raise smtplib.SMTPNotSupportedError("STARTTLS extension not supported by server.")

    def send_message(self, message: EmailMessage) -> None:
        """Take the mail."""
        self.sent.append(message)


@pytest.mark.parametrize(("is_development", "count"), [(True, 1), (False, 0)])
def test_production_hands_no_mail_to_a_server_without_encryption(
    monkeypatch: pytest.MonkeyPatch, is_development: bool, count: int
) -> None:
    monkeypatch.setattr(smtplib, "SMTP", PlainServer)
    message = OutboxMessage(id=1, address="a@example.dk", subject="Emne", body="Tekst")
    settings = Settings(
        database_url="",
        secret_key="",
        note_keys=(),
        is_development=is_development,
        smtp_url="smtp://mail:587",
    )
    if is_development:
        send_by_smtp(message, settings=settings)
    else:
        with pytest.raises(smtplib.SMTPNotSupportedError):
            send_by_smtp(message, settings=settings)
    assert len(PlainServer.sent) == count
