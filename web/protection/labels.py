"""Names of this feature's choices for people."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext

from web.protection.reasons import WhyNoLonger, WhyProtected

WHY_PROTECTED: dict[WhyProtected, Any] = {
    WhyProtected.OWN_WORD: lazy_gettext("The person says so"),
    WhyProtected.REGISTER: lazy_gettext("It stands in the national register (CPR)"),
    WhyProtected.THREAT: lazy_gettext("Somebody threatens or seeks the person"),
    WhyProtected.JUDGEMENT: lazy_gettext("I judge that it is needed"),
}
WHY_NO_LONGER: dict[WhyNoLonger, Any] = {
    WhyNoLonger.RAN_OUT: lazy_gettext("The protection has run out"),
    WhyNoLonger.OWN_WISH: lazy_gettext("The person wishes it"),
    WhyNoLonger.MISTAKE: lazy_gettext("It was marked by mistake"),
}
