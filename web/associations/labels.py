"""Names of kinds and statuses of organisations."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.associations.models import AssociationKind, AssociationStatus

KINDS = {
    AssociationKind.ASSOCIATION: lazy_gettext("Association"),
    AssociationKind.HOUSING_ASSOCIATION: lazy_gettext("Housing association"),
    AssociationKind.SCHOOL: lazy_gettext("School"),
    AssociationKind.COMPANY: lazy_gettext("Company"),
    AssociationKind.MUNICIPAL: lazy_gettext("Part of the municipality"),
}
STATUSES = {
    AssociationStatus.PENDING: lazy_gettext("Waits for approval"),
    AssociationStatus.APPROVED: lazy_gettext("Approved"),
    AssociationStatus.REFUSED: lazy_gettext("Not approved"),
}
