"""What waits on the start page because of proposals: for caseworkers and for mentors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.queries import count_of, live_proposals_of, proposals_to_mentor


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return what the user is to answer."""
    found = [*for_caseworker(user)] if user.has_any_role(RoleName.CASEWORKER) else []
    return [*found, *(for_mentor(user) if user.has_any_role(RoleName.MENTOR) else ())]


def for_caseworker(user: User) -> Iterator[Todo]:
    """Proposals to look at, and young people who may need help to answer."""
    if number := count_of(live_proposals_of(user, status=ProposalStatus.PROPOSED)):
        yield Todo(
            title=gettext("Proposals to look at"),
            text=ngettext(
                "One young person has got a proposal. It waits for your yes or no.",
                "%(num)s young people have got a proposal. They wait for your yes or no.",
                number,
            ),
            url=url_for("proposals.list_proposals"),
            count=number,
            is_urgent=True,
        )
    if number := count_of(live_proposals_of(user, status=ProposalStatus.MENTOR_ACCEPTED)):
        yield Todo(
            title=gettext("Mentors who have said yes"),
            text=gettext("Now it is up to the young people. Some may like your help to answer."),
            url=url_for("proposals.list_proposals", status=ProposalStatus.MENTOR_ACCEPTED.value),
            count=number,
        )


def for_mentor(user: User) -> Iterator[Todo]:
    """Proposals that wait for the mentor's answer."""
    waiting = proposals_to_mentor(user).where(Proposal.status == ProposalStatus.APPROVED)
    if number := count_of(waiting):
        yield Todo(
            title=gettext("Would you meet a young person?"),
            text=ngettext(
                "There is a proposal for you. Read it and say yes or no.",
                "There are %(num)s proposals for you. Read them and say yes or no.",
                number,
            ),
            url=url_for("proposals.list_to_mentor"),
            count=number,
            is_urgent=True,
        )
