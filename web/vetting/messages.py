"""The words of the mails to those who would like to be mentors, and about what runs out or is not in order."""

from __future__ import annotations

from datetime import datetime

from flask_babel import force_locale, format_date, gettext

from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.profiles.models import Mentor
from web.vetting.labels import CLEARANCE_KINDS
from web.vetting.models import Clearance

OWN_PAPERS = "papers.show_own"


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


def tell_clearance_refused(clearance: Clearance, words: str, *, is_for_mentoring: bool, at: datetime) -> None:
    """Say that something is not in order, with the professional's words, and whom to talk to."""
    if not is_for_mentoring:
        tell_paper_refused(clearance, words, at=at)
        return
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


def tell_paper_refused(clearance: Clearance, words: str, *, at: datetime) -> None:
    """Say to somebody who wants a shift that something is not in order."""
    user = clearance.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nOne thing that your shifts ask for is not in order: %(kind)s.\n\n%(words)sYou are welcome"
            " to call us and talk about it. There are many tasks that do not ask for it. You can see the whole list"
            " here:\n\n%(link)s",
            name=user.name,
            kind=str(CLEARANCE_KINDS[clearance.kind]).lower(),
            words=as_paragraph(words),
            link=absolute_link(OWN_PAPERS),
        )
        subject = gettext("About your papers")
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


def tell_refused(mentor: Mentor, *, at: datetime) -> None:
    """Say no with respect, and say how to ask for the reasons and how to object."""
    user = mentor.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "Hello %(name)s\n\nThank you for offering your time as a mentor, and for letting us get to know you. This"
            " time we have to say no.\n\nIt is not a judgement of you as a person. We look at what suits exactly this"
            " task, and there are many other tasks in which you are needed.\n\nWould you like to know why, or do you"
            " not agree? You can ask for the reasons, and you can ask that somebody else looks at it again. You do both"
            " here, or you call us:\n\n%(own_page)s\n\nAll tasks stand here:\n\n%(tasks)s",
            name=user.name,
            own_page=absolute_link("vetting.own_mentor"),
            tasks=absolute_link("home.front"),
        )
        subject = gettext("About your application as a mentor")
    write_notice(f"mentor {mentor.id} refused {at.isoformat()}", to=user, subject=subject, body=body)


def tell_reopened(mentor: Mentor, *, was_approved: bool, at: datetime) -> None:
    """Say that the application is looked at again."""
    user = mentor.volunteer.user
    with force_locale(user.locale):
        words = (
            gettext(
                "Until we have looked at it together, you get no new proposals as a mentor. Please call us."
            )
            if was_approved
            else gettext("We look at your application again. You hear from us.")
        )
        body = gettext(
            "Hello %(name)s\n\n%(words)s\n\nHere you can see how far we are:\n\n%(link)s",
            name=user.name,
            words=words,
            link=absolute_link("vetting.own_mentor"),
        )
        subject = gettext("Your application as a mentor is open again")
    write_notice(f"mentor {mentor.id} reopened {at.isoformat()}", to=user, subject=subject, body=body)


def tell_running_out(clearance: Clearance, *, days_before: int, is_for_mentoring: bool) -> None:
    """Remind a volunteer to renew in time."""
    user = clearance.volunteer.user
    with force_locale(user.locale):
        kind = str(CLEARANCE_KINDS[clearance.kind]).lower()
        body = gettext(
            "Hello %(name)s\n\nOne thing must be renewed: %(kind)s. It counts until and including %(day)s.\n\nHere you can"
            " see what to do. If you renew it in time, nothing changes:\n\n%(link)s",
            name=user.name,
            kind=kind,
            day=format_date(clearance.expires_on, "long"),
            link=absolute_link("vetting.own_mentor" if is_for_mentoring else OWN_PAPERS),
        )
        subject = gettext("Something must be renewed soon")
    occasion = f"clearance {clearance.id} until {clearance.expires_on}, {days_before} days before"
    write_notice(occasion, to=user, subject=subject, body=body)


def tell_run_out(clearance: Clearance, *, is_for_mentoring: bool) -> None:
    """Tell a volunteer that something has run out, and what that means."""
    user = clearance.volunteer.user
    with force_locale(user.locale):
        facts = {
            "name": user.name,
            "kind": str(CLEARANCE_KINDS[clearance.kind]).lower(),
            "day": format_date(clearance.expires_on, "long"),
            "link": absolute_link("vetting.own_mentor" if is_for_mentoring else OWN_PAPERS),
        }
        if is_for_mentoring:
            body = gettext(
                "Hello %(name)s\n\nOne thing has run out: %(kind)s, on %(day)s. Until it is renewed we do not ask you to"
                " meet anybody new. The young person you know already, you keep; the caseworker knows of it.\n\nHere you can"
                " see what to do:\n\n%(link)s",
                **facts,
            )
        else:
            body = gettext(
                "Hello %(name)s\n\nOne thing has run out: %(kind)s, on %(day)s. Until it is renewed you cannot take new"
                " shifts that ask for it. Nobody takes you off a shift you have; the association knows of it.\n\nHere you"
                " can see what to do:\n\n%(link)s",
                **facts,
            )
        subject = gettext("Something has run out")
    write_notice(
        f"clearance {clearance.id} until {clearance.expires_on}, run out", to=user, subject=subject, body=body
    )


def as_paragraph(words: str) -> str:
    """Return the words as a paragraph of their own, or nothing for no words."""
    return f"{words}\n\n" if words else ""
