"""Clauses about a user's roles, for the permission table."""

from __future__ import annotations

from web.accounts.models import RoleName, User


def is_signed_in(user: User, subject: object) -> bool:
    """Anybody with an account."""
    return bool(user.is_authenticated)


def any_object(user: User, subject: object) -> bool:
    """Every such thing, whoever it belongs to."""
    return True


def is_own(user: User, subject: object) -> bool:
    """The thing is kept for the user alone."""
    return getattr(subject, "user_id", None) == user.id


def is_mentor(user: User, subject: object) -> bool:
    """The user is, or applied to be, a mentor."""
    return user.has_any_role(RoleName.MENTOR)


def is_young_person(user: User, subject: object) -> bool:
    """The user is a young person with an account."""
    return user.has_any_role(RoleName.YOUNG_PERSON)


def is_coordinator(user: User, subject: object) -> bool:
    """The user coordinates for at least one association."""
    return user.has_any_role(RoleName.COORDINATOR)


def is_caseworker(user: User, subject: object) -> bool:
    """The user is a caseworker."""
    return user.has_any_role(RoleName.CASEWORKER)


def is_area_contact(user: User, subject: object) -> bool:
    """The user is the contact person of one or more areas."""
    return user.has_any_role(RoleName.AREA_CONTACT)


def is_administrator(user: User, subject: object) -> bool:
    """The user is an administrator."""
    return user.has_any_role(RoleName.ADMINISTRATOR)


def is_data_protection_contact(user: User, subject: object) -> bool:
    """The user watches over how personal data are looked at, and sees the audit log."""
    return user.has_any_role(RoleName.DATA_PROTECTION_CONTACT)
