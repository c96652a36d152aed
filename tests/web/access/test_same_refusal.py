"""What one may not see looks, to the byte, like what does not exist."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from werkzeug.test import TestResponse

from tests.web.access.addresses import MISSING_ID, address_of, endpoints_about_things, missing_address_of
from tests.web.access.conftest import Visit
from tests.web.conftest import app
from web.access_page import ACTORS, ELSEWHERE, NOT_FOUND, methods_of, read_table, routes

__all__ = ["app"]

TABLE = read_table()
FORM_KEY = r'name="csrf_token"[^>]*value="[\w.-]+"'
OWN_TO_EACH_REQUEST = re.compile(
    rf"nonce[-=]\"?[\w-]+|[0-9a-f]{{32}}|[0-9a-f]{{8}}(-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}|{FORM_KEY}"
)


def seen(response: TestResponse, address: str) -> tuple[int, list[tuple[str, str]], str]:
    """Return status, headers and body without what differs from request to request: nonce, request id, form key with its second, the address itself."""
    headers = [
        (name, OWN_TO_EACH_REQUEST.sub("…", value).replace(address, "…"))
        for name, value in response.headers
        if name not in {"Content-Length", "Set-Cookie"}
    ]
    body = OWN_TO_EACH_REQUEST.sub("…", response.get_data(as_text=True)).replace(address, "…")
    return response.status_code, sorted(headers), body


@pytest.mark.parametrize("endpoint", sorted(TABLE))
def test_a_thing_of_others_looks_like_none(visit: Visit, endpoint: str) -> None:
    if endpoint not in endpoints_about_things(visit.app):
        return
    real = address_of(visit.app, visit.world, endpoint)
    missing = missing_address_of(visit.app, visit.world, endpoint)
    assert str(MISSING_ID) in missing
    for method in methods_of(routes(visit.app)[endpoint]):
        answers = TABLE[endpoint].answers[method]
        for actor in near_but_not_allowed(answers):
            others = seen(visit.open(actor, method, real), real)
            none = seen(visit.open(actor, method, missing), missing)
            assert others == none, f"{actor} {method} {real}"
        for actor in ACTORS:
            if answers[actor].startswith("2"):
                status = visit.open(actor, method, missing).status_code
                assert status == 404, f"{actor} {method} {missing}: {status}"


def near_but_not_allowed(answers: Mapping[str, str]) -> list[str]:
    """Return those who are refused, and nearest to getting in: the same roles elsewhere, the staff and one who is neither."""
    refused = [actor for actor in ACTORS if answers[actor] == NOT_FOUND]
    same_role = [actor for actor in refused if answers[actor.removesuffix(ELSEWHERE)] != NOT_FOUND]
    return same_role + [actor for actor in ("administrator", "volunteer_elsewhere") if actor in refused]
