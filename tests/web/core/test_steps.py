"""Taking a step of a state machine."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tests.web import factories as make
from web.audit.services import take_step
from web.extensions import db
from web.profiles.models import MENTOR_STEPS, Mentor, MentorStatus, Volunteer

pytestmark = pytest.mark.usefixtures("database")


def test_a_step_locks_what_was_loaded_together_with_others() -> None:
    make.make_mentor(status=MentorStatus.APPLIED)
    db.session.commit()
    with_area = joinedload(Mentor.volunteer).joinedload(Volunteer.area)
    mentor = db.session.scalars(select(Mentor).options(with_area)).one()
    take_step(mentor, MENTOR_STEPS, "approve", by=None, now=make.NOW)
    assert mentor.status is MentorStatus.APPROVED
