"""A volunteer who would like a task that asks for papers: for the world in which every route is asked by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web import factories as make
from web.associations.models import Association
from web.core import clock
from web.extensions import db
from web.papers.models import PaperWish
from web.tasks.demands import Demand
from web.vetting.models import ClearanceKind

if TYPE_CHECKING:
    from tests.web.access.world import World


def add_papers(world: World) -> None:
    """A task for children that asks for every paper it may, and the one volunteer's wish for it."""
    association = db.session.get_one(Association, world.parts["association_id"])
    task = make.make_task(association=association)
    shift = make.make_shift(task=task)
    papers = [ClearanceKind.CHILDRENS_CERTIFICATE, ClearanceKind.CRIMINAL_RECORD, ClearanceKind.TRAINING]
    make.save(Demand(task_id=task.id, clearances=papers, youngest_met=8))
    volunteer = world.parts["volunteer"]
    make.save(PaperWish(volunteer_id=volunteer.id, task_id=task.id, wished_at=clock.now()))
    world.parts |= {
        **dict.fromkeys(("papers.show_volunteer.volunteer_id", "papers.record.volunteer_id"), volunteer.id),
        "papers.record.kind": ClearanceKind.CRIMINAL_RECORD.value,
        "papers.show_for_shift.shift_id": shift.id,
        "papers.want.shift_id": shift.id,
        "papers.accept.task_id": task.id,
        "papers.drop.task_id": task.id,
    }
