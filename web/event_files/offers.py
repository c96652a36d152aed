"""The operators' file of who has said yes to be planned in at an event: nobody is planned in without it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select

from web.accounts.models import User
from web.exchange import cells
from web.exchange.kinds import Column, FileKind, Key, Origin, Values
from web.exchange.records import add_records
from web.exchange.references import ids_of
from web.extensions import db
from web.profiles.models import Volunteer
from web.staffing.models import Event, HelpOffer


def offers_kind(event: Event) -> FileKind:
    """Return the kind of file that says who offers to help at the event.

    No page takes it: whoever could upload addresses would learn who has an account.
    """

    def stored(keys: set[Key]) -> dict[Key, Values]:
        statement = (
            select(func.lower(User.email), HelpOffer.minutes_per_week, HelpOffer.rest_minutes)
            .join(HelpOffer.volunteer)
            .join(Volunteer.user)
            .where(HelpOffer.event_id == event.id)
        )
        found = {
            (email,): {"hours_per_week": minutes // 60, "rest_hours": rest // 60 or None}
            for email, minutes, rest in db.session.execute(statement)
        }
        return {key: values for key, values in found.items() if key in keys}

    def add(rows: Sequence[Values], origin: Origin) -> None:
        volunteers = ids_of("volunteers", [row["email"] for row in rows])
        add_records(
            HelpOffer,
            [
                {
                    "association_id": event.association_id,
                    "event_id": event.id,
                    "volunteer_id": volunteers[row["email"]],
                    "minutes_per_week": row["hours_per_week"] * 60,
                    "rest_minutes": (row["rest_hours"] or 0) * 60,
                    "offered_at": origin.now,
                }
                for row in rows
            ],
            origin,
        )

    return FileKind(
        name="help_offers",
        columns=(
            Column("email", cells.email, refers_to="volunteers"),
            Column("hours_per_week", cells.whole_number(least=1, most=80)),
            Column("rest_hours", cells.whole_number(least=0, most=24), empty="none"),
        ),
        key=("email",),
        stored=stored,
        add=add,
        may_leave_out_optional=True,
    )
