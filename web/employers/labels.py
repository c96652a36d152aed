"""Names of kinds and statuses of employers."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.employers.models import EmployerKind, EmployerStatus

KINDS = {
    EmployerKind.COMPANY: lazy_gettext("Company"),
    EmployerKind.ASSOCIATION: lazy_gettext("Association"),
    EmployerKind.MUNICIPAL: lazy_gettext("Part of the municipality"),
}
STATUSES = {
    EmployerStatus.PENDING: lazy_gettext("Waits for approval"),
    EmployerStatus.APPROVED: lazy_gettext("Approved"),
    EmployerStatus.REFUSED: lazy_gettext("Not approved"),
}
TONES = {
    EmployerStatus.PENDING: "waiting",
    EmployerStatus.APPROVED: "good",
    EmployerStatus.REFUSED: "bad",
}
