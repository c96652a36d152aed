"""The words of the notices about opened records: who opened one and why, never whose it is."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from flask_babel import force_locale, gettext

from web.accounts.models import User
from web.core.links import absolute_link
from web.deputies.caseloads import in_charge_of
from web.disclosure.labels import REASONS
from web.disclosure.models import Disclosure
from web.notifications.services import write_notice


def tell_watchers(disclosure: Disclosure, watchers: Iterable[User]) -> None:
    """Tell the data protection contacts at once."""
    for watcher in watchers:
        with force_locale(watcher.locale):
            write_notice(
                f"disclosure {disclosure.id} opened, watcher {watcher.id}",
                to=watcher,
                subject=gettext("A record was opened outside somebody's own work"),
                body=gettext(
                    "Hi %(name)s\n\nA record was opened outside somebody's own work. The reason given: "
                    "%(reason)s.\n\nWho it was, when, and what they wrote, you read here:\n\n%(link)s",
                    name=watcher.name,
                    reason=str(REASONS[disclosure.reason]),
                    link=absolute_link("disclosure.review_one", disclosure_id=disclosure.id),
                ),
            )


def tell_caseworker(disclosure: Disclosure) -> None:
    """Tell the young person's own caseworker, and the deputy while there is one; a volunteer has none."""
    if disclosure.young_person is None:
        return
    for person in in_charge_of(disclosure.young_person.caseworker):
        if person.id == disclosure.reader_id:
            continue
        with force_locale(person.locale):
            write_notice(
                f"disclosure {disclosure.id} opened, caseworker {person.id}",
                to=person,
                subject=gettext("A colleague has opened one of your records"),
                body=gettext(
                    "Hi %(name)s\n\nA colleague has opened the record of one of your young people, with a reason and "
                    "for an hour at most. Your notes were not shown. The data protection contact has been told too.\n\n"
                    "You see who it was and why on the young person's page:\n\n%(link)s",
                    name=person.name,
                    link=absolute_link(
                        "caseload.show_young_person", young_person_id=disclosure.young_person_id
                    ),
                ),
            )


def ask_reader(disclosure: Disclosure) -> None:
    """Ask whoever opened the record."""
    reader = disclosure.reader
    with force_locale(reader.locale):
        write_notice(
            f"disclosure {disclosure.id} asked about",
            to=reader,
            subject=gettext("A question about a record you opened"),
            body=gettext(
                "Hi %(name)s\n\nThe data protection contact has a question about a record you opened. Read it and "
                "answer here:\n\n%(link)s",
                name=reader.name,
                link=absolute_link("disclosure.answer", disclosure_id=disclosure.id),
            ),
        )


def tell_reviewer_of_answer(disclosure: Disclosure, *, at: datetime) -> None:
    """Tell whoever asked that there is an answer."""
    reviewer = disclosure.reviewed_by
    assert reviewer is not None, "somebody has asked"
    with force_locale(reviewer.locale):
        write_notice(
            f"disclosure {disclosure.id} answered at {at.isoformat()}",
            to=reviewer,
            subject=gettext("An answer about an opened record"),
            body=gettext(
                "Hi %(name)s\n\nYour question about an opened record has been answered:\n\n%(link)s",
                name=reviewer.name,
                link=absolute_link("disclosure.review_one", disclosure_id=disclosure.id),
            ),
        )


def tell_of_escalation(disclosure: Disclosure, administrators: Iterable[User]) -> None:
    """Tell the administrators that something was not in order."""
    for administrator in administrators:
        with force_locale(administrator.locale):
            write_notice(
                f"disclosure {disclosure.id} escalated, administrator {administrator.id}",
                to=administrator,
                subject=gettext("An opened record is taken further"),
                body=gettext(
                    "Hi %(name)s\n\nThe data protection contact takes the opening of a record further (number "
                    "%(number)s). Talk with the data protection contact about what is to happen.",
                    name=administrator.name,
                    number=disclosure.id,
                ),
            )
