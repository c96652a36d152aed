"""Every route is guarded or declared public; nothing is open by accident, nothing changes by a GET."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.conftest import app
from tests.web.production import PRODUCTION
from web.accounts.security import CLOSED
from web.core.access import names_object
from web.core.errors import NotVisibleError
from web.core.permissions import Permission
from web.policy import POLICY

__all__ = ["app"]

# Flask-Security's own routes, which look after themselves; a new one of theirs must be looked at before it is listed.
SECURITY_ROUTES = {
    "security.login", "security.logout", "security.verify", "security.register", "security.send_confirmation",
    "security.confirm_email", "security.forgot_password", "security.reset_password", "security.change_password",
    "security.static", "security.two_factor_token_validation", "security.mf_recovery", "security.wan_signin",
    "security.wan_signin_response", *(f"security.{name}" for name in CLOSED),
}  # fmt: skip
STATIC_ROUTES = {"static"}


def our_endpoints(app: Flask) -> list[str]:
    """Every endpoint that is neither Flask-Security's nor a file."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    return sorted(endpoints - SECURITY_ROUTES - STATIC_ROUTES)


def test_every_route_is_guarded_or_public(app: Flask) -> None:
    undeclared = [
        endpoint
        for endpoint in our_endpoints(app)
        if not is_declared(getattr(app.view_functions[endpoint], "access", None))
    ]
    assert undeclared == [], "these views carry neither @requires(...) nor @public"


def is_declared(access: object) -> bool:
    """Tell whether a view says who may open it."""
    return access == "public" or isinstance(access, Permission)


def test_every_permission_has_its_line_in_the_policy() -> None:
    assert set(POLICY) == set(Permission)


def test_a_route_about_a_thing_says_over_which_things_its_permission_goes(app: Flask) -> None:
    """The view must then ask `allowed(...)`: its answer is refused where it did not."""
    found = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if names_object(dict.fromkeys(rule.arguments))
        and isinstance(permission := getattr(app.view_functions[rule.endpoint], "access", None), Permission)
        and not POLICY[permission].over
    ]
    assert found == []


def test_the_security_routes_are_the_known_ones(app: Flask) -> None:
    found = {rule.endpoint for rule in app.url_map.iter_rules() if rule.endpoint.startswith("security.")}
    assert found <= SECURITY_ROUTES


def test_the_development_mailbox_exists_in_development_only() -> None:
    from web.app import create_app
    from web.config import settings_from

    production = create_app(settings_from(PRODUCTION))
    assert [rule.rule for rule in production.url_map.iter_rules() if rule.rule.startswith("/dev")] == []


@pytest.mark.parametrize("name", CLOSED)
def test_a_closed_page_of_flask_security_does_not_exist(app: Flask, name: str) -> None:
    with app.test_request_context(), pytest.raises(NotVisibleError):
        app.view_functions[f"security.{name}"]()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_pages_answer_to_get_and_post_only(app: Flask, method: str) -> None:
    assert [rule.rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())] == []
