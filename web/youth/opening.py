"""Opening a young person's record from a page: the look, or the refusal, is written down."""

from __future__ import annotations

from flask import g
from sqlalchemy import select

from web.accounts.models import User
from web.audit.services import record_event
from web.core import clock
from web.core.access import allowed
from web.core.errors import NotVisibleError
from web.deputies.caseloads import act_for
from web.extensions import db
from web.youth.models import MentorRequest, YoungPerson
from web.youth.queries import LARGEST_ID, request_for, young_person_for


def open_young_person(viewer: User, young_person_id: int, *, purpose: str) -> YoungPerson:
    """Return the young person for a page that shows them; a refusal is recorded before it is answered."""
    try:
        young_person = allowed(young_person_for(viewer, young_person_id))
    except NotVisibleError:
        record_refusal(viewer, young_person_id, purpose=purpose)
        raise
    act_for(viewer, young_person.caseworker_id)
    record_event("look at young person", young_person, by=viewer, now=clock.now(), purpose=purpose)
    return young_person


def open_request(viewer: User, request_id: int, *, purpose: str) -> MentorRequest:
    """Return the mentor request for a page that shows it or changes it; the same record is kept."""
    try:
        request = allowed(request_for(viewer, request_id))
    except NotVisibleError:
        statement = select(MentorRequest.young_person_id).where(
            MentorRequest.id == min(request_id, LARGEST_ID)
        )
        record_refusal(viewer, db.session.scalar(statement) or 0, purpose=purpose)
        raise
    act_for(viewer, request.young_person.caseworker_id)
    record_event("look at young person", request.young_person, by=viewer, now=clock.now(), purpose=purpose)
    return request


def record_refusal(viewer: User, young_person_id: int, *, purpose: str) -> None:
    """Commit the event of a refused look at a young person who exists; the request ends here."""
    young_person = db.session.get(YoungPerson, min(young_person_id, LARGEST_ID))
    if young_person is not None:
        record_event(
            "refused look at young person", young_person, by=viewer, now=clock.now(), purpose=purpose
        )
        db.session.commit()
        g.is_refusal_recorded = True
