"""What is said among a volunteer's own shifts about one that is part of a swap."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for
from flask_babel import gettext
from sqlalchemy import or_, select

from web.extensions import db
from web.swaps.models import LIVE_SWAPS, Swap, SwapStatus
from web.tasks.models import Signup
from web.tasks.own_remarks import Remark, remarks_on_own_signups


@remarks_on_own_signups
def remarks_of_swaps(signups: Sequence[Signup]) -> dict[int, Remark]:
    """Return how far the live swaps of these sign-ups are, by the id of the sign-up."""
    ids = [signup.id for signup in signups]
    swaps = db.session.scalars(
        select(Swap).where(
            or_(Swap.signup_id.in_(ids), Swap.return_signup_id.in_(ids)), Swap.status.in_(LIVE_SWAPS)
        )
    )
    url = url_for("swaps.list_swaps")
    return {
        signup_id: Remark(words_of(swap, is_given=signup_id == swap.signup_id), gettext("See the swap"), url)
        for swap in swaps
        for signup_id in (swap.signup_id, swap.return_signup_id)
        if signup_id in ids
    }


def words_of(swap: Swap, *, is_given: bool) -> str:
    """Return where a swap stands, for the owner of the shift that is given, or offered in return."""
    if swap.status is SwapStatus.AGREED:
        return gettext("A swap waits for the association")
    if not is_given:
        return gettext("You have offered it in return")
    if swap.status is SwapStatus.WANTED:
        return gettext("Somebody wants to swap: answer them")
    return gettext("Others are asked to take it")
