"""A coordinator plans an event from a file: reads what is wrong, puts it right, and lands on the plan with its gaps."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import FilePayload, Page, expect

from tests.web import factories as make
from tests.web.event_files.event_csv import as_csv, row
from web.extensions import db


def file_of(*rows: dict[str, str]) -> FilePayload:
    """A file as the browser chooses it."""
    return {"name": "byfest.csv", "mimeType": "text/csv", "buffer": as_csv(*rows)}


def test_an_event_is_imported_once_every_row_is_right(
    open_page: Callable[..., Page], check_page: Callable[[Page], None]
) -> None:
    association = make.make_association(name="Skovduen")
    db.session.commit()
    page = open_page(association.coordinators[0])
    page.goto("/planer")
    page.get_by_role("link", name="Planlæg et arrangement fra en fil").click()
    check_page(page)
    page.get_by_label("Hvad hedder arrangementet?").fill("Byfest")
    page.get_by_label("CSV-filen").set_input_files(file_of(row(), row(title="Porten", minimum="9")))
    page.get_by_role("button", name="Tjek filen").click()
    expect(page.get_by_text("Én række har en fejl.")).to_be_visible()
    expect(page.get_by_role("button", name="Importér")).to_have_count(0)
    check_page(page)
    page.get_by_role("link", name="Vælg filen igen").click()
    page.get_by_label("Hvad hedder arrangementet?").fill("Byfest")
    page.get_by_label("CSV-filen").set_input_files(file_of(row(), row(title="Porten", minimum="3")))
    page.get_by_role("button", name="Tjek filen").click()
    check_page(page)
    page.get_by_role("button", name="Importér de 2 vagter").click()
    expect(page.get_by_role("heading", name="Byfest")).to_be_visible()
    expect(page.get_by_text("Mangler 3")).to_be_visible()
    expect(page.get_by_role("link", name="Tilføj vagter fra en fil")).to_be_visible()
