"""A small world with every role twice: the people whom its things concern, and the same roles elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from flask import Flask

from tests.web import factories as make
from tests.web.access.world_of_advice import trial_of_override
from tests.web.access.world_of_asking import add_asking
from tests.web.access.world_of_papers import add_papers
from tests.web.access.world_of_staff import add_accounts, add_oversight, add_vetting
from tests.web.access.world_of_staffing import add_staffing
from tests.web.access.world_of_teams import add_teams
from tests.web.access.world_of_work import add_work
from web.access_page import ACTORS
from web.accounts.models import RoleName, User
from web.core import clock
from web.deputies.models import Deputy
from web.exchange.models import ImportBatch
from web.extensions import db
from web.matches.models import Match
from web.matches.personal_links import match_token
from web.notifications.models import DevelopmentMail, OutboxMessage
from web.proposals.models import Alternate, MatchRun, Proposal, ProposalStatus, RunStage, RunStatus
from web.proposals.personal_links import answer_token
from web.swaps.models import Swap
from web.tasks.models import ClosedDays, SignupStatus, TaskKind, TaskStatus
from web.youth.models import MentorRequestStatus

ROLES = {
    "volunteer": (RoleName.VOLUNTEER,),
    "mentor": (RoleName.VOLUNTEER, RoleName.MENTOR),
    "young_person": (RoleName.YOUNG_PERSON,),
    "coordinator": (RoleName.COORDINATOR,),
    "caseworker": (RoleName.CASEWORKER,),
    "deputy": (RoleName.CASEWORKER,),
    "area_contact": (RoleName.AREA_CONTACT,),
    "administrator": (RoleName.ADMINISTRATOR,),
    "data_protection_contact": (RoleName.DATA_PROTECTION_CONTACT,),
}

NOTHING_ELSE = {"others_moved": 0, "others_left_out": 0}


@dataclass
class World:
    """The people by actor, and what stands for each part of an address: by `endpoint.part`, else by part."""

    people: dict[str, User] = field(default_factory=dict)
    parts: dict[str, Any] = field(default_factory=dict)

    def address_parts(self, endpoint: str, names: set[str]) -> dict[str, Any]:
        """Return what to put into the address of a route."""
        return {name: self.parts.get(f"{endpoint}.{name}", self.parts.get(name)) for name in names}


def build_world(app: Flask) -> World:
    """Write everybody and everything; the caller commits."""
    world = World()
    for actor in ACTORS[1:]:
        roles = ROLES[actor.removesuffix("_elsewhere")]
        world.people[actor] = make.make_user(*roles, name=actor.replace("_", " ").title())
    add_volunteers(world)
    add_associations(world)
    add_young_people(world)
    add_office(world)
    add_asking(world)
    add_work(world)
    add_vetting(world)
    add_papers(world)
    add_oversight(world)
    add_accounts(world)
    return world


def add_volunteers(world: World) -> None:
    """Volunteers and mentors, each area with its contact."""
    here, elsewhere = make.make_area(), make.make_area()
    world.people["area_contact"].contact_areas = [here]
    world.people["area_contact_elsewhere"].contact_areas = [elsewhere]
    for name, area in (("volunteer", here), ("volunteer_elsewhere", elsewhere)):
        world.parts[name] = make.make_volunteer(user=world.people[name], area=area)
    for name, area in (("mentor", here), ("mentor_elsewhere", elsewhere)):
        volunteer = make.make_volunteer(user=world.people[name], area=area)
        world.parts[name] = make.make_mentor(volunteer=volunteer, capacity=4, youngest_age=12)
    world.parts |= {"mentor_id": world.parts["mentor"].id, "kind": "interview"}


def add_associations(world: World) -> None:
    """Two associations; the one has a task with a shift that somebody signed up for."""
    association = make.make_association(coordinators=[world.people["coordinator"]])
    make.make_association(coordinators=[world.people["coordinator_elsewhere"]])
    task = make.make_task(association=association)
    shift = make.make_shift(task=task)
    signup = make.make_signup(shift=shift, volunteer=world.parts["volunteer"])
    place = make.make_signup(
        shift=make.make_shift(task=task, starts_at=clock.now() + timedelta(days=9)),
        volunteer=world.parts["volunteer"],
        status=SignupStatus.CONFIRMED,
        seat=1,
    )
    swap = make.save(Swap(signup=place, words="", offered_at=clock.now()))
    another = make.make_task(association=association)
    free, taken = (
        make.make_shift(task=another, starts_at=clock.now() + timedelta(days=days)) for days in (11, 12)
    )
    unswapped = make.make_signup(
        shift=taken, volunteer=world.parts["volunteer"], status=SignupStatus.CONFIRMED, seat=1
    )
    draft = make.make_task(association=association, status=TaskStatus.DRAFT)
    weekly = make.make_task(
        association=association,
        kind=TaskKind.WEEKLY,
        weekday=0,
        from_time=time(16),
        to_time=time(18),
        first_on=clock.today(),
    )
    span = make.save(ClosedDays(association_id=association.id, first_on=clock.today(), last_on=clock.today()))
    closed = make.make_task(association=association, status=TaskStatus.CLOSED)
    world.parts |= {
        "association_id": association.id,
        "task_id": task.id,
        "shift_id": shift.id,
        "signup_id": signup.id,
        "tasks.change_from_here.shift_id": make.make_shift(task=weekly).id,
        "tasks.open_again.number": span.id,
        "tasks.show_sign_up.shift_id": free.id,
        "tasks.sign_up.shift_id": free.id,
        "swap_id": swap.id,
        "swaps.offer.signup_id": unswapped.id,
        "swaps.answer.reply": "ja",
        "swaps.decide.reply": "godkend",
        "slug": "et-navn",
        "tasks.publish.task_id": draft.id,
        "tasks.reopen.task_id": closed.id,
    }
    add_staffing(world.parts, task)
    add_teams(world.parts, task, world.parts["volunteer"])


def add_young_people(world: World) -> None:
    """A caseload with somebody at every stage, its deputy, and a caseload elsewhere."""
    caseworker, mentor = world.people["caseworker"], world.parts["mentor"]
    make.save(
        Deputy(
            caseworker=caseworker,
            deputy=world.people["deputy"],
            starts_on=clock.today() - timedelta(days=1),
            ends_on=clock.today() + timedelta(days=30),
        )
    )
    make.make_young_person(
        caseworker=world.people["caseworker_elsewhere"], user=world.people["young_person_elsewhere"]
    )
    person = make.make_young_person(
        caseworker=caseworker, user=world.people["young_person"], email="ung@example.dk"
    )
    request = make.make_request(young_person=person)
    answered = make.make_proposal(request=request, mentor=mentor, status=ProposalStatus.MENTOR_ACCEPTED)
    # An earlier request of the same young person, whose match still runs.
    earlier = make.make_request(young_person=person, status=MentorRequestStatus.WITHDRAWN)
    accepted = make.make_proposal(request=earlier, mentor=mentor, status=ProposalStatus.ACCEPTED)
    match = make.save(
        Match(
            proposal=accepted,
            request=earlier,
            young_person=person,
            mentor=mentor,
            seat=1,
            started_on=date(2026, 1, 1),
        )
    )
    proposed, approved = (proposal_for_another(world, status) for status in ("proposed", "approved"))
    add_alternate(proposed, world)
    trial = trial_of_override(caseworker, proposed.request, mentor)
    alone = make.make_young_person(caseworker=caseworker, email="alene@example.dk")
    asleep = make.make_request(young_person=alone, status=MentorRequestStatus.WITHDRAWN)
    to_mentor = ("show_to_mentor", "accept", "refuse")
    to_young = (
        "answer_signed_in",
        "accept_signed_in",
        "decline_signed_in",
        "accept_on_behalf",
        "decline_on_behalf",
    )
    world.parts |= {
        "young_person_id": person.id,
        "youth.request_mentor.young_person_id": alone.id,
        "youth.invite.young_person_id": alone.id,
        "request_id": request.id,
        "caseload.reopen.request_id": asleep.id,
        "proposal_id": proposed.id,
        "trial_id": trial.id,
        "choice": "til",
        "rank": 1,
        "match_id": match.id,
        "deputy_id": db.session.query(Deputy.id).scalar(),
        "matches.show_match_by_link.token": match_token(match),
        "token": answer_token(answered),
        **{f"proposals.{name}.proposal_id": approved.id for name in to_mentor},
        **{f"matches.{name}.proposal_id": answered.id for name in to_young},
    }


def proposal_for_another(world: World, status: str) -> Proposal:
    """A proposal for one more young person of the same caseworker."""
    person = make.make_young_person(caseworker=world.people["caseworker"])
    return make.make_proposal(
        request=make.make_request(young_person=person),
        mentor=world.parts["mentor"],
        status=ProposalStatus(status),
    )


def add_alternate(proposal: Proposal, world: World) -> None:
    """Somebody else who could help."""
    proposal.alternates = [
        Alternate(rank=1, mentor=world.parts["mentor_elsewhere"], score=0.5, consequences=NOTHING_ELSE)
    ]


def add_office(world: World) -> None:
    """A match run, an import and a mail."""
    run = make.save(
        MatchRun(
            status=RunStatus.DONE,
            stage=RunStage.FINISHED,
            requested_by=world.people["caseworker"],
            input_size={"requests": 0, "mentors": 0, "places": 0},
            statistics={
                "served": 0,
                "unserved": 0,
                "mean_score": None,
                "feasible_pairs": 0,
                "is_proven": True,
            },
        )
    )
    batch = make.save(
        ImportBatch(
            entity="volunteers",
            file_name="frivillige.csv",
            uploaded_by=world.people["administrator"],
            counts=dict.fromkeys(("new", "unchanged", "changed", "bad", "windows_1252"), 0),
        )
    )
    mail = make.save(OutboxMessage(occasion="a mail", address="x@example.dk", subject="Hej", body="Hej"))
    make.save(DevelopmentMail(outbox_message_id=mail.id))
    world.parts |= {"run_id": run.id, "batch_id": batch.id, "message_id": mail.id}
