"""Names of the kinds of organisations that post tasks."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.associations.models import AssociationKind

KINDS = {
    AssociationKind.ASSOCIATION: lazy_gettext("Association"),
    AssociationKind.HOUSING_ASSOCIATION: lazy_gettext("Housing association"),
    AssociationKind.SCHOOL: lazy_gettext("School"),
    AssociationKind.COMPANY: lazy_gettext("Company"),
    AssociationKind.MUNICIPAL: lazy_gettext("Part of the municipality"),
}
