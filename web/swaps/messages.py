"""The words of notices about swaps, each in its reader's language."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.swaps.models import Swap
from web.tasks.messages import when_words
from web.tasks.models import Signup


def tell_giver_of_wanted_exchange(swap: Swap, *, now: datetime) -> None:
    """Somebody would take it in exchange for one of theirs."""
    user = swap.signup.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "%(name)s would like to take your shift:\n%(given)s\n\nand give you this one in return:\n%(returned)s\n\n"
            "Say yes or no here:\n%(link)s",
            name=seen_by_others(_taker(swap)).name,
            given=_shift_words(swap.signup),
            returned="" if swap.return_signup is None else _shift_words(swap.return_signup),
            link=absolute_link("swaps.list_swaps"),
        )
        subject = gettext("Somebody wants to swap with you")
    write_notice(f"swap {swap.id} wanted {now.isoformat()}", to=user, subject=subject, body=body)


def tell_taker_of_no(swap: Swap, taker: Volunteer, *, now: datetime) -> None:
    """The giver keeps the shift, or waits for another."""
    user = taker.user
    with force_locale(user.locale):
        body = gettext(
            "The swap did not come about this time, and everybody keeps their shifts:\n%(given)s\n\nThank you for offering.",
            given=_shift_words(swap.signup),
        )
        subject = gettext("No swap this time")
    write_notice(f"swap {swap.id} turned down {now.isoformat()}", to=user, subject=subject, body=body)


def ask_coordinators(swap: Swap) -> None:
    """Two agree, and the coordinator decides."""
    for coordinator in swap.signup.shift.task.association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                f"swap {swap.id} agreed, user {coordinator.id}",
                to=coordinator,
                subject=gettext("Two of your volunteers want to swap"),
                body=gettext(
                    "%(changes)s\n\nSay yes or no here:\n%(link)s",
                    changes=change_words(swap),
                    link=absolute_link("swaps.list_to_decide"),
                ),
            )


def tell_both_that_it_is_done(swap: Swap) -> None:
    """The shifts have changed hands; the coordinators are told too."""
    giver, taker = swap.signup.volunteer.user, _taker(swap).user
    for who, user in (("giver", giver), ("taker", taker)):
        with force_locale(user.locale):
            write_notice(
                f"swap {swap.id} done, {who}",
                to=user,
                subject=gettext("The swap is done"),
                body=gettext(
                    "%(changes)s\n\nYou see your shifts here:\n%(link)s",
                    changes=change_words(swap),
                    link=absolute_link("tasks.list_own_shifts"),
                ),
            )
    task = swap.signup.shift.task
    for coordinator in task.association.coordinators:
        with force_locale(coordinator.locale):
            write_notice(
                f"swap {swap.id} done, user {coordinator.id}",
                to=coordinator,
                subject=gettext("The swap is done"),
                body=gettext(
                    "%(changes)s\n\nYou need not do anything.\n%(link)s",
                    changes=change_words(swap),
                    link=absolute_link("tasks.show_signups", task_id=task.id),
                ),
            )


def tell_both_of_refusal(swap: Swap) -> None:
    """The coordinator has said no."""
    for who, user in (("giver", swap.signup.volunteer.user), ("taker", _taker(swap).user)):
        with force_locale(user.locale):
            body = gettext(
                "%(association)s can't let the shifts be swapped this time, so everybody keeps theirs:\n%(given)s\n\n"
                "Can't you come? Then cancel here, so that somebody else can:\n%(link)s",
                association=swap.signup.shift.task.association.name,
                given=_shift_words(swap.signup),
                link=absolute_link("tasks.list_own_shifts"),
            )
            subject = gettext("No swap this time")
        write_notice(f"swap {swap.id} refused, {who}", to=user, subject=subject, body=body)


def change_words(swap: Swap) -> str:
    """Say what a swap changes, one line for each shift, by the names that others may see."""
    giver, taker = seen_by_others(swap.signup.volunteer).name, seen_by_others(_taker(swap)).name
    lines = [_line(swap.signup, taker, giver)]
    if swap.return_signup is not None:
        lines.append(_line(swap.return_signup, giver, taker))
    return "\n".join(lines)


def _line(signup: Signup, receiver: str, instead_of: str) -> str:
    return gettext(
        "%(shift)s: %(receiver)s comes instead of %(instead_of)s.",
        shift=_shift_words(signup),
        receiver=receiver,
        instead_of=instead_of,
    )


def _shift_words(signup: Signup) -> str:
    return gettext("“%(task)s”, %(when)s", task=signup.shift.task.title, when=when_words(signup.shift))


def _taker(swap: Swap) -> Volunteer:
    if swap.taker is None:
        raise ValueError(f"swap {swap.id} has no taker")
    return swap.taker
