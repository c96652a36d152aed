"""What waits for volunteers, coordinators and those who vet: papers to get, to follow and to look at."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import func, select

from web.accounts.models import RoleName, User
from web.associations.models import Association, AssociationStatus
from web.core.todo import Todo
from web.extensions import db
from web.papers.association_queries import seats_lacking
from web.papers.queries import OwnPaper, own_papers
from web.papers.staff_queries import SEEN_BY_STAFF, pending_for
from web.profiles.queries import own_volunteer
from web.tasks.coordinator_queries import associations_of

VETS = (RoleName.CASEWORKER, RoleName.AREA_CONTACT, RoleName.ADMINISTRATOR)


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what waits for the user in this feature."""
    return [*_own(user, now=now), *_on_shifts(user, now=now), *_to_look_at(user, now=now)]


def _own(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(RoleName.VOLUNTEER):
        return []
    volunteer = own_volunteer(user)
    papers = [] if volunteer is None else own_papers(volunteer, now=now)
    waiting = [paper for paper in papers if is_ones_turn(paper)]
    if not waiting:
        return []
    title = ngettext(
        "One paper is missing for the shifts you want",
        "%(num)s papers are missing for the shifts you want",
        len(waiting),
    )
    return [Todo(title, gettext("See how you get it. It costs nothing."), url_for("papers.show_own"))]


def is_ones_turn(paper: OwnPaper) -> bool:
    """Tell whether the volunteer wants it and can do something about it: a question alone is no task."""
    return paper.step is not None and not paper.step.is_waiting and not paper.is_only_asked


def _on_shifts(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(RoleName.COORDINATOR):
        return []
    return [
        Todo(
            gettext("Papers missing on your shifts"),
            gettext("Somebody has a place and will lack a paper on the day."),
            url_for("papers.list_people", association_id=association.id),
            count=number,
        )
        for association in _approved(user)
        if (number := len({signup.volunteer_id for signup, _ in seats_lacking(association, now=now)}))
    ]


def _approved(user: User) -> list[Association]:
    return [one for one in associations_of(user) if one.status is AssociationStatus.APPROVED]


def _to_look_at(user: User, *, now: datetime) -> list[Todo]:
    if not user.has_any_role(*VETS):
        return []
    waiting = pending_for(user, now=now, kinds=SEEN_BY_STAFF).order_by(None).subquery()
    count = db.session.scalar(select(func.count()).select_from(waiting)) or 0
    if not count:
        return []
    text = gettext("They want shifts that ask for it. Note that you have seen it.")
    return [Todo(gettext("Volunteers with a paper to show"), text, url_for("papers.queue"), count=count)]
