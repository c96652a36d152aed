"""Random people do random things, and nobody ever reads, anywhere, what they may not know of a young person.

The same sequences on every run; `LEAK_SEQUENCES=500` walks that many others.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, ClassVar

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Connection, text
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter

from tests.web import factories as make
from tests.web.access.rewinding import rewound
from tests.web.conftest import app, client_of, emptied_at_last
from tests.web.leaks.oracle import Known, known_by_personal_link, known_to
from tests.web.leaks.watching import logged, marks_in, marks_in_logs, new_mails, words_of
from tests.web.leaks.young_people import Town, build_town
from web.access_page import routes
from web.core.tokens import mark_of, signed_token
from web.extensions import db
from web.matches.personal_links import PURPOSE as MATCH_LINK
from web.profiles.models import Mentor
from web.proposals.personal_links import PURPOSE as ANSWER_LINK
from web.youth.models import MentorRequest

__all__ = ["app"]

SEQUENCES = int(os.environ.get("LEAK_SEQUENCES", "0"))
PROFILE = settings(
    max_examples=SEQUENCES or 12,
    stateful_step_count=30,
    derandomize=not SEQUENCES,
    # Making a failing sequence shorter takes minutes; that is for whoever looks for the cause.
    phases=[Phase.generate, Phase.shrink] if SEQUENCES else [Phase.generate],
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
# The development mailbox shows every mail to everybody, and does not exist in production.
LEFT_OUT = ("notifications.development", "health.")
TABLE_OF_PART = {
    "young_person_id": "young_people",
    "request_id": "mentor_requests",
    "user_id": "users",
    "batch_id": "import_batches",
    "run_id": "match_runs",
    "match_id": "matches",
}
ANY_NUMBER = st.integers(min_value=0, max_value=10_000)
CLOSE_BY = st.sampled_from(
    ["caseworker", "colleague", "mentor 1", "mentor 2", "young person 0", "young person 2", "administrator"]
)
# Elsewhere the names of districts stand in lists to choose from, and tell of nobody.
ABOUT_PEOPLE = ("/mentor/", "/forloeb", "/forslag", "/mit-", "/svar", "/matchkoersler", "/start")
LISTS = ("/start", "/unge", "/unge?q=Zq", "/forslag?status=all", "/forloeb", "/mentor/forslag")
TYPED = {
    "reason": ["no_time", "too_far", "know_each_other", "reached", "in_danger", "other", "moved"],
    "words": ["Et par ord."],
    "status": ["all", "open", "proposed"],
    "decision": ["verify", "refuse"],
    "q": ["Zq", "a", "7"],
}
AGREE = """
INSERT INTO consents (young_person_id, purpose, basis, text_version, language, given_at, given_through)
VALUES (:id, 'showing_wishes', 'consent', 'before_records', 'da', now(), 'noted') ON CONFLICT DO NOTHING
"""
TAKE_BACK = """
UPDATE consents SET withdrawn_at = now(), withdrawn_through = 'noted'
WHERE young_person_id = :id AND purpose = 'showing_wishes' AND withdrawn_at IS NULL
"""
WAYS: dict[str, tuple[str, ...]] = {
    "shown_name": ("alias", "alias_first", "first_name"),
    "contact_channel": ("caseworker", "phone", "email"),
    "may_show_wishes": ("true", "false"),
}


class Curious(RuleBasedStateMachine):
    """One sequence; everything it does is undone at its end."""

    app: ClassVar[Flask]
    connection: Connection
    town: ClassVar[Town]
    clients: ClassVar[dict[str, FlaskClient]]

    def __init__(self) -> None:
        super().__init__()
        self.undoing = ExitStack()
        self.connection = self.undoing.enter_context(rewound(self.app))
        self.last_mail = 0

    def teardown(self) -> None:
        self.undoing.close()

    # What people do

    @rule(actor=ANY_NUMBER, route=ANY_NUMBER, thing=ANY_NUMBER, typed=ANY_NUMBER)
    def look_somewhere(self, actor: int, route: int, thing: int, typed: int) -> None:
        self.visit(self.person(actor), "GET", route, thing, typed)

    @rule(actor=ANY_NUMBER, route=ANY_NUMBER, thing=ANY_NUMBER, typed=ANY_NUMBER)
    def press_something(self, actor: int, route: int, thing: int, typed: int) -> None:
        self.visit(self.person(actor), "POST", route, thing, typed)

    @rule(actor=CLOSE_BY, thing=ANY_NUMBER)
    def walk_through_everything_about_somebody(self, actor: str, thing: int) -> None:
        for place, one in self.places_of_young_people(thing):
            self.ask(actor, "GET", f"{place}/{one}")
        for address in LISTS:
            self.ask(actor, "GET", address)

    @rule(request=ANY_NUMBER, mentor=ANY_NUMBER)
    def a_run_proposes(self, request: int, mentor: int) -> None:
        live = "SELECT request_id FROM proposals WHERE status IN ('proposed', 'approved', 'mentor_accepted')"
        free = self.ids(f"SELECT id FROM mentor_requests WHERE status = 'open' AND id NOT IN ({live})")
        if free:
            with self.app.app_context():
                make.make_proposal(
                    request=db.session.get_one(MentorRequest, free[request % len(free)]),
                    mentor=db.session.get_one(Mentor, self.town.mentors[mentor % 2].id),
                )
                db.session.commit()

    @rule(proposal=ANY_NUMBER)
    def the_right_person_says_yes(self, proposal: int) -> None:
        """The next yes to a proposal, so that sequences come far."""
        live = self.connection.execute(
            text(
                "SELECT o.id, o.status, p.caseworker_id, v.user_id FROM proposals o "
                "JOIN mentor_requests q ON q.id = o.request_id JOIN young_people p ON p.id = q.young_person_id "
                "JOIN mentors n ON n.id = o.mentor_id JOIN volunteers v ON v.id = n.volunteer_id "
                "WHERE o.status IN ('proposed', 'approved', 'mentor_accepted') ORDER BY o.id"
            )
        ).all()
        if live:
            one = live[proposal % len(live)]
            steps = {
                "proposed": (one.caseworker_id, f"/forslag/{one.id}/godkend"),
                "approved": (one.user_id, f"/mentor/forslag/{one.id}/ja"),
                "mentor_accepted": (one.caseworker_id, f"/forslag/{one.id}/ung-ja"),
            }
            reader, address = steps[one.status]
            self.ask(self.name_of(reader), "POST", address)

    @rule(young=ANY_NUMBER, which=st.sampled_from(sorted(WAYS)), value=ANY_NUMBER)
    def somebody_chooses_what_is_shown(self, young: int, which: str, value: int) -> None:
        ids, values = sorted(self.town.marks), WAYS[which]
        person = {"id": ids[young % len(ids)]}
        if which == "may_show_wishes":
            self.connection.execute(text(AGREE if value % 2 == 0 else TAKE_BACK), person)
            return
        change = text(f"UPDATE young_people SET {which} = :value WHERE id = :id")
        self.connection.execute(change, person | {"value": values[value % len(values)]})

    @rule()
    def a_deputy_comes_or_goes(self) -> None:
        people = {"c": self.town.people["caseworker"].id, "d": self.town.people["colleague"].id}
        ended = self.connection.execute(
            text("UPDATE deputies SET ended_at = now() WHERE ended_at IS NULL")
        ).rowcount
        if not ended:
            self.connection.execute(
                text(
                    "INSERT INTO deputies (caseworker_id, deputy_id, starts_on, ends_on) "
                    "VALUES (:c, :d, current_date - 1, current_date + 1)"
                ),
                people,
            )

    @rule(proposal=ANY_NUMBER, is_match=st.booleans())
    def somebody_opens_their_personal_link(self, proposal: int, is_match: bool) -> None:
        table, purpose, page, key = (
            ("matches", MATCH_LINK, "/mit-forloeb", "match")
            if is_match
            else ("proposals", ANSWER_LINK, "/svar", "proposal")
        )
        found = self.connection.execute(
            text(
                f"SELECT t.id, q.young_person_id, y.email FROM {table} t JOIN mentor_requests q ON q.id = t.request_id"
                " JOIN young_people y ON y.id = q.young_person_id ORDER BY t.id"
            )
        ).all()
        if found:
            one = found[proposal % len(found)]
            with self.app.app_context():
                token = signed_token({key: one.id, "to": mark_of(one.email)}, purpose=purpose)
            self.ask(
                "stranger", "GET", f"{page}/{token}", may_know=known_by_personal_link(one.young_person_id)
            )

    # How it is watched

    def visit(self, actor: str, method: str, route: int, thing: int, typed: int) -> None:
        """Ask for one of all routes, with things that exist in its address."""
        endpoints = [
            name
            for name, rules in sorted(routes(self.app).items())
            if any(method in (one.methods or ()) for one in rules) and not name.startswith(LEFT_OUT)
        ]
        endpoint = endpoints[route % len(endpoints)]
        converters = {
            name: converter
            for one in routes(self.app)[endpoint]
            for name, converter in one._converters.items()
            if name in one.arguments
        }
        parts = {name: self.part(name, thing, converter) for name, converter in converters.items()}
        with self.app.test_request_context():
            address = url_for(endpoint, **parts)
        data = {name: values[typed % len(values)] for name, values in TYPED.items()}
        self.ask(actor, method, address, data)

    def ask(
        self,
        actor: str,
        method: str,
        address: str,
        data: dict[str, str] | None = None,
        *,
        may_know: Known = frozenset(),  # type: ignore[assignment]
    ) -> None:
        """Ask as somebody, and look at everything that comes of it."""
        reader = None if actor == "stranger" else self.town.people[actor].id
        before = known_to(self.connection, reader)
        with logged() as lines:
            client = self.client_as(actor)
            options: dict[str, Any] = (
                {"query_string": data} if method == "GET" and data else {"data": data or {}}
            )
            response = client.open(address, method=method, base_url="http://localhost", **options)
        told = marks_in(words_of(response), self.town.marks)
        if not address.startswith(ABOUT_PEOPLE):
            told = {(person, fact) for person, fact in told if fact != "place"}
        allowed = before | known_to(self.connection, reader) | may_know
        assert told <= allowed, f"{actor} {method} {address} tells {told - allowed}"
        assert response.status_code < 500, f"{actor} {method} {address}: {response.status_code}"
        assert not marks_in("\n".join(lines), self.town.marks), f"{actor} {method} {address} logs names"
        self.look_at_what_was_written(f"{actor} {method} {address}")

    def look_at_what_was_written(self, what: str) -> None:
        """Mails only to those who may know; nothing about anybody in jobs, events and subjects."""
        assert marks_in_logs(self.connection, self.town.marks) == {}, what
        for mail, reader, address, body in new_mails(self.connection, after=self.last_mail):
            allowed = known_to(self.connection, reader)
            for person, marks in self.town.marks.items():
                if marks["email"] == address:
                    allowed |= known_by_personal_link(person)
            told = marks_in(body, self.town.marks)
            assert told <= allowed, f"{what} mails {told - allowed} to {address}"
            self.last_mail = mail

    def client_as(self, actor: str) -> FlaskClient:
        """Return a browser of that person's, signed in as at the beginning."""
        client = self.app.test_client()
        if actor != "stranger":
            client._cookies = dict(self.clients[actor]._cookies or {})
        return client

    def person(self, number: int) -> str:
        """Return somebody."""
        names = ["stranger", *sorted(self.town.people)]
        return names[number % len(names)]

    def name_of(self, user_id: int) -> str:
        """Return our name for a user."""
        return next(name for name, user in self.town.people.items() if user.id == user_id)

    def part(self, name: str, thing: int, converter: BaseConverter) -> Any:
        """Return something for one part of an address: an id that exists where there is one."""
        if isinstance(converter, AnyConverter):
            choices = sorted(converter.items)
            return choices[thing % len(choices)]
        if not name.endswith("_id") and isinstance(converter, IntegerConverter):
            return thing
        if not name.endswith("_id"):
            return {"kind": "interview", "rank": 1, "role_name": "caseworker"}.get(name, "et-navn")
        table = TABLE_OF_PART.get(name, f"{name.removesuffix('_id')}s")
        exists = self.connection.execute(text("SELECT to_regclass(:name)"), {"name": table}).scalar()
        ids = self.ids(f"SELECT id FROM {table} ORDER BY id") if exists else []
        return ids[thing % len(ids)] if ids else thing

    def places_of_young_people(self, thing: int) -> Iterator[tuple[str, int]]:
        """Yield the pages about one young person, request, proposal and match."""
        tables = {"young_people": "/unge", "proposals": "/forslag", "matches": "/forloeb"}
        for table, place in tables.items():
            if ids := self.ids(f"SELECT id FROM {table} ORDER BY id"):
                yield place, ids[thing % len(ids)]
                if table == "proposals":
                    yield "/mentor/forslag", ids[thing % len(ids)]
                    yield "/mit-forslag", ids[thing % len(ids)]

    def ids(self, query: str) -> list[int]:
        """Return the ids that a query finds."""
        return list(self.connection.execute(text(query)).scalars())


