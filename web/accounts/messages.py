"""The words of the mails about accounts, in the language of their reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext

from web.accounts.models import User

Words = tuple[str, str]
Links = Mapping[str, str]


def welcome(user: User, links: Links) -> Words:
    """To somebody who has just opened an account."""
    body = gettext(
        "Hello %(name)s\n\nWelcome, we are glad you are here. Open this link to confirm that the address is yours:"
        "\n\n%(link)s\n\nThe link works for five days. If you did not open an account, do nothing, and we will forget it.",
        name=user.name,
        link=links["confirmation_link"],
    )
    return gettext("Confirm your e-mail address"), body


def already_known(user: User, links: Links) -> Words:
    """To the owner of an address with which somebody tried to open a second account."""
    body = gettext(
        "Hello %(name)s\n\nSomebody, perhaps you, tried to open an account with this address, but you have one already."
        " Sign in here:\n\n%(sign_in)s\n\nIf you have forgotten your password, choose a new one here"
        " (the link works for two hours):\n\n%(reset)s\n\nIf it was not you, do nothing. Nothing has been changed.",
        name=user.name,
        sign_in=links["sign_in_link"],
        reset=links["reset_link"],
    )
    return gettext("You already have an account"), body


def reset(user: User, links: Links) -> Words:
    """To somebody who has forgotten the password."""
    body = gettext(
        "Hello %(name)s\n\nChoose a new password here:\n\n%(link)s\n\nThe link works for two hours."
        " If you did not ask for it, do nothing; your password stays as it is.",
        name=user.name,
        link=links["reset_link"],
    )
    return gettext("Choose a new password"), body


def password_changed(user: User, links: Links) -> Words:
    """To somebody whose password is a new one now."""
    body = gettext(
        "Hello %(name)s\n\nYour password has been changed. If it was you, all is well."
        " If it was not you, choose a new one at once:\n\n%(link)s",
        name=user.name,
        link=links["forgot_link"],
    )
    return gettext("Your password has been changed"), body


WORDS: Mapping[str, Callable[[User, Links], Words]] = {
    "welcome": welcome,
    "confirmation_instructions": welcome,
    "welcome_existing": already_known,
    "reset_instructions": reset,
    "reset_notice": password_changed,
    "change_notice": password_changed,
}
