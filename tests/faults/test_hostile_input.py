"""Whatever is typed or put into an address comes back as a page or a clear refusal, never as a failure of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.routing import Rule

from tests.web import factories as make
from tests.web.access.conftest import Visit
from tests.web.access.world import World
from tests.web.conftest import client_of, emptied_at_last
from web.accounts.models import RoleName, User
from web.extensions import db

HOSTILE_TEXTS = {
    "nul": "a\0b",
    "right to left": "\u202egnirts\u202c עברית",
    "emoji": "👩‍👩‍👧 🙂",
    "decomposed": "Ra\u030andersgade",
    "arabic digits": "٣٤",
    "beyond an integer": "9223372036854775808",
    "negative": "-1",
    "formula": '=HYPERLINK("http://example.com")',
    "markup": "<script>alert(1)</script>",
    "header": "a\r\nBcc: b@example.com\r\n\r\nHej",
    "sql": "'; DROP TABLE users; --",
    "lone surrogate": "\ud800",
    "long": "x" * 70_000,
    "nothing": "",
}
HOSTILE_PARTS = [
    "0",
    "-1",
    "2147483648",
    "9223372036854775808",
    "٣",
    "1e9",
    "%00",
    "..%2f..",
    "x" * 2_000,
    "%ff",
]
HOSTILE_QUERIES = ["page=%00", "page=9223372036854775808", "q=%00", "q=%27%22%28%29%26%7C!%3A*", "q=%ff", "%5B%5D=1",
                   "area=%00&skill=%00&from=%00&within_km=%00&weekday=%00&part=%00", "on=9999-99-99&status=%00",
                   "q=" + "x" * 5_000]  # fmt: skip
LEFT_ALONE = {"csrf_token", "form_key"}
EVERYTHING = "everything"


class FormFields(HTMLParser):
    """Collects the names of the fields of every posting form, by the form's address."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, set[str]]] = []
        self.is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form or a field."""
        values = dict(attrs)
        if tag == "form":
            self.is_inside = (values.get("method") or "").lower() == "post"
            if self.is_inside:
                self.forms.append((values.get("action") or "", set()))
        elif self.is_inside and tag in ("input", "textarea", "select") and values.get("name"):
            self.forms[-1][1].add(str(values["name"]))

    def handle_endtag(self, tag: str) -> None:
        """Leave a form."""
        if tag == "form":
            self.is_inside = False


@pytest.fixture(scope="module")
def visit(app: Flask) -> Iterator[Visit]:
    """One person per role, and one with every role, signed in; whatever a request changes is undone after it."""
    with emptied_at_last(app):
        with app.app_context():
            users = everybody()
            db.session.commit()
            clients = {role: client_of(app, user) for role, user in users.items()}
            db.session.commit()
        yield Visit(app, World(), clients)


def everybody() -> dict[str, User]:
    """Write one person per role, with what their pages are about; one with every role sees every form."""
    users = {name.value: make.make_user(name) for name in RoleName}
    all_of_it = users[EVERYTHING] = make.make_user(*RoleName)
    volunteer = make.make_volunteer(user=all_of_it)
    mentor = make.make_mentor(volunteer=volunteer)
    young_person = make.make_young_person(caseworker=all_of_it, user=all_of_it)
    request = make.make_request(young_person=young_person)
    make.make_proposal(request=request, mentor=mentor)
    task = make.make_task(association=make.make_association(coordinators=[all_of_it]))
    make.make_signup(shift=make.make_shift(task=task))
    make.make_interest()
    make.make_goal()
    return users


def pages_without_arguments(app: Flask) -> list[Rule]:
    """Pages that can be opened as they are."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and not rule.endpoint.startswith("health.")
    ]


