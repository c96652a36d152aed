"""Every form of the service takes hostile values from whoever may send it: a clear answer, and never an error of ours.

Each run sends every form with one kind of hostile value, another for each form; `HOSTILE_VALUES=all` sends them all.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Iterator
from typing import cast

import pytest

from tests.web.access.addresses import address_of
from tests.web.access.conftest import Visit
from tests.web.access.forms_on_pages import FormOnPage, forms_on
from tests.web.conftest import app
from web.access_page import ACTORS, read_table

__all__ = ["app"]

TABLE = read_table()
VALUES = {
    "nothing": "",
    "NUL": "a\x00b",
    "half a surrogate": "a\udc80b",
    "largest and one": str(2**63),
    "below": "-1",
    "other digits": "١٢٣",
    "no number": "nan",
    "endless number": "1e999",
    "many digits": "9" * 5_000,
    "line breaks": "x\r\nBcc: nogen@example.dk\r\n\r\nX",
    "markup": '"><img src=x onerror=alert(1)>{{7*7}}',
    "formula": '=HYPERLINK("http://example.dk","x")',
    "right to left": "\u202egnahc\u2066",
    "long": "æ" * 20_000,
    "far day": "9999-12-31",
    "first day": "0001-01-01",
    "late": "24:00",
    "percent": "%(name)s %s {0}",
}
SHOWS_FORM = [
    endpoint
    for endpoint, row in sorted(TABLE.items())
    if any(answer.startswith("200") for answer in row.answers["GET"].values())
]
LEFT_OUT = frozenset({"/log-ud", "/sprog"})


def hostile(form: FormOnPage, value: str) -> Iterator[dict[str, object]]:
    """Yield the form with a hostile value in all that is typed, and then in all that is chosen."""
    sent = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    yield together((name, sent if name in form.typed else own) for name, own in form.values)
    if form.chosen:
        yield together((name, sent if name in form.chosen else own) for name, own in form.values)


def together(fields: Iterable[tuple[str, str]]) -> dict[str, object]:
    """Put the values of each name together, as a browser sends them."""
    sent: dict[str, object] = {}
    for name, value in fields:
        sent[name] = [*cast(list[str], sent.get(name, [])), value]
    return sent


def chosen_values(address: str) -> dict[str, str]:
    """Return the hostile values for the forms of a page: all, or the one whose turn it is."""
    if os.environ.get("HOSTILE_VALUES") == "all":
        return VALUES
    name = sorted(VALUES)[zlib.crc32(address.encode()) % len(VALUES)]
    return {name: VALUES[name]}


@pytest.mark.parametrize("endpoint", SHOWS_FORM)
def test_hostile_values_get_a_clear_answer(visit: Visit, endpoint: str) -> None:
    address = address_of(visit.app, visit.world, endpoint)
    actors = [actor for actor in ACTORS if TABLE[endpoint].answers["GET"][actor].startswith("200")]
    seen: set[str] = set()
    for actor in actors[:2]:
        page = visit.open(actor, "GET", address)
        if page.mimetype != "text/html":
            continue
        for form in forms_on(page.get_data(as_text=True), address=address):
            if form.action in seen or form.action in LEFT_OUT:
                continue
            seen.add(form.action)
            for name, value in chosen_values(form.action).items():
                for data in hostile(form, value):
                    status = visit.open(actor, "POST", form.action, data).status_code
                    assert status < 500, f"{actor} {form.action} {name}: {status}"
