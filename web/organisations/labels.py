"""Names of the statuses of organisations."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.organisations.models import OrganisationStatus

STATUSES = {
    OrganisationStatus.PENDING: lazy_gettext("Waits for approval"),
    OrganisationStatus.APPROVED: lazy_gettext("Approved"),
    OrganisationStatus.REFUSED: lazy_gettext("Not approved"),
}
TONES = {
    OrganisationStatus.PENDING: "waiting",
    OrganisationStatus.APPROVED: "good",
    OrganisationStatus.REFUSED: "bad",
}
