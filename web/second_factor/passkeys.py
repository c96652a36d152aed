"""Passkeys: what a browser is asked for when one is made or used, and whether its answer holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import structlog
import webauthn
from flask import current_app, request, session
from flask_security import WebauthnUtil
from webauthn.helpers import options_to_json_dict, parse_registration_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from web.accounts.models import User
from web.accounts.security import datastore
from web.second_factor.queries import passkeys_of

log = structlog.get_logger("web.second_factor")
CHALLENGE = "passkey_challenge"
TIMEOUT_MILLISECONDS = 120_000


@dataclass(frozen=True)
class NewPasskey:
    """What a browser's answer says of a passkey that was just made."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    is_backed_up: bool
    device_type: str
    transports: tuple[str, ...]


class PasskeyRules(WebauthnUtil):
    """What passkeys must be: kept by the device itself, and opened with its PIN, finger or face.

    Flask-Security would ask for a key on a separate device, which leaves phones waiting.
    """

    def generate_challenge(self, nbytes: int | None = None) -> str:
        challenge: str = super().generate_challenge(nbytes)
        session[CHALLENGE] = challenge
        return challenge

    def authenticator_selection(self, user: Any, usage: str) -> AuthenticatorSelectionCriteria:
        return AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        )

    def authentication_options(
        self, user: Any, usage: list[str], existing_options: dict[str, Any]
    ) -> dict[str, Any]:
        """Ask for any passkey of ours where nobody has said who they are, else for the person's own.

        The first way is the same for everybody: it cannot tell whether an address has an account.
        """
        is_alone = "first" in usage
        return existing_options | {
            "allow_credentials": None if is_alone or user is None else descriptors(user),
            "user_verification": (
                UserVerificationRequirement.REQUIRED if is_alone else UserVerificationRequirement.PREFERRED
            ),
        }


def rules() -> PasskeyRules:
    """Return the rules of the running application."""
    found: PasskeyRules = current_app.extensions["security"].webauthn_util
    return found


def take_challenge() -> str | None:
    """Return the question that this session's browser was asked last, and forget it: it is answered once."""
    return session.pop(CHALLENGE, None)


def descriptors(user: User) -> list[PublicKeyCredentialDescriptor]:
    """Return the user's passkeys as browsers name them."""
    return [PublicKeyCredentialDescriptor(id=passkey.credential_id) for passkey in passkeys_of(user)]


def registration_options(user: User) -> str:
    """Return, as JSON, what a browser is asked when the user makes a passkey."""
    if not user.fs_webauthn_user_handle:
        datastore.set_webauthn_user_handle(user)
    options = webauthn.generate_registration_options(
        rp_id=site_name(),
        rp_name=current_app.config["SETTINGS"].service_name,
        challenge=rules().generate_challenge().encode(),
        user_id=str(user.fs_webauthn_user_handle).encode(),
        user_name=user.email,
        user_display_name=user.name or user.email,
        timeout=TIMEOUT_MILLISECONDS,
        authenticator_selection=rules().authenticator_selection(user, "first"),
        exclude_credentials=descriptors(user),
    )
    return json.dumps(options_to_json_dict(options))


def read_registration(answer: str) -> NewPasskey | None:
    """Return the passkey that a browser's answer is about; None where the answer does not hold."""
    challenge = take_challenge()
    if challenge is None:
        return None
    try:
        credential = parse_registration_credential_json(answer)
        verified = webauthn.verify_registration_response(
            credential=credential,
            expected_challenge=challenge.encode(),
            expected_origin=rules().origin(),
            expected_rp_id=site_name(),
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        log.info("new passkey refused", error=type(error).__name__)
        return None
    return NewPasskey(
        credential_id=verified.credential_id,
        public_key=verified.credential_public_key,
        sign_count=verified.sign_count,
        is_backed_up=verified.credential_backed_up,
        device_type=verified.credential_device_type.value,
        transports=tuple(transport.value for transport in credential.response.transports or ()),
    )


def site_name() -> str:
    """Return the name for which a browser keeps passkeys."""
    return request.host.split(":")[0]
