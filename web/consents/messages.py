"""The words of mails about consent; no mail names the young person."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import current_app
from flask_babel import force_locale, gettext

from web.consents.models import AskedOf, ConsentQuestion
from web.core.links import absolute_link
from web.notifications.services import write_notice

if TYPE_CHECKING:
    from web.youth.models import YoungPerson

BOTH_LANGUAGES = ("da", "en")


def ask(question: ConsentQuestion, *, link: str) -> None:
    """Mail the question in Danish and, below, in English: the service does not know a parent's language."""
    words = body_to_parent if question.asked_of is AskedOf.PARENT else body_to_young_person
    bodies = []
    for language in BOTH_LANGUAGES:
        with force_locale(language):
            bodies.append(words(question, link=link))
    with force_locale(BOTH_LANGUAGES[0]):
        subject = gettext("A question about a mentor")
    write_notice(
        f"consent question {question.id}",
        to=question.address,
        subject=subject,
        body="\n\n---\n\n".join(bodies),
    )


def body_to_parent(question: ConsentQuestion, *, link: str) -> str:
    """What a parent reads."""
    return str(
        gettext(
            "Hi\n\n%(municipality)s would like to find a mentor for your child. Your child is under 15, so we ask you. "
            "Read what it means, and say yes or no here:\n\n%(link)s\n\nThe link can be used for 14 days. It is all right "
            "to say no. If this mail is not meant for you, please delete it.\n\n%(caseworker)s",
            municipality=current_app.config["SETTINGS"].municipality_name,
            link=link,
            caseworker=question.young_person.caseworker.name,
        )
    )


def body_to_young_person(question: ConsentQuestion, *, link: str) -> str:
    """What the young person reads."""
    return str(
        gettext(
            "Hi\n\nWe would like to find a mentor for you, if you want one. You decide that yourself. Read what it means, "
            "and say yes or no here:\n\n%(link)s\n\nThe link is only for you and can be used for 14 days. It is all right "
            "to say no.\n\n%(caseworker)s",
            link=link,
            caseworker=question.young_person.caseworker.name,
        )
    )


def tell_caseworker_of_answer(question: ConsentQuestion) -> None:
    """Tell the caseworker that there is an answer; which one stands on the page behind the link."""
    caseworker = question.young_person.caseworker
    with force_locale(caseworker.locale):
        write_notice(
            f"consent question {question.id} answered",
            to=caseworker,
            subject=gettext("There is an answer to your question about consent"),
            body=gettext(
                "Hi %(name)s\n\nThere is an answer about being matched. You can see it here:\n\n%(link)s",
                name=caseworker.name,
                link=absolute_link(
                    "privacy.consents_of_young_person", young_person_id=question.young_person_id
                ),
            ),
        )


def tell_caseworker_of_withdrawal(young_person: YoungPerson, *, now: datetime) -> None:
    """Tell the caseworker that a consent was taken back, and what that has led to."""
    caseworker = young_person.caseworker
    with force_locale(caseworker.locale):
        write_notice(
            f"consent of young person {young_person.id} withdrawn {now.isoformat()}",
            to=caseworker,
            subject=gettext("A consent has been taken back"),
            body=gettext(
                "Hi %(name)s\n\nA young person no longer agrees to being matched. The request and any proposal have been "
                "withdrawn. If a match is running, it waits for your decision:\n\n%(link)s",
                name=caseworker.name,
                link=absolute_link("privacy.consents_of_young_person", young_person_id=young_person.id),
            ),
        )


def tell_caseworker_of_birthday(young_person: YoungPerson) -> None:
    """Tell the caseworker that a young person has turned 15 and answers for themself from now on; once."""
    caseworker = young_person.caseworker
    with force_locale(caseworker.locale):
        write_notice(
            f"young person {young_person.id} is fifteen",
            to=caseworker,
            subject=gettext("A young person now says yes or no themself"),
            body=gettext(
                "Hi %(name)s\n\nOne of your young people has turned 15. A parent's yes still counts, but now the young "
                "person is to be asked. If there is an e-mail address, we have mailed the question. Here you can see "
                "the answer, or note it:\n\n%(link)s",
                name=caseworker.name,
                link=absolute_link("privacy.consents_of_young_person", young_person_id=young_person.id),
            ),
        )
