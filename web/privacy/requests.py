"""Requests about personal data: to the young person's caseworker, else to the data protection contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from flask_babel import gettext
from sqlalchemy import Select, or_, select

from web.accounts.models import Role, RoleName, User
from web.audit.services import record_event, take_step
from web.core.clock import local_date
from web.core.errors import NotVisibleError, RuleError
from web.deputies.caseloads import caseloads_of
from web.extensions import db
from web.privacy.erasure import erase_young_person
from web.privacy.messages import tell_of_answer, tell_of_request
from web.privacy.models import DATA_REQUEST_STEPS, DataRequest, RequestKind, RequestStatus
from web.privacy.queries import young_person_of_user
from web.youth.models import YoungPerson

ANSWER_WITHIN = timedelta(days=30)


def send_request(user: User, kind: RequestKind, words: str, *, now: datetime) -> DataRequest:
    """Send a request to whoever answers it; raise RuleError where the same one waits already."""
    young_person = young_person_of_user(user)
    if kind in (RequestKind.CASE_FILES, RequestKind.ERASURE) and young_person is None:
        raise RuleError(gettext("There are no case files about you here."))
    waiting = select(DataRequest.id).where(
        DataRequest.user_id == user.id, DataRequest.kind == kind, DataRequest.status == RequestStatus.OPEN
    )
    if db.session.scalar(waiting.limit(1)) is not None:
        raise RuleError(gettext("You have asked for this already. We answer within 30 days."))
    request = DataRequest(
        user_id=user.id,
        young_person=young_person,
        kind=kind,
        words=words or None,
        created_at=now,
        due_on=local_date(now + ANSWER_WITHIN),
    )
    db.session.add(request)
    db.session.flush()
    record_event("send data request", request, by=user, now=now, details={"kind": kind.value})
    for reader in readers_of(request):
        tell_of_request(request, to=reader)
    return request


def readers_of(request: DataRequest) -> Sequence[User]:
    """Return who is told of a request."""
    if request.young_person is not None:
        return [request.young_person.caseworker]
    wanted = User.roles.any(Role.name == RoleName.DATA_PROTECTION_CONTACT)
    return db.session.scalars(select(User).where(wanted, User.active).order_by(User.id)).all()


def requests_for(viewer: User) -> Select[DataRequest]:
    """Return the statement for the requests that the viewer answers, those that wait first."""
    to_viewer = [YoungPerson.caseworker_id.in_(caseloads_of(viewer))]
    if viewer.has_any_role(RoleName.DATA_PROTECTION_CONTACT):
        to_viewer.append(DataRequest.young_person_id.is_(None))
    return (
        select(DataRequest)
        .outerjoin(YoungPerson, YoungPerson.id == DataRequest.young_person_id)
        .where(or_(*to_viewer))
        .order_by(DataRequest.status != RequestStatus.OPEN, DataRequest.due_on, DataRequest.id)
    )


def request_to(viewer: User, request_id: int) -> DataRequest:
    """Return a request that the viewer answers; raise NotVisibleError for all others."""
    statement = requests_for(viewer).where(DataRequest.id == min(request_id, 2**31 - 1))
    found = db.session.scalars(statement).one_or_none()
    if found is None:
        raise NotVisibleError
    return found


def own_requests(user: User) -> Sequence[DataRequest]:
    """Return what the user has asked for, the newest first."""
    return db.session.scalars(
        select(DataRequest).where(DataRequest.user_id == user.id).order_by(DataRequest.id.desc())
    ).all()


def answer_request(request: DataRequest, answer: str, *, is_granted: bool, by: User, now: datetime) -> None:
    """Answer a request once, and tell the person; a granted erasure of a young person's record is done at once."""
    step = "grant" if is_granted else "refuse"
    take_step(
        request,
        DATA_REQUEST_STEPS,
        step,
        by=by,
        now=now,
        changes={"answer": answer, "closed_at": now, "closed_by_id": by.id},
    )
    if is_granted and request.kind is RequestKind.ERASURE and request.young_person is not None:
        erase_young_person(request.young_person, by=by, now=now)
    else:
        tell_of_answer(request)
