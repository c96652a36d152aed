"""Signing out at the provider too: on a shared computer, the next person must not find its session open."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, flash, redirect, render_template, session, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.core.access import public
from web.core.links import absolute_link
from web.federation.blueprint import blueprint
from web.federation.failures import ProviderError
from web.federation.provider import provider, talking_to_provider

SIGNED_IN_WITH = "signed_in_with_id_token"
TO_SIGN_OUT = "id_token_to_sign_out"


def remember_for_sign_out(id_token: str) -> None:
    """Keep the provider's token in the session, to show it at sign-out."""
    session[SIGNED_IN_WITH] = id_token


def init_sign_out(app: Flask) -> None:
    """Let a sign-out go on to the provider where it began there."""
    app.view_functions["security.logout"] = public(going_on(app.view_functions["security.logout"]))


def going_on(sign_out: Callable[..., Any]) -> Callable[..., Any]:
    """Return the view of signing out with what comes after it."""

    @wraps(sign_out)
    def signed_out(*arguments: Any, **named: Any) -> Any:
        id_token = session.get(SIGNED_IN_WITH)
        answer = sign_out(*arguments, **named)
        session.pop(SIGNED_IN_WITH, None)
        if id_token is None:
            return answer
        session[TO_SIGN_OUT] = id_token
        return redirect(url_for("federation.sign_out"))

    return signed_out


@blueprint.get("/log-ud/udbyder")
@public
def sign_out() -> str | Response:
    """Go on to the provider by itself, from a page of ours that says so."""
    id_token = session.pop(TO_SIGN_OUT, None)
    if id_token is None:
        return redirect(url_for("home.front"))
    address = address_of_sign_out(id_token)
    if address is None:
        flash(gettext("You are signed out here. Close the browser too if others use this computer."), "info")
        return redirect(url_for("home.front"))
    return render_template("federation/signing_out.html", address=address)


def address_of_sign_out(id_token: str) -> str | None:
    """Return where the provider ends its own session; None where it does not offer to, or is away."""
    try:
        with talking_to_provider():
            client = provider()
            if "end_session_endpoint" not in client.load_server_metadata():
                return None
            back = absolute_link("federation.signed_out")
            address = client.create_logout_url(post_logout_redirect_uri=back, id_token_hint=id_token)
    except ProviderError:
        return None
    return str(address["url"])


@blueprint.get("/log-ud/faerdig")
@public
def signed_out() -> Response:
    """Come back from the provider."""
    flash(gettext("You are signed out."), "success")
    return redirect(url_for("home.front"))
