"""The words for what is held about people, shared by the privacy notice, my data and the report on retention."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext, lazy_gettext, ngettext

from web.core.personal_data import About, Kind, OnErasure, Purpose
from web.core.retention import KEPT_FOR, Retention

ABOUT: Mapping[About, Any] = {
    About.ACCOUNT_HOLDER: lazy_gettext("everybody with an account"),
    About.VOLUNTEER: lazy_gettext("volunteers"),
    About.MENTOR: lazy_gettext("mentors"),
    About.YOUNG_PERSON: lazy_gettext("young people"),
    About.COORDINATOR: lazy_gettext("coordinators of associations"),
    About.STAFF: lazy_gettext("staff of the municipality"),
    About.PARENT: lazy_gettext("parents of young people under 15"),
    About.REFERENCE: lazy_gettext("people who give a reference"),
    About.EMPLOYER: lazy_gettext("people who speak for an employer"),
}
KINDS: Mapping[Kind, Any] = {
    Kind.NAME: lazy_gettext("Name"),
    Kind.CONTACT: lazy_gettext("E-mail and phone"),
    Kind.BIRTH_DATE: lazy_gettext("Date of birth"),
    Kind.GENDER: lazy_gettext("Gender"),
    Kind.PLACE: lazy_gettext("District or village, and how far somebody travels"),
    Kind.FREE_TIME: lazy_gettext("Times of the week"),
    Kind.SKILLS: lazy_gettext("Interests and skills"),
    Kind.LANGUAGES: lazy_gettext("Languages"),
    Kind.OWN_WORDS: lazy_gettext("What somebody has written"),
    Kind.ACCOUNT: lazy_gettext("Account and settings"),
    Kind.SIGN_IN: lazy_gettext("Sign-in and security"),
    Kind.CHECK: lazy_gettext("Checks and training, without the certificates themselves"),
    Kind.ACTIVITY: lazy_gettext("Tasks, proposals and matches"),
    Kind.NEED: lazy_gettext("What a young person wants help with"),
    Kind.CONSENT: lazy_gettext("Consents"),
    Kind.CASE_NOTE: lazy_gettext("The caseworker's notes, encrypted"),
    Kind.PROTECTION: lazy_gettext("Whether name and address are protected"),
    Kind.MESSAGE: lazy_gettext("Mails we have sent"),
    Kind.WORK: lazy_gettext("Work in the service"),
}
PURPOSES: Mapping[Purpose, Any] = {
    Purpose.ACCOUNT: lazy_gettext("to give people an account"),
    Purpose.SECURITY: lazy_gettext("to keep accounts safe"),
    Purpose.VOLUNTEERING: lazy_gettext("to bring volunteers and tasks together"),
    Purpose.MENTORING: lazy_gettext("to find the right mentor for a young person"),
    Purpose.SMALL_JOBS: lazy_gettext("to find small jobs with ordinary pay for young people"),
    Purpose.SAFETY: lazy_gettext("to make sure that young people are safe"),
    Purpose.CASEWORK: lazy_gettext("the municipality's work with young people"),
    Purpose.NOTICES: lazy_gettext("to send messages about what happens"),
    Purpose.ACCOUNTABILITY: lazy_gettext("to be able to show that the rules were kept"),
    Purpose.OPERATION: lazy_gettext("to make forms and imports work"),
}
ERASURES: Mapping[OnErasure, Any] = {
    OnErasure.DELETE: lazy_gettext("is deleted"),
    OnErasure.EMPTY: lazy_gettext("is emptied"),
    OnErasure.PSEUDONYM: lazy_gettext("is replaced by a number that leads to nobody"),
    OnErasure.KEEP: lazy_gettext("stays, and no longer says who it was"),
}
RETENTIONS: Mapping[Retention, Any] = {
    Retention.WITH_ACCOUNT: lazy_gettext("as long as the account exists"),
    Retention.INACTIVE_VOLUNTEER: lazy_gettext("volunteers who have not signed in"),
    Retention.UNCONFIRMED_ACCOUNT: lazy_gettext("accounts whose e-mail was never confirmed"),
    Retention.DRAFT: lazy_gettext("unfinished sign-ups, and which forms were sent"),
    Retention.TYPED_IN_A_FORM: lazy_gettext("what was typed when a session ended"),
    Retention.SESSION: lazy_gettext("sign-ins"),
    Retention.KNOWN_DEVICE: lazy_gettext("devices that somebody has signed in from"),
    Retention.INVITATION: lazy_gettext("invitations to work here"),
    Retention.ADDRESS_CHANGE: lazy_gettext("changes of e-mail address"),
    Retention.UNDECIDED_IMPORT: lazy_gettext("imported files that nobody has decided on"),
    Retention.FINISHED_IMPORT: lazy_gettext("the rows of imported files"),
    Retention.REFERENCE: lazy_gettext("references"),
    Retention.SENT_MAIL: lazy_gettext("copies of mails we have sent"),
    Retention.OLD_PROPOSAL: lazy_gettext("old proposals and what they built on"),
    Retention.PLAN_TRIAL: lazy_gettext("plans that were only tried out"),
    Retention.BLOCKED_PAIR: lazy_gettext("pairs that said no to each other"),
    Retention.CLOSED_CASE: lazy_gettext("young people whose case is closed"),
    Retention.PARENT_QUESTION: lazy_gettext("questions to parents"),
    Retention.CONSENT_RECORD: lazy_gettext("consents that were taken back"),
    Retention.DATA_REQUEST: lazy_gettext("requests about personal data that are finished"),
    Retention.AUDIT: lazy_gettext("the audit log"),
}


def period_words(retention: Retention) -> str:
    """Return how long a kind of record is kept, in words."""
    period = KEPT_FOR[retention]
    if period.months:
        return str(ngettext("%(num)d month", "%(num)d months", period.months))
    if period.days:
        return str(ngettext("%(num)d day", "%(num)d days", period.days))
    if period.hours:
        return str(ngettext("%(num)d hour", "%(num)d hours", period.hours))
    return str(gettext("as long as the account exists"))
