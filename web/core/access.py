"""Guards: every route is declared public or names the permission it needs; nothing is open by accident."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from flask import current_app, g
from flask_login import current_user

from web.core.errors import NotVisibleError
from web.core.permissions import Permission

P = ParamSpec("P")
R = TypeVar("R")
Subject = TypeVar("Subject")
Predicate = Callable[[Any, Any], bool]


class SignInNeededError(Exception):
    """Nobody is signed in, and the page needs somebody."""


class UncheckedObjectError(Exception):
    """A view showed or changed an object without asking whether this person may: our own mistake, a 500."""


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
    """Guard a view: without a signed-in person the sign-in page, without the permission the not-found page.

    A view with an object in its address must ask `allowed(...)` about it; its answer is thrown away where it did not.
    """

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            if not current_user.is_authenticated:
                raise SignInNeededError
            if not may(permission):
                raise NotVisibleError
            g.guard, g.is_object_checked = permission, False
            answer = view(*args, **kwargs)
            if not g.is_object_checked and names_object(kwargs):
                raise UncheckedObjectError(f"{view.__name__} loads an object without allowed(...)")
            return answer

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


def allowed(subject: Subject) -> Subject:
    """Return `subject` once the signed-in person holds the permission of this page over it; else raise NotVisibleError.

    The second of two locks: the query that loaded `subject` takes the viewer already.
    """
    if subject is None or not may(g.guard, subject):
        raise NotVisibleError
    g.is_object_checked = True
    return subject


def names_object(arguments: Mapping[str, object]) -> bool:
    """Tell whether the address of a page names a stored thing."""
    return any(name.endswith("_id") for name in arguments)


def signed_in_user() -> Any:
    """Return the signed-in user object itself (not Flask-Login's proxy), for services and queries."""
    return current_user._get_current_object()
