"""Guards: every route is declared public or names the permission it needs; nothing is open by accident."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import current_app
from flask_login import current_user

from web.core.errors import NotVisibleError
from web.core.permissions import Permission

P = ParamSpec("P")
R = TypeVar("R")
Predicate = Callable[[Any, Any], bool]


class SignInNeededError(Exception):
    """Nobody is signed in, and the page needs somebody."""


@dataclass(frozen=True)
class Rule:
    """Who may do a thing at all, and over which objects: any of `who`, and any of `over` where an object is given."""

    who: tuple[Predicate, ...]
    over: tuple[Predicate, ...] = ()


Policy = Mapping[Permission, Rule]


def public(view: Callable[P, R]) -> Callable[P, R]:
    """Declare that anybody may open the page, signed in or not."""
    cast(Any, view).access = "public"
    return view


def requires(permission: Permission) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Guard a view: without a signed-in person the sign-in page, without the permission the not-found page."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not current_user.is_authenticated:
                raise SignInNeededError
            if not may(permission):
                raise NotVisibleError
            return view(*args, **kwargs)

        cast(Any, guarded).access = permission
        return guarded

    return guard


def may(permission: Permission, subject: object = None, *, user: Any = None) -> bool:
    """Tell whether `user` (the signed-in one by default) holds `permission`, and over `subject` where one is given."""
    person = current_user if user is None else user
    rule = cast(Policy, current_app.extensions["policy"])[permission]
    if not person.is_authenticated or not any(predicate(person, None) for predicate in rule.who):
        return False
    return subject is None or any(predicate(person, subject) for predicate in rule.over)


def ensure_may(permission: Permission, subject: object) -> None:
    """Raise NotVisibleError unless the signed-in person holds `permission` over `subject`."""
    if not may(permission, subject):
        raise NotVisibleError


def signed_in_user() -> Any:
    """Return the signed-in user object itself (not Flask-Login's proxy), for services and queries."""
    return current_user._get_current_object()