def addresses_with(app: Flask, part: str) -> Iterator[str]:
    """Yield every address that takes arguments, with the part in place of each; of those that lead nowhere, one.

    Where no route takes the part, the same page answers whatever the address began with.
    """
    leads_nowhere: set[str] = set()
    for rule in app.url_map.iter_rules():
        if rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint != "static":
            address = re.sub(r"<[^>]+>", lambda _: part, rule.rule)
            with app.test_request_context(address) as context:
                is_found = not isinstance(context.request.routing_exception, NotFound)
            if is_found or not leads_nowhere:
                yield address
            if not is_found:
                leads_nowhere.add(address)


@pytest.mark.parametrize("role", [*(name.value for name in RoleName), EVERYTHING])
def test_every_page_opens_or_is_refused_for_every_role(visit: Visit, role: str) -> None:
    for rule in pages_without_arguments(visit.app):
        with visit.open(role, "GET", rule.rule) as answer:
            assert answer.status_code < 500, rule.rule


@pytest.mark.parametrize("part", HOSTILE_PARTS, ids=lambda part: part[:20])
def test_hostile_addresses_are_not_found(visit: Visit, part: str) -> None:
    for address in addresses_with(visit.app, part):
        with visit.open(EVERYTHING, "GET", address) as answer:
            assert answer.status_code in (200, 302, 308, 400, 404), address


@pytest.fixture(scope="module")
def curious_pages(visit: Visit) -> list[str]:
    """The pages that read the question in their address, or lead elsewhere with it; and one of all the others.

    What the others do with it, repeat it in the header's form, is the same for all of them.
    """
    pages: dict[bool, list[str]] = {True: [], False: []}
    for rule in pages_without_arguments(visit.app):
        with noting_questions(visit.app) as readings, visit.open(EVERYTHING, "GET", rule.rule) as answer:
            pages[bool(readings) or answer.status_code in range(300, 400)].append(rule.rule)
    return pages[True] + pages[False][:1]


@contextmanager
def noting_questions(app: Flask) -> Iterator[list[str]]:
    """Note the address of each request whose question is read."""
    readings: list[str] = []
    usual = app.request_class

    class Noting(usual):  # type: ignore[misc,valid-type]
        @property
        def args(self) -> MultiDict[str, str]:
            readings.append(self.path)
            return super().args

    app.request_class = Noting
    try:
        yield readings
    finally:
        app.request_class = usual


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=lambda query: query[:20])
def test_hostile_questions_are_answered_or_refused(
    visit: Visit, curious_pages: list[str], query: str
) -> None:
    assert "/foreninger" in curious_pages
    for page in curious_pages:
        with visit.open(EVERYTHING, "GET", f"{page}?{query}") as answer:
            assert answer.status_code < 500, page


@pytest.fixture(scope="module")
def forms(visit: Visit) -> dict[tuple[str, frozenset[str]], str]:
    """Every posting form of the pages, by its address and fields, with a page where it stands."""
    found: dict[tuple[str, frozenset[str]], str] = {}
    for rule in pages_without_arguments(visit.app):
        if not rule.endpoint.startswith("security."):
            with visit.open(EVERYTHING, "GET", rule.rule) as page:
                html = page.get_data(as_text=True) if page.mimetype == "text/html" else ""
            for address, names in forms_on(html):
                found.setdefault((address or rule.rule, frozenset(names - LEFT_ALONE)), rule.rule)
    return found


@pytest.mark.parametrize("kind", HOSTILE_TEXTS)
def test_hostile_text_in_every_form_is_taken_or_refused(
    visit: Visit, forms: dict[tuple[str, frozenset[str]], str], kind: str
) -> None:
    text = HOSTILE_TEXTS[kind].encode("utf-8", "surrogatepass")
    assert len(forms) > 30
    for (address, names), page in forms.items():
        with visit.open(EVERYTHING, "POST", address, dict.fromkeys(names, text)) as answer:
            assert answer.status_code < 500, f"{page}: {address}"


def forms_on(page: str) -> list[tuple[str, set[str]]]:
    """Return the posting forms of a page, but not the one to sign out."""
    parser = FormFields()
    parser.feed(page)
    return [(address, names) for address, names in parser.forms if not address.endswith("/log-ud")]
