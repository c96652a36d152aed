"""How far the children's certificate is, for the volunteer and for those who vet."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext

from web.childrens_certificates.models import OrderStatus
from web.childrens_certificates.queries import newest_order
from web.profiles.models import Volunteer
from web.vetting.labels import NEXT_STEPS
from web.vetting.models import ClearanceKind
from web.vetting.steps import NextStep, tells_owner, tells_staff


@tells_owner(ClearanceKind.CHILDRENS_CERTIFICATE)
def own_step(volunteer: Volunteer, now: datetime) -> NextStep:
    """Say yes to an association ordering it; then wait."""
    order, url = newest_order(volunteer), url_for("childrens_certificates.order")
    if order is not None and order.status is OrderStatus.ASKED:
        return NextStep(
            gettext("%(name)s orders it from the police.", name=order.association.name),
            url,
            gettext("See or take back your consent"),
            is_waiting=True,
        )
    return NextStep(
        str(NEXT_STEPS[ClearanceKind.CHILDRENS_CERTIFICATE]), url, gettext("Say yes to it being ordered")
    )


@tells_staff(ClearanceKind.CHILDRENS_CERTIFICATE)
def staff_step(volunteer: Volunteer, now: datetime) -> NextStep | None:
    """Who orders it, and whether it was obtained; never more."""
    order = newest_order(volunteer)
    if order is None:
        return NextStep(gettext("The volunteer has not yet said yes to it being ordered."))
    words = {
        OrderStatus.ASKED: gettext("%(name)s is ordering it.", name=order.association.name),
        OrderStatus.OBTAINED: gettext("%(name)s has obtained it.", name=order.association.name),
        OrderStatus.NOT_OBTAINED: gettext("%(name)s has not obtained one.", name=order.association.name),
        OrderStatus.WITHDRAWN: gettext("The volunteer has taken the consent back."),
    }
    return NextStep(words[order.status])
