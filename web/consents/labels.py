"""Names of this feature's choices for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from web.consents.models import ConsentPurpose, LawSection, LegalBasis, Through

PURPOSES: Mapping[ConsentPurpose, Any] = {
    ConsentPurpose.BEING_MATCHED: lazy_gettext("Having a mentor found"),
    ConsentPurpose.SHOWING_WISHES: lazy_gettext("Letting a mentor read the wishes"),
    ConsentPurpose.BEING_MENTOR: lazy_gettext("Being a mentor for somebody"),
    ConsentPurpose.OTHER_TASKS: lazy_gettext("Mails about other tasks"),
    ConsentPurpose.CASEWORK: lazy_gettext("The municipality's casework"),
}
BASES: Mapping[LegalBasis, Any] = {
    LegalBasis.CONSENT: lazy_gettext("Consent"),
    LegalBasis.PUBLIC_TASK: lazy_gettext("A public task (GDPR article 6(1)(e))"),
    LegalBasis.LEGAL_DUTY: lazy_gettext("A legal duty (GDPR article 6(1)(c))"),
}
SECTIONS: Mapping[LawSection, Any] = {
    LawSection.YOUTH_EFFORT: lazy_gettext("Act on municipal efforts for young people under 25, section 2 a"),
    LawSection.EARLY_PREVENTION: lazy_gettext("Act of the child, section 30 (early prevention)"),
    LawSection.ADVICE: lazy_gettext("Act on social services, section 12 (advice)"),
    LawSection.VOLUNTARY_WORK: lazy_gettext("Act on social services, section 18 (voluntary social work)"),
    LawSection.EMPLOYMENT: lazy_gettext("Act on an active employment effort"),
}
THROUGH: Mapping[Through, Any] = {
    Through.OWN_PAGE: lazy_gettext("on their own page"),
    Through.OWN_LINK: lazy_gettext("through a personal link"),
    Through.PARENT_LINK: lazy_gettext("by a parent, through a personal link"),
    Through.NOTED: lazy_gettext("noted by the caseworker"),
    Through.NOTED_FROM_PARENT: lazy_gettext("by a parent, noted by the caseworker"),
    Through.NEWER_CONSENT: lazy_gettext("replaced by a newer one"),
    Through.ERASURE: lazy_gettext("when the data were erased"),
}
