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


def new_address_asked(user: User, links: Links) -> Words:
    """To the present address, when somebody asks for another one."""
    body = gettext(
        "Hello %(name)s\n\nSomebody, hopefully you, wants to use the address %(new)s for your account from now on."
        " It happens when the link that we have sent there is opened.\n\n"
        "If it was not you, choose a new password at once. Then the link no longer works, and everybody is signed out:"
        "\n\n%(link)s",
        name=user.name,
        new=links["new_address"],
        link=links["forgot_link"],
    )
    return gettext("Your account may get another e-mail address"), body


def confirm_new_address(user: User, links: Links) -> Words:
    """To the new address, which must answer."""
    body = gettext(
        "Hello %(name)s\n\nYou want to use this address for your account. Open this link while you are signed in:"
        "\n\n%(link)s\n\nThe link works for one day. If it was not you, do nothing, and nothing happens.",
        name=user.name,
        link=links["confirm_link"],
    )
    return gettext("Confirm your new e-mail address"), body


def address_in_use(user: User, links: Links) -> Words:
    """To the owner of an address that somebody else wants for their account."""
    body = gettext(
        "Hello %(name)s\n\nSomebody, perhaps you, wanted to use this address for another account, but it belongs to"
        " your account already. Nothing has been changed.\n\nIf you have two accounts and want to keep one, write to us:"
        " %(contact)s",
        name=user.name,
        contact=links["contact"],
    )
    return gettext("You already have an account with this address"), body


def address_left(user: User, links: Links) -> Words:
    """To the former address, with the way back."""
    body = gettext(
        "Hello %(name)s\n\nYour account now uses the address %(new)s, and we no longer write to you here.\n\n"
        "If it was not you who changed it, take it back here. Everybody is signed out, and you choose a new password:"
        "\n\n%(link)s\n\nThe link works for seven days.",
        name=user.name,
        new=links["new_address"],
        link=links["undo_link"],
    )
    return gettext("Your account has another e-mail address"), body


def address_entered(user: User, links: Links) -> Words:
    """To the new address, once it is the account's."""
    body = gettext(
        "Hello %(name)s\n\nYour account now uses this address. Use it the next time you sign in:\n\n%(link)s",
        name=user.name,
        link=links["sign_in_link"],
    )
    return gettext("Your new e-mail address is in use"), body


def address_back(user: User, links: Links) -> Words:
    """To the address that was taken back."""
    body = gettext(
        "Hello %(name)s\n\nYour account uses this address again, and everybody is signed out. Choose a new password"
        " before you sign in (the link works for two hours):\n\n%(link)s",
        name=user.name,
        link=links["reset_link"],
    )
    return gettext("Your account is back at this address"), body


WORDS: Mapping[str, Callable[[User, Links], Words]] = {
    "welcome": welcome,
    "confirmation_instructions": welcome,
    "welcome_existing": already_known,
    "reset_instructions": reset,
    "reset_notice": password_changed,
    "change_notice": password_changed,
    "new_address_asked": new_address_asked,
    "confirm_new_address": confirm_new_address,
    "address_in_use": address_in_use,
    "address_left": address_left,
    "address_entered": address_entered,
    "address_back": address_back,
}
