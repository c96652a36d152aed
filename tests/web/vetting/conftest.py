"""What the programme asks for, put back after a test that changes it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from web.extensions import db
from web.vetting.models import ClearanceRequirement


@pytest.fixture
def programme(database: None) -> Iterator[None]:
    """Let a test change the programme; afterwards it is as before."""
    columns = (
        ClearanceRequirement.id, ClearanceRequirement.is_required, ClearanceRequirement.only_below_age,
        ClearanceRequirement.valid_for_months, ClearanceRequirement.verified_by,
    )  # fmt: skip
    before = [row._asdict() for row in db.session.execute(select(*columns))]
    db.session.commit()
    yield
    db.session.rollback()
    for row in before:
        key = row.pop("id")
        db.session.execute(update(ClearanceRequirement).where(ClearanceRequirement.id == key).values(**row))
    db.session.commit()
