"""Names of the kinds of employers."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.employers.models import EmployerKind

KINDS = {
    EmployerKind.COMPANY: lazy_gettext("Company"),
    EmployerKind.ASSOCIATION: lazy_gettext("Association"),
    EmployerKind.MUNICIPAL: lazy_gettext("Part of the municipality"),
}
