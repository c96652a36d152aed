"""What waits on the start page because of matches: the young person's answer, and the matches that run."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import url_for
from flask_babel import gettext, ngettext
from sqlalchemy import Select, func, select

from web.accounts.models import RoleName, User
from web.core.todo import Todo
from web.extensions import db
from web.matches.lapses import lapsed_matches_of
from web.matches.models import Match, MatchStatus
from web.matches.queries import matches_of
from web.matches.reviews import reviews_waiting_for
from web.proposals.models import Proposal, ProposalStatus
from web.proposals.queries import proposals_to_young_person
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return the answer a young person owes, and a way to the running matches."""
    found = list(for_young_person(user)) if user.has_any_role(RoleName.YOUNG_PERSON) else []
    is_party = user.has_any_role(RoleName.YOUNG_PERSON, RoleName.MENTOR, RoleName.CASEWORKER)
    found.extend(to_decide(user))
    found.extend(lapsed(user))
    return [*found, *(running(user) if is_party else ())]


def for_young_person(user: User) -> Iterator[Todo]:
    """A mentor has said yes and waits for the young person; or the search goes on."""
    statement = proposals_to_young_person(user).where(Proposal.status == ProposalStatus.MENTOR_ACCEPTED)
    proposal = db.session.scalars(statement.limit(1)).first()
    if proposal is not None:
        yield Todo(
            title=gettext("Somebody would like to meet you"),
            text=gettext("Read who it is. You decide."),
            url=url_for("matches.answer_signed_in", proposal_id=proposal.id),
            is_urgent=True,
        )
        return
    if db.session.scalars(open_requests_of(user).limit(1)).first() is not None:
        yield Todo(
            title=gettext("We are looking for a mentor for you"),
            text=gettext("You do not have to do anything. Meanwhile you can look at what a mentor may see."),
            url=url_for("youth.choose_own"),
            is_news=True,
        )


def open_requests_of(user: User) -> Select[MentorRequest]:
    """Select the young person's own requests that wait for a mentor."""
    return (
        select(MentorRequest)
        .join(YoungPerson, YoungPerson.id == MentorRequest.young_person_id)
        .where(YoungPerson.user_id == user.id, MentorRequest.status == MentorRequestStatus.OPEN)
    )


def to_decide(user: User) -> Iterator[Todo]:
    """Running matches in which somebody has taken back their consent."""
    for review in reviews_waiting_for(user):
        yield Todo(
            title=gettext("A match waits for your decision"),
            text=gettext("One of the two has taken back their consent."),
            url=url_for("matches.show_match", match_id=review.match_id),
            is_urgent=True,
        )


def lapsed(user: User) -> Iterator[Todo]:
    """Running matches whose mentor lacks something; a caseworker decides what to do."""
    ids = lapsed_matches_of(user)
    if ids:
        yield Todo(
            title=gettext("Something about a mentor's papers"),
            text=ngettext(
                "The mentor in a running match lacks something.",
                "The mentors in %(num)s running matches lack something.",
                len(ids),
            ),
            url=url_for("matches.show_match", match_id=ids[0])
            if len(ids) == 1
            else url_for("matches.list_matches"),
            count=len(ids),
            is_urgent=True,
        )


def running(user: User) -> Iterator[Todo]:
    """The running matches."""
    ids = matches_of(user).where(Match.status == MatchStatus.ACTIVE).options().order_by(None)
    number = (
        db.session.scalar(select(func.count()).select_from(ids.with_only_columns(Match.id).subquery())) or 0
    )
    if number:
        is_own = user.has_any_role(RoleName.YOUNG_PERSON, RoleName.MENTOR)
        yield Todo(
            title=gettext("Running matches"),
            text=ngettext("See how you reach each other.", "See the %(num)s that are running.", number)
            if is_own
            else ngettext("See how it goes.", "See the %(num)s that are running.", number),
            url=url_for("matches.list_matches"),
            count=number,
            is_news=True,
        )
