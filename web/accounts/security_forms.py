"""The forms of Flask-Security with our words and our way of showing errors."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from flask_security import (
    ChangePasswordForm,
    ForgotPasswordForm,
    LoginForm,
    ResetPasswordForm,
    hash_password,
)
from flask_security.forms import EmailValidation, SendConfirmationForm, valid_user_email
from wtforms import EmailField, PasswordField
from wtforms.validators import EqualTo

from web.accounts.mail import mail_nobody
from web.core.forms import BaseForm, Required

EMAIL = lazy_gettext("E-mail")
PASSWORD = lazy_gettext("Password")
NEW_PASSWORD = lazy_gettext("New password")
SAME_AGAIN = lazy_gettext("New password once more")
NOT_THE_SAME = lazy_gettext("The two passwords are not the same.")


class ListsErrors:
    """Errors for the summary, each message once."""

    def error_list(self) -> list[tuple[str, str, str]]:
        return list(dict.fromkeys(BaseForm.error_list(self)))  # type: ignore[arg-type]


class SignInForm(ListsErrors, LoginForm):
    """Sign in; nobody is remembered longer than the session lasts, since many share a computer."""

    email = EmailField(
        EMAIL, validators=[Required(), EmailValidation(verify=False)], render_kw={"autocomplete": "username"}
    )
    password = PasswordField(
        PASSWORD, validators=[Required()], render_kw={"autocomplete": "current-password"}
    )
    remember = None


class ForgottenForm(ListsErrors, ForgotPasswordForm):
    """Ask for a link with which to choose a new password."""

    email = EmailField(
        EMAIL,
        validators=[Required(), EmailValidation(verify=True), valid_user_email],
        render_kw={"autocomplete": "email"},
    )

    def validate(self, **options: Any) -> bool:
        """Take the same time for everybody: Flask-Security makes a hash for strangers, and a mail for the others."""
        is_for_somebody = bool(super().validate(**options))
        if is_for_somebody:
            hash_password("not-a-password")
        else:
            mail_nobody("reset_instructions")
        return is_for_somebody


class ConfirmAgainForm(ListsErrors, SendConfirmationForm):
    """Ask for the confirmation link once more."""

    email = EmailField(
        EMAIL,
        validators=[Required(), EmailValidation(verify=True), valid_user_email],
        render_kw={"autocomplete": "email"},
    )

    def validate(self, **options: Any) -> bool:
        """Take the same time for everybody."""
        is_for_somebody = bool(super().validate(**options))
        if not is_for_somebody:
            mail_nobody("confirmation_instructions")
        return is_for_somebody


class NewPasswordForm(ListsErrors, ResetPasswordForm):
    """Choose a new password after a reset link."""

    password = PasswordField(
        NEW_PASSWORD, validators=[Required()], render_kw={"autocomplete": "new-password"}
    )
    password_confirm = PasswordField(
        SAME_AGAIN,
        validators=[EqualTo("password", message=NOT_THE_SAME)],
        render_kw={"autocomplete": "new-password"},
    )


class AccountPasswordForm(BaseForm):
    """The password of an account whose address is being confirmed."""

    password = PasswordField(
        PASSWORD, validators=[Required()], render_kw={"autocomplete": "current-password"}
    )


class OwnPasswordForm(ListsErrors, ChangePasswordForm):
    """Change the password while signed in."""

    password = PasswordField(
        lazy_gettext("Your password now"),
        validators=[Required()],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = PasswordField(
        NEW_PASSWORD, validators=[Required()], render_kw={"autocomplete": "new-password"}
    )
    new_password_confirm = PasswordField(
        SAME_AGAIN,
        validators=[EqualTo("new_password", message=NOT_THE_SAME)],
        render_kw={"autocomplete": "new-password"},
    )
