"""Whatever is typed or put into an address comes back as a page or a clear refusal, never as a failure of ours."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.vetting.models import ClearanceKind

SignIn = Callable[[User], FlaskClient]
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


@pytest.fixture
def everybody(database: None) -> dict[str, User]:
    """One person per role, with what their pages are about; one with every role sees every form."""
    users = {name.value: make.make_user(name) for name in RoleName}
    users["everything"] = make.make_user(*RoleName)
    all_of_it = users["everything"]
    volunteer = make.make_volunteer(user=all_of_it)
    mentor = make.make_mentor(volunteer=volunteer)
    young_person = make.make_young_person(caseworker=all_of_it, user=all_of_it)
    request = make.make_request(young_person=young_person)
    make.make_proposal(request=request, mentor=mentor)
    task = make.make_task(association=make.make_association(coordinators=[all_of_it]))
    make.make_signup(shift=make.make_shift(task=task))
    make.make_interest()
    make.make_goal()
    assert list(ClearanceKind)
    return users


def pages_without_arguments(app: Flask) -> list[Rule]:
    """Pages that can be opened as they are."""
    return [
        rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments and "GET" in (rule.methods or ()) and not rule.endpoint.startswith("health.")
    ]


def addresses_with(app: Flask, part: str) -> Iterator[str]:
    """Yield every address that takes arguments, with the part in place of each."""
    for rule in app.url_map.iter_rules():
        if rule.arguments and "GET" in (rule.methods or ()) and rule.endpoint != "static":
            yield re.sub(r"<[^>]+>", lambda _: part, rule.rule)


@pytest.mark.parametrize("role", [*(name.value for name in RoleName), "everything"])
def test_every_page_opens_or_is_refused_for_every_role(
    app: Flask, sign_in: SignIn, everybody: dict[str, User], role: str
) -> None:
    client = sign_in(everybody[role])
    for rule in pages_without_arguments(app):
        with client.get(rule.rule) as answer:
            assert answer.status_code < 500, rule.rule


@pytest.mark.parametrize("part", HOSTILE_PARTS, ids=lambda part: part[:20])
def test_hostile_addresses_are_not_found(
    app: Flask, sign_in: SignIn, everybody: dict[str, User], part: str
) -> None:
    client = sign_in(everybody["everything"])
    for address in addresses_with(app, part):
        with client.get(address) as answer:
            assert answer.status_code in (200, 302, 308, 400, 404), address


@pytest.mark.parametrize("query", HOSTILE_QUERIES, ids=lambda query: query[:20])
def test_hostile_questions_are_answered_or_refused(
    app: Flask, sign_in: SignIn, everybody: dict[str, User], query: str
) -> None:
    client = sign_in(everybody["everything"])
    for rule in pages_without_arguments(app):
        with client.get(f"{rule.rule}?{query}") as answer:
            assert answer.status_code < 500, rule.rule


@pytest.mark.parametrize("kind", HOSTILE_TEXTS)
def test_hostile_text_in_every_form_is_taken_or_refused(
    app: Flask, sign_in: SignIn, everybody: dict[str, User], kind: str
) -> None:
    client = sign_in(everybody["everything"])
    tried = 0
    for rule in pages_without_arguments(app):
        if rule.endpoint.startswith("security."):
            continue
        with client.get(rule.rule) as page:
            forms = forms_on(page.get_data(as_text=True)) if page.mimetype == "text/html" else []
        for address, names in forms:
            typed = {
                name: HOSTILE_TEXTS[kind].encode("utf-8", "surrogatepass") for name in names - LEFT_ALONE
            }
            with client.post(address or rule.rule, data=typed) as answer:
                assert answer.status_code < 500, f"{rule.rule}: {address}"
            tried += 1
    assert tried > 5


def forms_on(page: str) -> list[tuple[str, set[str]]]:
    """Return the posting forms of a page, but not the one to sign out."""
    parser = FormFields()
    parser.feed(page)
    return [(address, names) for address, names in parser.forms if not address.endswith("/log-ud")]
