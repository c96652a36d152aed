"""The forms of Flask-Security's second step, with our words and the checks that it leaves out."""

from __future__ import annotations

from typing import Any, cast

from flask import flash, session
from flask_babel import gettext, lazy_gettext, ngettext
from flask_security import (
    MfRecoveryCodesUtil,
    MfRecoveryForm,
    TwoFactorRescueForm,
    TwoFactorVerifyCodeForm,
    VerifyForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
)
from wtforms import PasswordField, RadioField, StringField

from web.accounts.models import User
from web.accounts.security_forms import ListsErrors
from web.core import clock
from web.core.forms import Required
from web.second_factor.passkeys import take_challenge
from web.second_factor.queries import gets_mailed_codes, has_app, recovery_codes_left
from web.second_factor.services import use_recovery_code

CODE = lazy_gettext("Code")
ENOUGH_CODES = 5
CODE_ATTRIBUTES = {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": 12}
NO_SUCH_PASSKEY = lazy_gettext("That passkey could not be used here. Try again, or sign in another way.")
NO_SUCH_CODE = lazy_gettext("That code does not fit, or it has been used. Try another one.")
NO_MORE_CODE = lazy_gettext(
    "That code does not fit, or it has been used. Wait for the next one and try again."
)


class CodeForm(ListsErrors, TwoFactorVerifyCodeForm):
    """The six digits of the app, or of the mail in a demonstration."""

    code = StringField(CODE, validators=[Required()], render_kw=CODE_ATTRIBUTES)

    def validate(self, **kwargs: Any) -> bool:
        user: Any = self.user
        if not (has_app(user) or gets_mailed_codes(user)):
            self.code.errors = [*self.code.errors, str(NO_MORE_CODE)]
            return False
        self.code.data = "".join((self.code.data or "").split())
        is_valid: bool = super().validate(**kwargs)
        if not is_valid and self.code.data:
            self.code.errors = [str(NO_MORE_CODE)]
        return is_valid


class RecoveryCodes(MfRecoveryCodesUtil):
    """Lets Flask-Security ask us about recovery codes; we keep none that could be shown again."""

    def check_recovery_code(self, user: Any, code: str) -> bool:
        return use_recovery_code(user, code, now=clock.now())

    def delete_recovery_code(self, user: Any, code: str) -> bool:
        return True


class RecoveryCodeForm(ListsErrors, MfRecoveryForm):
    """One of the recovery codes."""

    code = StringField(
        lazy_gettext("Recovery code"),
        validators=[Required()],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false", "maxlength": 40},
    )

    def validate(self, **kwargs: Any) -> bool:
        is_valid: bool = super().validate(**kwargs)
        if not is_valid and self.code.data:
            self.code.errors = [str(NO_SUCH_CODE)]
        if is_valid:
            warn_of_few(recovery_codes_left(cast(User, self.user)))
        return is_valid


def warn_of_few(left: int) -> None:
    """Say how many recovery codes are left, once they are few."""
    if left >= ENOUGH_CODES:
        return
    count = ngettext("You have %(num)s recovery code left.", "You have %(num)s recovery codes left.", left)
    advice = gettext("Make new ones under Security before they run out.")
    flash(f"{count} {advice}", "info")


class AskForPasskeyForm(WebAuthnSigninForm):
    """The button that asks the browser for a passkey; nobody is remembered longer than the session lasts."""

    def validate(self, **kwargs: Any) -> bool:
        is_valid: bool = super().validate(**kwargs)
        self.remember.data = ""
        return is_valid


class PasskeyAnswerForm(WebAuthnSigninResponseForm):
    """What the browser answered.

    Beyond Flask-Security: the question was put to this very session and is answered once; the account is active and
    confirmed; as a second step the passkey belongs to whoever typed the password; alone it has asked for PIN, finger
    or face. One passkey serves for both.
    """

    def validate(self, **kwargs: Any) -> bool:
        self.remember.data = ""
        self.is_verify = True
        challenge = take_challenge()
        is_valid = super().validate(**kwargs) and challenge == self.challenge and self.is_acceptable()
        if not is_valid:
            self.credential.errors = [str(NO_SUCH_PASSKEY)]
        return is_valid

    def is_acceptable(self) -> bool:
        """Tell whether this person may sign in with this passkey, here."""
        user: Any = self.user
        if not user.active or user.confirmed_at is None:
            return False
        if self.is_secondary:
            return bool(user.fs_uniquifier == session.get("tf_user_id"))
        return self.mf_check


class NoRescueForm(TwoFactorRescueForm):
    """Flask-Security's page for those who are stuck does not exist here; its form stands beside the code all the same."""

    help_setup = RadioField(choices=[])


class PasswordAgainForm(ListsErrors, VerifyForm):
    """The password once more, before something about signing in is changed."""

    password = PasswordField(
        lazy_gettext("Your password"),
        validators=[Required()],
        render_kw={"autocomplete": "current-password"},
    )
