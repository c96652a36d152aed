"""The words of the notice that the audit log does not hold."""

from __future__ import annotations

from flask_babel import gettext

from web.audit.models import AuditCheck
from web.core.links import absolute_link
from web.oversight.labels import problem_name


def broken_seal_words(check: AuditCheck) -> tuple[str, str]:
    """Return subject and body."""
    body = gettext(
        "Tonight's check of the audit log found that seal %(number)s does not hold: %(problem)s.\n\n"
        "Somebody may have changed the log in the database. Tell whoever runs the service, and keep the backups of "
        "the last days.\n\n%(link)s",
        number=check.broken_seal,
        problem=problem_name(check.problem),
        link=absolute_link("oversight.search"),
    )
    return gettext("The audit log may have been tampered with"), body
