"""The table of who gets in where: reads the CSV files in `docs`, which people write and tests hold true, and prints a page.

A row is a route; under GET and POST stands which answer who gets: `200 caseworker deputy; 302 young_person`. Whoever is not
named gets the sign-in page (a stranger) or the not-found page (everybody else). `-` means that there is no such method.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from werkzeug.routing import Rule

from web.config import ROOT
from web.core.permissions import Permission

TABLE = ROOT / "docs" / "access.csv"
PROVIDER_TABLE = ROOT / "docs" / "access_provider.csv"
PROVIDER_FEATURE = "federation"
PAGE = ROOT / "docs" / "access.md"
METHODS = ("GET", "POST")
SIGN_IN, NOT_FOUND = "sign-in", "404"
ELSEWHERE = "_elsewhere"
# A role with a plain name is one of the thing's own people; `…_elsewhere` has the same role and nothing to do with it.
ACTORS = (
    "stranger",
    "volunteer", "volunteer_elsewhere",
    "mentor", "mentor_elsewhere",
    "young_person", "young_person_elsewhere",
    "coordinator", "coordinator_elsewhere",
    "caseworker", "deputy", "caseworker_elsewhere",
    "area_contact", "area_contact_elsewhere",
    "administrator",
    "data_protection_contact",
)  # fmt: skip
GROUPS = {
    "all": ACTORS,
    "signed_in": ACTORS[1:],
    "volunteers": ("volunteer", "volunteer_elsewhere"),
    "mentors": ("mentor", "mentor_elsewhere"),
    "young_people": ("young_person", "young_person_elsewhere"),
    "coordinators": ("coordinator", "coordinator_elsewhere"),
    "caseworkers": ("caseworker", "deputy", "caseworker_elsewhere"),
    "area_contacts": ("area_contact", "area_contact_elsewhere"),
}
PROVIDER_HEADING = (
    "Federation (only where an identity provider is set, which is out of reach in this table: ○)"
)
HEAD = """# Who gets in where

Every page of the service, and who gets an answer from it. Written by `flask --app wsgi access-page` from `docs/access.csv`
and `docs/access_provider.csv`; tests ask every route as every one of these people and compare.

- A column with a plain name is somebody whom the thing concerns: the caseworker whose young person it is, the mentor and the
  young person of the proposal or match, the coordinator of the association, the contact of the area. **Elsewhere** has the same
  role and nothing to do with the thing. **Deputy** is a caseworker who stands in for the caseworker today.
- ● gets the page, or the step is taken. An empty field is the not-found page, the same to the byte for what does not exist.
  *sign in* is the sign-in page. ○ is another refusal, such as a rule of the service.
"""


@dataclass(frozen=True)
class Row:
    """A route and, by method and actor, the answer that is expected."""

    endpoint: str
    answers: Mapping[str, Mapping[str, str]]


def read_table(path: Path = TABLE) -> dict[str, Row]:
    """Return the rows by endpoint; raises ValueError for a word that names nobody, or a row that stands twice."""
    rows: dict[str, Row] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            endpoint = line["endpoint"]
            if endpoint in rows:
                raise ValueError(f"{endpoint} stands twice")
            rows[endpoint] = Row(endpoint, {method: answers_in(line[method]) for method in METHODS})
    return rows


def answers_in(text: str) -> dict[str, str]:
    """Return the answer of every actor: those named get what is written, the others nothing."""
    if text == "-":
        return dict.fromkeys(ACTORS, NOT_FOUND)
    found = dict.fromkeys(ACTORS, NOT_FOUND) | {"stranger": SIGN_IN}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        answer, *names = part.split()
        for name in names:
            if name not in ACTORS and name not in GROUPS:
                raise ValueError(f"{name!r} names nobody")
            found |= dict.fromkeys(GROUPS.get(name, (name,)), answer)
    return found


def routes(app: Flask) -> dict[str, list[Rule]]:
    """Return the addresses of every endpoint that is not a file."""
    found: dict[str, list[Rule]] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.rpartition(".")[2] != "static":
            found.setdefault(rule.endpoint, []).append(rule)
    return found


def methods_of(rules: list[Rule]) -> list[str]:
    """Return which of GET and POST an endpoint answers to."""
    return [method for method in METHODS if any(method in (rule.methods or ()) for rule in rules)]


def page_of(app: Flask) -> str:
    """Return the page: one table per feature, and one for the pages that exist with an identity provider only."""
    endpoints = sorted(routes(app))
    features = sorted({feature_of(endpoint) for endpoint in endpoints} - {PROVIDER_FEATURE})
    table = read_table()
    parts = [HEAD]
    for feature in features:
        names = [endpoint for endpoint in endpoints if feature_of(endpoint) == feature]
        parts += section(app, feature.replace("_", " ").capitalize(), {name: table[name] for name in names})
    with_provider = app_with_provider(app)
    parts += section(with_provider, PROVIDER_HEADING, read_table(PROVIDER_TABLE))
    return "\n".join(parts) + "\n"


def feature_of(endpoint: str) -> str:
    """Return the feature that a route belongs to."""
    return endpoint.partition(".")[0]


def app_with_provider(app: Flask) -> Flask:
    """Return an application that has the provider's routes, without anything that would reach a provider."""
    from web.federation.blueprint import blueprint

    made = Flask(app.import_name, static_folder=None)
    made.register_blueprint(blueprint)
    return made


def section(app: Flask, title: str, rows: Mapping[str, Row]) -> Iterator[str]:
    """Yield the table of some routes, under a heading."""
    found = routes(app)
    yield f"\n## {title}\n"
    yield "| Page | Needs | " + " | ".join(map(heading, ACTORS)) + " |"
    yield "|---|---|" + ":-:|" * len(ACTORS)
    for endpoint, row in rows.items():
        yield from lines_of(app, found[endpoint], row)


def heading(actor: str) -> str:
    """Return the head of a column."""
    return "elsewhere" if actor.endswith(ELSEWHERE) else actor.replace("_", " ")


def lines_of(app: Flask, rules: list[Rule], row: Row) -> Iterator[str]:
    """Yield one line for each method of a route."""
    access = getattr(app.view_functions[row.endpoint], "access", "public")
    needs = access.value if isinstance(access, Permission) else "*public*"
    address = (
        min((rule.rule for rule in rules), key=len).replace("int(max=2147483647):", "").replace("int:", "")
    )
    for method in methods_of(rules):
        marks = (mark(row.answers[method][actor]) for actor in ACTORS)
        yield f"| `{method} {address}` | {needs} | " + " | ".join(marks) + " |"


def mark(answer: str) -> str:
    """Return how an answer stands in the table."""
    if answer == NOT_FOUND:
        return " "
    if answer == SIGN_IN:
        return "*sign in*"
    return "●" if answer.startswith(("2", "3")) else "○"
