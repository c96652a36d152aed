"""The words of the mails to those who would like to be mentors."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.profiles.models import Mentor
from web.vetting.labels import CLEARANCE_KINDS
from web.vetting.models import Clearance


def tell_application_received(mentor: Mentor) -> None:
    """Thank an applicant, and say what happens now."""
    user = mentor.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nThank you for wanting to be a mentor. We have what you wrote, and we call you to find a"
            " time for a talk.\n\nHere you can always see how far we are:\n\n%(link)s",
            name=user.name,
            link=absolute_link("vetting.own_mentor"),
        )
        subject = gettext("Thank you for wanting to be a mentor")
    write_notice(f"mentor {mentor.id} applied", to=user, subject=subject, body=body)


def tell_clearance_refused(clearance: Clearance, words: str, *, at: datetime) -> None:
    """Say that something is not in order, with the professional's words, and whom to talk to."""
    user = clearance.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nOne thing on the way to being a mentor is not in order yet: %(kind)s.\n\n%(words)s"
            "You are welcome to call us and talk about it. You can see the whole list here:\n\n%(link)s",
            name=user.name,
            kind=str(CLEARANCE_KINDS[clearance.kind]).lower(),
            words=as_paragraph(words),
            link=absolute_link("vetting.own_mentor"),
        )
        subject = gettext("About your application as a mentor")
    write_notice(f"clearance {clearance.id} refused {at.isoformat()}", to=user, subject=subject, body=body)


def tell_approved(mentor: Mentor, *, at: datetime) -> None:
    """Welcome a new mentor."""
    user = mentor.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nEverything is in order, and you are a mentor now. Thank you.\n\nWhen we know of a young"
            " person whom you seem to suit, you hear from us. Then you say yes or no, and so do they.\n\n%(link)s",
            name=user.name,
            link=absolute_link("vetting.own_mentor"),
        )
        subject = gettext("Welcome as a mentor")
    write_notice(f"mentor {mentor.id} approved {at.isoformat()}", to=user, subject=subject, body=body)


def tell_refused(mentor: Mentor, words: str, *, at: datetime) -> None:
    """Say no with respect, and point to what else there is to do."""
    user = mentor.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nThank you for offering your time as a mentor. This time we have to say no.\n\n%(words)s"
            "You are still welcome as a volunteer, and there are many other tasks. If you would like to know more,"
            " call us.\n\n%(link)s",
            name=user.name,
            words=as_paragraph(words),
            link=absolute_link("home.front"),
        )
        subject = gettext("About your application as a mentor")
    write_notice(f"mentor {mentor.id} refused {at.isoformat()}", to=user, subject=subject, body=body)


def as_paragraph(words: str) -> str:
    """Return the words as a paragraph of their own, or nothing for no words."""
    return f"{words}\n\n" if words else ""
