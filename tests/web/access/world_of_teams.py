"""A team of the one association, two whom it keeps apart, and a team that a volunteer has begun."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.web import factories as make
from web.core import clock
from web.profiles.models import Volunteer
from web.tasks.models import Task
from web.teams.models import Separation, Team


def add_teams(parts: dict[str, Any], task: Task, volunteer: Volunteer) -> None:
    """Write them; `parts` get what stands in their addresses."""
    association, now = task.association, clock.now()
    by = association.coordinators[0]
    one, other, third = (make.make_volunteer() for _ in range(3))
    shift = make.make_shift(task=make.make_task(association=association), seats=3)
    for person in (one, other, third):
        make.make_signup(shift=shift, volunteer=person)
    team = make.save(Team(association=association, made_by=by, made_at=now, members=[one, other]))
    pair = make.save(
        Separation(association=association, first=one, second=third, note="En note", made_by=by, made_at=now)
    )
    own = make.save(
        Team(
            code="sammen-om-det",
            open_until=now + timedelta(days=9),
            made_by=volunteer.user,
            made_at=now,
            members=[volunteer],
        )
    )
    for endpoint in ("show_team", "take_out", "end_team"):
        parts[f"teams.{endpoint}.number"] = team.id
    for endpoint in ("open_again", "leave"):
        parts[f"teams.{endpoint}.number"] = own.id
    for endpoint in ("show_invitation", "join"):
        parts[f"teams.{endpoint}.code"] = own.code
    parts |= {"member": one.id, "teams.stop_keeping_apart.number": pair.id}
