"""How Flask-Security is set up for the second step: where its pages are, and our parts in place of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask

from web.accounts.security import PARTS
from web.second_factor.one_time_codes import CLOCK_SKEW_SECONDS, OneTimeCodes, tagged
from web.second_factor.passkeys import TIMEOUT_MILLISECONDS, PasskeyRules
from web.second_factor.recovery_codes import DIGEST_WORK
from web.second_factor.sign_in_forms import (
    AskForPasskeyForm,
    CodeForm,
    NoRescueForm,
    PasskeyAnswerForm,
    PasswordAgainForm,
    RecoveryCodeForm,
    RecoveryCodes,
)

OPTIONS: dict[str, Any] = {
    "SECURITY_TWO_FACTOR": True,
    "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
    "SECURITY_TWO_FACTOR_IMPLEMENTATIONS": {"code": "web.second_factor.second_step.SecondStep"},
    "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
    "SECURITY_TWO_FACTOR_RESCUE_EMAIL": False,
    "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": CLOCK_SKEW_SECONDS,
    "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/log-ind/kode",
    "SECURITY_TWO_FACTOR_VERIFY_CODE_TEMPLATE": "second_factor/code.html",
    "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
    "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/log-ind/reservekode",
    "SECURITY_MULTI_FACTOR_RECOVERY_TEMPLATE": "second_factor/recovery_code.html",
    "SECURITY_WEBAUTHN": True,
    "SECURITY_WAN_SIGNIN_URL": "/log-ind/adgangsnoegle",
    "SECURITY_WAN_SIGNIN_TEMPLATE": "second_factor/passkey_sign_in.html",
    "SECURITY_WAN_SIGNIN_TIMEOUT": TIMEOUT_MILLISECONDS,
    "SECURITY_WAN_SIGNIN_WITHIN": timedelta(minutes=3),
    "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
    "SECURITY_WAN_ALLOW_AS_MULTI_FACTOR": True,
    "SECURITY_WAN_ALLOW_USER_HINTS": False,
    "SECURITY_WAN_ALLOW_AS_VERIFY": ["first", "secondary"],
    "SECURITY_VERIFY_URL": "/bekraeft-adgangskode",
    "SECURITY_VERIFY_TEMPLATE": "second_factor/password_again.html",
    "SECURITY_POST_VERIFY_VIEW": "/konto/sikkerhed",
    DIGEST_WORK: 2**14,
}


def offer_parts(app: Flask) -> None:
    """Lay out what Flask-Security, set up by the accounts below, is to use for the second step."""
    settings = app.config["SETTINGS"]
    app.config.update(OPTIONS)
    app.config["SECURITY_TOTP_SECRETS"] = tagged(settings.second_factor_keys)
    app.config["SECURITY_TOTP_ISSUER"] = settings.service_name
    app.config["SECURITY_WAN_RP_NAME"] = settings.service_name
    app.extensions[PARTS] = {
        "totp_cls": OneTimeCodes,
        "webauthn_util_cls": PasskeyRules,
        "mf_recovery_codes_util_cls": RecoveryCodes,
        "two_factor_verify_code_form": CodeForm,
        "two_factor_rescue_form": NoRescueForm,
        "mf_recovery_form": RecoveryCodeForm,
        "wan_signin_form": AskForPasskeyForm,
        "wan_signin_response_form": PasskeyAnswerForm,
        "verify_form": PasswordAgainForm,
    }
