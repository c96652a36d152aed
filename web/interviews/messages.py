"""The words of invitations to interviews, and of calling them off."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.core.pages import moment
from web.interviews.labels import CHANNELS
from web.interviews.models import Interview
from web.notifications.services import write_notice


def when(interview: Interview) -> str:
    """Return the day and the time in words, in the language of the mail."""
    return moment(interview.starts_at)


def where(interview: Interview) -> str:
    """Return how and where the two talk."""
    return f"{CHANNELS[interview.channel]}: {interview.place}"


def invite(interview: Interview) -> None:
    """Invite the applicant, and put the time into the interviewer's mailbox."""
    applicant, interviewer = interview.mentor.volunteer.user, interview.interviewer
    with force_locale(applicant.locale):
        write_notice(
            f"interview {interview.id} planned, applicant",
            to=applicant,
            subject=gettext("An invitation to a talk"),
            body=gettext(
                "Hello %(name)s\n\nWe would like to get to know you. %(interviewer)s talks with you:\n\n%(when)s\n"
                "%(where)s\n\nIt takes about an hour. You tell what you would like, and we tell what it is like to be a"
                " mentor. If it does not suit you, say so here, and we find another time:\n\n%(link)s",
                name=applicant.name,
                interviewer=interviewer.name,
                when=when(interview),
                where=where(interview),
                link=absolute_link("interviews.own"),
            ),
        )
    with force_locale(interviewer.locale):
        write_notice(
            f"interview {interview.id} planned, interviewer",
            to=interviewer,
            subject=gettext("An interview in your calendar"),
            body=gettext(
                "Hello %(name)s\n\nYou have an interview with %(applicant)s:\n\n%(when)s\n%(where)s\n\nHere you record how"
                " it went:\n\n%(link)s",
                name=interviewer.name,
                applicant=applicant.name,
                when=when(interview),
                where=interview.place,
                link=absolute_link("interviews.plan", mentor_id=interview.mentor_id),
            ),
        )


def tell_of_cancellation(interview: Interview, *, by: User) -> None:
    """Tell everybody but the one who called it off."""
    applicant, interviewer = interview.mentor.volunteer.user, interview.interviewer
    if by.id != applicant.id:
        with force_locale(applicant.locale):
            write_notice(
                f"interview {interview.id} cancelled, applicant",
                to=applicant,
                subject=gettext("Our talk is called off"),
                body=gettext(
                    "Hello %(name)s\n\nOur talk on %(when)s is called off. We are sorry. We find another time and write to"
                    " you.\n\n%(link)s",
                    name=applicant.name,
                    when=when(interview),
                    link=absolute_link("vetting.own_mentor"),
                ),
            )
    if by.id != interviewer.id:
        with force_locale(interviewer.locale):
            write_notice(
                f"interview {interview.id} cancelled, interviewer",
                to=interviewer,
                subject=gettext("An interview is called off"),
                body=gettext(
                    "Hello %(name)s\n\nThe interview with %(applicant)s on %(when)s is called off. Here you can plan"
                    " another:\n\n%(link)s",
                    name=interviewer.name,
                    applicant=applicant.name,
                    when=when(interview),
                    link=absolute_link("interviews.plan", mentor_id=interview.mentor_id),
                ),
            )


def tell_of_final_cancellation(interview: Interview, *, by: User) -> None:
    """Tell the applicant and the interviewer that the talk is off for good, since the application was refused."""
    applicant, interviewer = interview.mentor.volunteer.user, interview.interviewer
    with force_locale(applicant.locale):
        write_notice(
            f"interview {interview.id} cancelled, applicant",
            to=applicant,
            subject=gettext("Our talk is called off"),
            body=gettext(
                "Hello %(name)s\n\nOur talk on %(when)s is called off. You have another mail about your application.",
                name=applicant.name,
                when=when(interview),
            ),
        )
    if by.id == interviewer.id:
        return
    with force_locale(interviewer.locale):
        write_notice(
            f"interview {interview.id} cancelled, interviewer",
            to=interviewer,
            subject=gettext("An interview is called off"),
            body=gettext(
                "Hello %(name)s\n\nThe interview with %(applicant)s on %(when)s is called off: the application has been"
                " answered.",
                name=interviewer.name,
                applicant=applicant.name,
                when=when(interview),
            ),
        )
