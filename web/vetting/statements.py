"""The two statements that a mentor gives online: their words by version, and the giving, which is kept word for word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from web.accounts.models import User
from web.audit.services import record_event
from web.core import clock
from web.core.errors import RuleError
from web.extensions import db
from web.profiles.models import Mentor
from web.vetting.models import ClearanceKind, ClearanceStatus, GivenStatement
from web.vetting.services import Validity, locked_clearance, put_in_order, usual_last_day


@dataclass(frozen=True)
class Statement:
    """A text in both languages; whoever changes a word gives it the next version."""

    version: int
    words: dict[str, str]


STATEMENTS: dict[ClearanceKind, Statement] = {
    ClearanceKind.CONFIDENTIALITY: Statement(
        1,
        {
            "da": "Det, en ung fortæller mig, bliver hos mig. Jeg fortæller det ikke videre, heller ikke til familie "
            "eller venner, og jeg skriver det ingen steder.\n\nEr en ung i fare, eller hører jeg om vold eller overgreb, "
            "siger jeg det straks til sagsbehandleren, og jeg siger til den unge, at jeg gør det.\n\nLøftet gælder også, "
            "når jeg ikke længere er mentor.",
            "en": "What a young person tells me stays with me. I do not pass it on, not to family or friends either, and "
            "I write it down nowhere.\n\nIf a young person is in danger, or I hear of violence or abuse, I tell the "
            "caseworker at once, and I tell the young person that I do.\n\nThe promise also holds when I am no longer a "
            "mentor.",
        },
    ),
    ClearanceKind.COMMITMENT: Statement(
        1,
        {
            "da": "Jeg er med i mindst ét år. Vi mødes omkring en time om ugen, også når hverdagen driller.\n\nKan jeg "
            "ikke komme, siger jeg det i god tid. Må jeg stoppe før tid, siger jeg det til sagsbehandleren og tager "
            "ordentligt afsked med den unge.\n\nJeg kan altid ringe til sagsbehandleren, og jeg kommer til "
            "mentoruddannelsen, før jeg begynder.",
            "en": "I am with it for at least one year. We meet about an hour a week, also when everyday life gets in the "
            "way.\n\nWhen I cannot come, I say so in good time. If I must stop early, I tell the caseworker and say a "
            "proper goodbye to the young person.\n\nI can always call the caseworker, and I come to the mentor training "
            "before I begin.",
        },
    ),
}


def give_statement(
    mentor: Mentor, kind: ClearanceKind, *, version: int, language: str, by: User, now: datetime
) -> GivenStatement:
    """Keep that the mentor agreed, in these words, and count the clearance as in order.

    Raises RuleError where somebody else gives it, the text has changed meanwhile, or staff have said no to it.
    """
    statement = STATEMENTS[kind]
    if mentor.volunteer.user_id != by.id:
        raise RuleError(gettext("Only the person themselves can say yes to this."))
    if version != statement.version:
        raise RuleError(gettext("The text has changed. Please read it again."))
    clearance = locked_clearance(mentor.volunteer, kind)
    if clearance.status is ClearanceStatus.REFUSED:
        raise RuleError(gettext("Please call us about this first."))
    given = GivenStatement(
        volunteer_id=mentor.volunteer_id,
        kind=kind,
        version=version,
        language=language,
        words=statement.words[language],
        given_at=now,
    )
    db.session.add(given)
    db.session.flush()
    record_event("give statement", given, by=by, now=now, details={"kind": kind.value, "version": version})
    today = clock.local_date(now)
    put_in_order(
        clearance, Validity(today, usual_last_day(mentor.volunteer, kind, today, now=now)), by=by, now=now
    )
    return given
