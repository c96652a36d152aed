"""Every kind of file, in the order in which a folder is imported: what is referred to comes first."""

from __future__ import annotations

from web.exchange.account_files import STAFF_FILE
from web.exchange.association_files import ASSOCIATIONS
from web.exchange.catalogue_files import AREAS, EXPERIENCES, GOALS, LANGUAGES, SKILLS
from web.exchange.kinds import FileKind
from web.exchange.mentor_files import CLEARANCES, MENTORS
from web.exchange.request_files import MENTOR_REQUESTS
from web.exchange.shift_files import SHIFTS
from web.exchange.signup_files import SIGNUPS
from web.exchange.task_files import TASKS
from web.exchange.vetting_files import COURSE_PLACES, COURSES, INTERVIEWS, MENTOR_REFERENCES
from web.exchange.volunteer_files import VOLUNTEERS
from web.exchange.young_people_files import YOUNG_PEOPLE

KINDS: dict[str, FileKind] = {
    kind.name: kind
    for kind in (
        AREAS, SKILLS, LANGUAGES, GOALS, EXPERIENCES, STAFF_FILE, ASSOCIATIONS, VOLUNTEERS, MENTORS, CLEARANCES,
        MENTOR_REFERENCES, INTERVIEWS, COURSES, COURSE_PLACES, YOUNG_PEOPLE, MENTOR_REQUESTS, TASKS, SHIFTS, SIGNUPS,
    )
}  # fmt: skip


def kinds_for_upload() -> list[FileKind]:
    """Return the kinds that an administrator may upload on the page."""
    return [kind for kind in KINDS.values() if kind.is_for_upload]
