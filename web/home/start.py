"""What waits for a person now, gathered from every feature, and the ways that fit their roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import lazy_gettext

from web.accounts.models import RoleName, User
from web.associations.todo import waiting_for as associations_waiting_for
from web.attendance.todo import waiting_for as attendance_waiting_for
from web.calls.todo import waiting_for as calls_waiting_for
from web.caseload.todo import waiting_for as caseload_waiting_for
from web.childrens_certificates.todo import waiting_for as certificates_waiting_for
from web.core.todo import Todo
from web.deputies.todo import waiting_for as deputies_waiting_for
from web.disclosure.todo import waiting_for as disclosure_waiting_for
from web.employers.queries import employers_of
from web.employers.todo import waiting_for as employers_waiting_for
from web.interviews.todo import waiting_for as interviews_waiting_for
from web.matches.todo import waiting_for as matches_waiting_for
from web.micro_tasks.todo import waiting_for as micro_tasks_waiting_for
from web.papers.todo import waiting_for as papers_waiting_for
from web.placements.todo import waiting_for as placements_waiting_for
from web.privacy.todo import waiting_for as privacy_waiting_for
from web.profiles.todo import waiting_for as profiles_waiting_for
from web.proposals.todo import waiting_for as proposals_waiting_for
from web.staffing.todo import waiting_for as staffing_waiting_for
from web.swaps.todo import waiting_for as swaps_waiting_for
from web.tasks.todo import waiting_for as tasks_waiting_for
from web.vetting.todo import waiting_for as vetting_waiting_for
from web.waiting_list.todo import waiting_for as waiting_list_waiting_for

SOURCES: tuple[Callable[..., list[Todo]], ...] = (
    disclosure_waiting_for,
    proposals_waiting_for,
    matches_waiting_for,
    placements_waiting_for,
    privacy_waiting_for,
    calls_waiting_for,
    staffing_waiting_for,
    waiting_list_waiting_for,
    attendance_waiting_for,
    swaps_waiting_for,
    tasks_waiting_for,
    micro_tasks_waiting_for,
    interviews_waiting_for,
    vetting_waiting_for,
    certificates_waiting_for,
    papers_waiting_for,
    profiles_waiting_for,
    associations_waiting_for,
    employers_waiting_for,
    caseload_waiting_for,
    deputies_waiting_for,
)


@dataclass(frozen=True)
class Way:
    """A page that people of a role often go to, or, without a role, the contacts of a workplace."""

    role: RoleName | None
    endpoint: str
    icon: str
    title: object
    text: object

    @property
    def url(self) -> str:
        return url_for(self.endpoint)


WAYS = (
    Way(
        RoleName.CASEWORKER,
        "youth.register",
        "person-add",
        lazy_gettext("Register a young person"),
        lazy_gettext("Only what matching needs. The page says who sees what."),
    ),
    Way(
        RoleName.CASEWORKER,
        "caseload.list_young_people",
        "persons",
        lazy_gettext("My young people"),
        lazy_gettext("Where each of them stands right now."),
    ),
    Way(
        RoleName.CASEWORKER,
        "proposals.list_runs",
        "sync",
        lazy_gettext("Match runs"),
        lazy_gettext("Start a run, or see what the last one found."),
    ),
    Way(
        RoleName.CASEWORKER,
        "deputies.list_deputies",
        "support-agent",
        lazy_gettext("Standing in for each other"),
        lazy_gettext("Say who takes over while you are away."),
    ),
    Way(
        RoleName.YOUNG_PERSON,
        "youth.choose_own",
        "visibility",
        lazy_gettext("What may a mentor see?"),
        lazy_gettext("Your alias, what you show, and how you are reached. You decide."),
    ),
    Way(
        RoleName.YOUNG_PERSON,
        "placements.own_page",
        "assignment",
        lazy_gettext("My small job"),
        lazy_gettext("Your job, your hours and what you would like to do."),
    ),
    Way(
        RoleName.YOUNG_PERSON,
        "privacy.own_consents",
        "how-to-reg",
        lazy_gettext("What I have said yes to"),
        lazy_gettext("See it, and take a yes back whenever you like."),
    ),
    Way(
        RoleName.YOUNG_PERSON,
        "privacy.own_data",
        "person",
        lazy_gettext("What you hold about me"),
        lazy_gettext("See all of it, get a copy, or ask for something to be changed."),
    ),
    Way(
        RoleName.COORDINATOR,
        "tasks.list_own_tasks",
        "assignment",
        lazy_gettext("Our tasks"),
        lazy_gettext("Post a new task, post an old one again, see who signed up."),
    ),
    Way(
        RoleName.COORDINATOR,
        "staffing.list_plans",
        "calendar-month",
        lazy_gettext("Plans"),
        lazy_gettext("Plan an event or a week, and see where hands are missing."),
    ),
    Way(
        None,
        "small_jobs.list_own_jobs",
        "business",
        lazy_gettext("Our small jobs"),
        lazy_gettext("Post a small job, see who works with you, and write down the hours."),
    ),
    Way(
        RoleName.AREA_CONTACT,
        "vetting.queue",
        "how-to-reg",
        lazy_gettext("Vetting"),
        lazy_gettext("Volunteers who want to be mentors, and what each still lacks."),
    ),
    Way(
        RoleName.ADMINISTRATOR,
        "associations.list_pending",
        "business",
        lazy_gettext("Associations"),
        lazy_gettext("Approve the new ones."),
    ),
    Way(
        RoleName.ADMINISTRATOR,
        "exchange.upload",
        "upload",
        lazy_gettext("Import a file"),
        lazy_gettext("Volunteers, associations and tasks from a spreadsheet."),
    ),
    Way(
        RoleName.ADMINISTRATOR,
        "invitations.list_users",
        "person-add",
        lazy_gettext("Users"),
        lazy_gettext("Invite staff, and see who has which access."),
    ),
    Way(
        RoleName.ADMINISTRATOR,
        "deputies.list_deputies",
        "support-agent",
        lazy_gettext("Standing in for each other"),
        lazy_gettext("Name a deputy for a caseworker who is away."),
    ),
    Way(
        RoleName.CASEWORKER,
        "disclosure.open_record",
        "visibility",
        lazy_gettext("Read a record outside your own work"),
        lazy_gettext("With a reason, for an hour. It is logged, and others are told."),
    ),
    Way(
        RoleName.ADMINISTRATOR,
        "disclosure.open_record",
        "visibility",
        lazy_gettext("Read a record outside your own work"),
        lazy_gettext("With a reason, for an hour. It is logged, and others are told."),
    ),
    Way(
        RoleName.DATA_PROTECTION_CONTACT,
        "disclosure.list_to_review",
        "visibility",
        lazy_gettext("Opened records"),
        lazy_gettext("What others have read outside their own work, and why."),
    ),
    Way(
        RoleName.DATA_PROTECTION_CONTACT,
        "oversight.search",
        "search",
        lazy_gettext("Search the audit log"),
        lazy_gettext("Who did or saw what, when and from where."),
    ),
    Way(
        RoleName.DATA_PROTECTION_CONTACT,
        "privacy.show_retention",
        "time",
        lazy_gettext("How long data is kept"),
        lazy_gettext("What was warned about and removed lately, in numbers."),
    ),
    Way(
        RoleName.VOLUNTEER,
        "tasks.list_tasks",
        "search",
        lazy_gettext("Find a task"),
        lazy_gettext("Everything that needs hands in and around Randers."),
    ),
    Way(
        RoleName.VOLUNTEER,
        "calls.step_in",
        "time",
        lazy_gettext("I can step in"),
        lazy_gettext("Where hands are missing in the next days, and how you can be called on."),
    ),
    Way(
        RoleName.VOLUNTEER,
        "my_calendar.show",
        "calendar-month",
        lazy_gettext("My calendar"),
        lazy_gettext("Everything of yours day by day, also on your phone."),
    ),
    Way(
        RoleName.VOLUNTEER,
        "tasks.list_own_shifts",
        "calendar-month",
        lazy_gettext("My shifts"),
        lazy_gettext("What you have signed up for."),
    ),
    Way(
        RoleName.VOLUNTEER,
        "profiles.own_profile",
        "person",
        lazy_gettext("My profile"),
        lazy_gettext("What you like, where and when. Take a break or come back."),
    ),
    Way(
        RoleName.MENTOR,
        "vetting.own_mentor",
        "groups",
        lazy_gettext("Being a mentor"),
        lazy_gettext("Your clearances, your course and what happens next."),
    ),
)


def waiting_for(user: User, *, now: datetime) -> list[Todo]:
    """Return everything that waits for the user: what is urgent first, else in the order of the features."""
    found = [todo for source in SOURCES for todo in source(user, now=now)]
    return sorted(found, key=lambda todo: not todo.is_urgent)


def ways_of(user: User, *, todos: list[Todo]) -> list[Way]:
    """Return the ways of all the user's roles, each once, without those that something waiting leads to already."""
    led_to = {todo.url for todo in todos}
    found = {way.endpoint: way for way in WAYS if _is_way_of(user, way) and way.url not in led_to}
    return list(found.values())


def _is_way_of(user: User, way: Way) -> bool:
    return bool(employers_of(user)) if way.role is None else user.has_any_role(way.role)