@pytest.fixture(scope="module")
def curious(app: Flask) -> Iterator[type[Curious]]:
    """The town, with everybody signed in."""
    with emptied_at_last(app):
        with app.app_context():
            Curious.town = build_town()
            db.session.commit()
            Curious.clients = {name: client_of(app, user) for name, user in Curious.town.people.items()}
            db.session.commit()
            for user in Curious.town.people.values():
                db.session.refresh(user)
                db.session.expunge(user)
            for mentor in Curious.town.mentors:
                db.session.refresh(mentor)
                db.session.expunge(mentor)
        Curious.app = app
        yield Curious


def test_nobody_reads_what_they_may_not_know(curious: type[Curious]) -> None:
    run_state_machine_as_test(curious, settings=PROFILE)


@pytest.mark.parametrize("actor", ["caseworker", "colleague", "administrator", "mentor 1", "stranger"])
def test_the_watch_sees_what_is_there(curious: type[Curious], actor: str) -> None:
    """The caseworkers do read the names of their own, so the watch would notice one in the wrong place."""
    watch = curious()
    with watch.undoing:
        response = watch.client_as(actor).get("/unge", base_url="http://localhost")
        told = {person for person, _ in marks_in(words_of(response), watch.town.marks)}
    own = {"caseworker": 2, "colleague": 2}
    assert len(told) == own.get(actor, 0)
