"""Asking the provider who somebody is, and reading its answer: each question is answered at most once, and in time."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import session

from web.core.links import absolute_link
from web.federation.failures import Failure, ProviderError
from web.federation.provider import provider, provider_settings, talking_to_provider

CLOCK_SKEW_SECONDS = 60
LONGEST_SUBJECT = 255


class Purpose(enum.StrEnum):
    """What the answer is wanted for."""

    SIGN_IN = "sign_in"
    LINK = "link"
    SHOW_ONESELF = "show_oneself"


@dataclass(frozen=True)
class Answer:
    """What the provider says, after every check; `user_id` and `onward` are what was known when it was asked."""

    purpose: Purpose
    issuer: str
    subject: str
    is_strong: bool
    id_token: str
    user_id: int | None
    onward: str


def ask(purpose: Purpose, *, user_id: int | None = None, onward: str = "") -> str:
    """Remember the question in the session and return the address at the provider where it is answered.

    The provider is asked to let the person sign in anew: on a shared computer its own session may be another's.
    """
    settings, client = provider_settings(), provider()
    back = absolute_link("federation.finish")
    with talking_to_provider():
        question = client.create_authorization_url(
            back, acr_values=" ".join(settings.acr_values), prompt="login"
        )
        client.save_authorize_data(
            redirect_uri=back, purpose=purpose.value, user_id=user_id, onward=onward, **question
        )
    return str(question["url"])


def read_answer(arguments: Mapping[str, str]) -> Answer:
    """Return what the provider answered to a question of this session; raise ProviderError for anything else."""
    asked = take_question(arguments.get("state", ""))
    refuse_errors(arguments)
    with talking_to_provider():
        token = provider().fetch_access_token(
            redirect_uri=asked["redirect_uri"],
            code=arguments["code"],
            state=arguments["state"],
            code_verifier=asked["code_verifier"],
        )
    claims = checked_claims(token, nonce=asked["nonce"])
    return Answer(
        purpose=Purpose(asked["purpose"]),
        issuer=claims["iss"],
        subject=claims["sub"],
        is_strong=claims["acr"] in provider_settings().strong_acr_values,
        id_token=token["id_token"],
        user_id=asked["user_id"],
        onward=asked["onward"],
    )


def take_question(state: str) -> dict[str, Any]:
    """Return what was asked under this state and forget it; raise ProviderError where nothing was, or too long ago."""
    memory = provider().framework
    asked: dict[str, Any] | None = memory.get_state_data(session, state)
    memory.clear_state_data(session, state)
    if asked is None:
        raise ProviderError(Failure.EXPIRED)
    return asked


def refuse_errors(arguments: Mapping[str, str]) -> None:
    """Raise ProviderError where the answer is a no, or comes from another provider than the one that was asked."""
    if arguments.get("error") == "access_denied":
        raise ProviderError(Failure.CANCELLED)
    if arguments.get("error") in ("server_error", "temporarily_unavailable"):
        raise ProviderError(Failure.UNAVAILABLE)
    with talking_to_provider():
        metadata = provider().load_server_metadata()
    must_name_issuer = bool(metadata.get("authorization_response_iss_parameter_supported"))
    sender = arguments.get("iss", None if must_name_issuer else provider_settings().issuer)
    if "error" in arguments or not arguments.get("code") or sender != provider_settings().issuer:
        raise ProviderError(Failure.REFUSED)


def checked_claims(token: Mapping[str, Any], *, nonce: str) -> Mapping[str, Any]:
    """Return what the id token says, once it is signed, ours, new, in time, and of a level that we accept."""
    settings = provider_settings()
    wanted = {
        "iss": {"essential": True, "value": settings.issuer},
        "aud": {"essential": True, "value": settings.client_id},
        "sub": {"essential": True},
    }
    with talking_to_provider():
        claims = provider().parse_id_token(
            token, nonce=nonce, claims_options=wanted, leeway=CLOCK_SKEW_SECONDS
        )
    if claims is None or claims["aud"] not in (settings.client_id, [settings.client_id]):
        raise ProviderError(Failure.REFUSED)
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise ProviderError(Failure.REFUSED)
    if claims.get("acr") not in settings.acr_values:
        raise ProviderError(Failure.TOO_WEAK)
    return dict(claims)
