"""The hourly round over references: reminders, links that have run out, and deletion after the decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from web.core import clock
from web.core.errors import TransitionError
from web.core.jobs import background
from web.extensions import db
from web.references.models import Reference
from web.references.queries import to_delete, to_expire, to_remind
from web.references.services import delete_reference, expire_reference, remind_referee


@background("look after references", every="41 * * * *", lock="look after references")
def look_after_references(*, timestamp: int) -> None:
    """Remind, expire and delete what is due, one commit each."""
    now = clock.now()
    each(to_expire(now=now), lambda found: expire_reference(found, now=now))
    each(to_remind(now=now), lambda found: remind_referee(found, now=now))
    each(to_delete(now=now), lambda found: delete_reference(found, now=now))


def each(ids: Sequence[int], act: Callable[[Reference], None]) -> None:
    """Do it to each reference that is still there, in a transaction of its own."""
    for reference_id in ids:
        reference = db.session.get(Reference, reference_id)
        if reference is None:
            continue
        try:
            act(reference)
        except TransitionError:
            db.session.rollback()
        else:
            db.session.commit()
