"""Tasks that ask for papers, and volunteers who want them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.web import factories as make
from web.associations.models import Association
from web.childrens_certificates.models import CertificateOrder
from web.childrens_certificates.services import ask_for_certificate
from web.core import clock
from web.papers.services import wish_for
from web.profiles.models import Volunteer
from web.tasks.demands import Demand
from web.tasks.models import Shift
from web.vetting.models import ClearanceKind

CERTIFICATE = ClearanceKind.CHILDRENS_CERTIFICATE
RECORD = ClearanceKind.CRIMINAL_RECORD


def in_the_afternoon(days: int) -> datetime:
    """Three o'clock so many days from now, whatever the hour is now: then the volunteers of these tests are free."""
    return clock.at_local_time(clock.today() + timedelta(days=days), 15)


def a_shift(*kinds: ClearanceKind, association: Association | None = None, **values: Any) -> Shift:
    """An afternoon shift in three weeks of a task that asks everybody for these, together with eight-year-olds."""
    task = make.make_task(association=association or make.make_association(), confirms_at_once=True)
    make.save(Demand(task_id=task.id, clearances=list(kinds), youngest_met=8))
    return make.make_shift(**({"task": task, "starts_at": in_the_afternoon(21)} | values))


def somebody_near(shift: Shift) -> Volunteer:
    """A volunteer where the shift is, free every afternoon."""
    return make.make_volunteer(area=shift.task.area)


def a_wish(shift: Shift, volunteer: Volunteer | None = None) -> Volunteer:
    """Somebody who would like to get what the shift's task asks for."""
    volunteer = volunteer or somebody_near(shift)
    wish_for(shift.task, volunteer, by=volunteer.user, now=clock.now())
    return volunteer


def an_order(shift: Shift, volunteer: Volunteer) -> CertificateOrder:
    """The volunteer's consent that the association of the shift orders the certificate."""
    return ask_for_certificate(volunteer, shift.task.association, by=volunteer.user, now=clock.now())
