"""Names of this feature's choices for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from web.privacy.models import RequestKind, RequestStatus

REQUEST_KINDS: Mapping[RequestKind, Any] = {
    RequestKind.CASE_FILES: lazy_gettext("See the case files about me"),
    RequestKind.CORRECTION: lazy_gettext("Have something corrected"),
    RequestKind.OBJECTION: lazy_gettext("Object to how my data are used"),
    RequestKind.ERASURE: lazy_gettext("Have my record erased"),
}
REQUEST_STATUSES: Mapping[RequestStatus, Any] = {
    RequestStatus.OPEN: lazy_gettext("Waits for an answer"),
    RequestStatus.GRANTED: lazy_gettext("Done as asked"),
    RequestStatus.REFUSED: lazy_gettext("Refused, with reasons"),
}
REQUEST_TONES: Mapping[RequestStatus, str] = {
    RequestStatus.OPEN: "waiting",
    RequestStatus.GRANTED: "good",
    RequestStatus.REFUSED: "bad",
}
