"""The words of the mails to referees, and to the applicant about them."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.references.links import reference_link
from web.references.models import Reference, ReferenceStatus


def ask(reference: Reference) -> None:
    """Ask a referee, in the applicant's language; the page can be read in both."""
    applicant = reference.mentor.volunteer.user
    with force_locale(applicant.locale):
        body = gettext(
            "Hello %(referee)s\n\n%(applicant)s would like to be a mentor for a young person in Randers, and has given us"
            " your name as somebody who knows them well. Would you answer three questions? It takes two minutes on your"
            " phone, and you need no account.\n\n%(link)s\n\nOnly those who decide about the application read your"
            " answer; %(applicant)s does not. We delete it when it is no longer needed. The link is yours alone and good"
            " for three weeks. If you would rather not, you can say so there.",
            referee=reference.name,
            applicant=applicant.name,
            link=reference_link(reference),
        )
        subject = gettext("Three questions about somebody you know")
    occasion = f"reference {reference.id} asked, {reference.link_number}"
    write_notice(occasion, to=reference.email, subject=subject, body=body)


def remind(reference: Reference) -> None:
    """Remind a referee once, with the same link."""
    applicant = reference.mentor.volunteer.user
    with force_locale(applicant.locale):
        body = gettext(
            "Hello %(referee)s\n\nA week ago we wrote to you because %(applicant)s would like to be a mentor. We have not"
            " heard from you yet. Here is the link once more:\n\n%(link)s\n\nIf you would rather not, you can say so"
            " there, and we ask somebody else. We do not write again.",
            referee=reference.name,
            applicant=applicant.name,
            link=reference_link(reference),
        )
        subject = gettext("A reminder: three questions about somebody you know")
    occasion = f"reference {reference.id} reminded, {reference.link_number}"
    write_notice(occasion, to=reference.email, subject=subject, body=body)


def tell_applicant_of_answer(reference: Reference) -> None:
    """Tell the applicant that one of the two has answered; not what."""
    applicant = reference.mentor.volunteer.user
    with force_locale(applicant.locale):
        body = gettext(
            "Hello %(name)s\n\n%(referee)s has answered our questions. Thank you both. Here you can see how far we"
            " are:\n\n%(link)s",
            name=applicant.name,
            referee=reference.name,
            link=absolute_link("vetting.own_mentor"),
        )
        subject = gettext("One of your references has answered")
    write_notice(f"reference {reference.id} answered", to=applicant, subject=subject, body=body)


def ask_for_another(reference: Reference) -> None:
    """Ask the applicant for somebody else; it is no disgrace to either."""
    applicant = reference.mentor.volunteer.user
    with force_locale(applicant.locale):
        words = (
            gettext("%(referee)s has no time to answer our questions.", referee=reference.name)
            if reference.status is ReferenceStatus.DECLINED
            else gettext("%(referee)s has not answered our questions.", referee=reference.name)
        )
        body = gettext(
            "Hello %(name)s\n\n%(words)s That happens. Could you give us the name of somebody else?\n\n%(link)s",
            name=applicant.name,
            words=words,
            link=absolute_link("references.name_referees"),
        )
        subject = gettext("Could you give us another name?")
    occasion = f"reference {reference.id} {reference.status.value}, {reference.link_number}"
    write_notice(occasion, to=applicant, subject=subject, body=body)
