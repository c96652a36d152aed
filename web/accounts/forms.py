"""Opening an account, and changing one's own."""

from __future__ import annotations

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext
from flask_security.mail_util import EmailValidateException
from wtforms import EmailField, Field, PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import Length

from web.accounts.passwords import fault_of_password, normal_password
from web.core.forms import SHORT_TEXT, BaseForm, Required

INVALID_ADDRESS = lazy_gettext(
    "This does not look like an e-mail address. It should look like name@example.dk."
)
TOO_LONG = lazy_gettext("This is too long. Use at most %(max)d characters.")


def is_address(form: Any, field: Field) -> None:
    """Refuse what is no e-mail address, and write the others in one way."""
    try:
        field.data = current_app.extensions["security"].mail_util.validate(field.data)
    except EmailValidateException as error:
        raise ValidationError(str(INVALID_ADDRESS)) from error


def is_good_password(form: Any, field: Field) -> None:
    """Refuse a password that is short, common or made of the person's own name or address."""
    field.data = normal_password(field.data)
    fault = fault_of_password(field.data, personal_words=[form.name.data or "", form.email.data or ""])
    if fault:
        raise ValidationError(fault)


class NameField(BaseForm):
    """What the person is called."""

    name = StringField(
        lazy_gettext("Your name"),
        validators=[Required(), Length(max=SHORT_TEXT, message=TOO_LONG)],
        render_kw={"autocomplete": "name"},
    )


class NewAccountFields(NameField):
    """What an account needs: name, address, password."""

    email = EmailField(
        lazy_gettext("E-mail"),
        validators=[Required(), Length(max=254, message=TOO_LONG), is_address],
        render_kw={"autocomplete": "email"},
    )
    password = PasswordField(
        lazy_gettext("Choose a password"),
        validators=[Required(), is_good_password],
        render_kw={"autocomplete": "new-password"},
    )


class NewAddressForm(BaseForm):
    """Ask for another e-mail address."""

    email = EmailField(
        lazy_gettext("New e-mail"),
        validators=[Required(), Length(max=254, message=TOO_LONG), is_address],
        render_kw={"autocomplete": "email"},
    )


class RegisterForm(NewAccountFields):
    """Open an account."""


class OwnAccountForm(NameField):
    """Change name and language."""

    locale = SelectField(lazy_gettext("Language of pages and mails"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.locale.choices = [("da", "Dansk"), ("en", "English")]
