"""The client of the one provider: what it may answer is checked before anything is believed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App, OAuth
from flask import Flask, current_app
from joserfc.errors import JoseError
from requests import RequestException

from web.config import ProviderSettings
from web.federation.failures import Failure, ProviderError

log = structlog.get_logger("web.federation")
NAME = "provider"
EXTENSION = "identity_provider"
ANSWER_WITHIN_SECONDS = 10 * 60
TIMEOUT_SECONDS = 5
METADATA_KEPT_SECONDS = 24 * 3600
# Signed with the provider's own key: never with a shared secret, never unsigned.
ALGORITHMS = (
    "RS256",
    "PS256",
    "ES256",
    "RS384",
    "PS384",
    "ES384",
    "RS512",
    "PS512",
    "ES512",
    "EdDSA",
    "Ed25519",
)
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class ShortMemory(FlaskIntegration):
    """Keeps what was asked in the session, for ten minutes."""

    expires_in = ANSWER_WITHIN_SECONDS

    def get_state_data(self, session: Any, state: str | None) -> dict[str, Any] | None:
        """Return what was asked under this state; nothing where it was too long ago."""
        kept = session.get(f"_state_{self.name}_{state}") or {}
        return kept.get("data") if kept.get("exp", 0) > time.time() else None


class ProviderClient(FlaskOAuth2App):
    """Authlib's client, which takes nothing from the provider's description that does not fit our settings."""

    server_metadata: dict[str, Any]

    def _get_session(self) -> Any:
        """Return what speaks to the provider: wherever it would send us on to, we do not go."""
        session = super()._get_session()
        session.max_redirects = 0
        return session

    def load_server_metadata(self) -> dict[str, Any]:
        """Return the provider's description of itself, asked for once a day."""
        if time.time() - self.server_metadata.get("_loaded_at", 0) > METADATA_KEPT_SECONDS:
            with self._get_session() as session:
                answer = session.request("GET", self._server_metadata_url, withhold_token=True)
                answer.raise_for_status()
            self.server_metadata = fit_metadata(answer.json(), provider_settings()) | {
                "_loaded_at": time.time()
            }
        return self.server_metadata


class Providers(OAuth):
    """Authlib's registry, with our client and our memory."""

    oauth2_client_cls = ProviderClient
    framework_integration_cls = ShortMemory


def init_provider(app: Flask, settings: ProviderSettings) -> None:
    """Attach the client to the application; the provider is not asked before somebody wants to sign in."""
    app.extensions[EXTENSION] = Providers(app).register(
        NAME,
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )


def provider() -> ProviderClient:
    """Return the client of the running application."""
    return cast(ProviderClient, current_app.extensions[EXTENSION])


def provider_settings() -> ProviderSettings:
    """Return the settings of the provider; this code only runs where there is one."""
    settings: ProviderSettings = current_app.config["SETTINGS"].provider
    return settings


def fit_metadata(metadata: dict[str, Any], settings: ProviderSettings) -> dict[str, Any]:
    """Return the description with only the algorithms that we accept; raise ProviderError where it is another's."""
    if metadata.get("issuer") != settings.issuer:
        raise ProviderError(Failure.REFUSED)
    scheme = urlsplit(settings.issuer).scheme
    addresses = [str(metadata.get(name, "")) for name in ENDPOINTS]
    addresses += [str(metadata["end_session_endpoint"])] if "end_session_endpoint" in metadata else []
    offered = metadata.get("id_token_signing_alg_values_supported", ["RS256"])
    accepted = [name for name in ALGORITHMS if name in offered]
    if not accepted or any(urlsplit(address).scheme not in ("https", scheme) for address in addresses):
        raise ProviderError(Failure.REFUSED)
    return metadata | {"id_token_signing_alg_values_supported": accepted}


@contextmanager
def talking_to_provider() -> Iterator[None]:
    """Turn whatever goes wrong between us and the provider into a ProviderError; the log names its kind alone."""
    try:
        yield
    except RequestException as error:
        log.error("provider unavailable", error=type(error).__name__)
        raise ProviderError(Failure.UNAVAILABLE) from error
    except (AuthlibBaseError, JoseError, ValueError, TypeError, KeyError) as error:
        log.warning("answer of provider refused", error=type(error).__name__)
        raise ProviderError(Failure.REFUSED) from error
