"""The main menu: the links that fit the reader's roles."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for
from flask_babel import lazy_gettext
from flask_login import current_user

from web.accounts.models import RoleName
from web.employers.queries import employers_of

EVERYBODY: frozenset[RoleName] = frozenset()
STAFF = frozenset({RoleName.CASEWORKER, RoleName.AREA_CONTACT, RoleName.ADMINISTRATOR})


@dataclass(frozen=True)
class Entry:
    """A place of the menu and who sees it; an empty set of roles means everybody, or every workplace's contact."""

    endpoint: str
    label: object
    roles: frozenset[RoleName] = EVERYBODY
    is_for_workplaces: bool = False


@dataclass(frozen=True)
class Link:
    """One entry of the menu as the reader sees it."""

    label: str
    url: str
    is_current: bool


ENTRIES = (
    Entry("tasks.list_tasks", lazy_gettext("Find a task")),
    Entry("small_jobs.list_jobs", lazy_gettext("Small jobs")),
    Entry("small_jobs.list_own_jobs", lazy_gettext("Our small jobs"), is_for_workplaces=True),
    Entry("placements.own_page", lazy_gettext("My small job"), frozenset({RoleName.YOUNG_PERSON})),
    Entry("for_you.list_picks", lazy_gettext("For you"), frozenset({RoleName.VOLUNTEER})),
    Entry("tasks.list_own_shifts", lazy_gettext("My shifts"), frozenset({RoleName.VOLUNTEER})),
    Entry(
        "my_calendar.show",
        lazy_gettext("My calendar"),
        frozenset({RoleName.VOLUNTEER, RoleName.YOUNG_PERSON}),
    ),
    Entry("profiles.own_profile", lazy_gettext("My profile"), frozenset({RoleName.VOLUNTEER})),
    Entry(
        "matches.list_matches",
        lazy_gettext("My matches"),
        frozenset({RoleName.MENTOR, RoleName.YOUNG_PERSON}),
    ),
    Entry("staffing.list_events", lazy_gettext("Events"), frozenset({RoleName.VOLUNTEER})),
    Entry("tasks.list_own_tasks", lazy_gettext("Our tasks"), frozenset({RoleName.COORDINATOR})),
    Entry("staffing.list_plans", lazy_gettext("Plans"), frozenset({RoleName.COORDINATOR})),
    Entry("caseload.list_young_people", lazy_gettext("Young people"), frozenset({RoleName.CASEWORKER})),
    Entry("proposals.list_proposals", lazy_gettext("Proposals"), frozenset({RoleName.CASEWORKER})),
    Entry(
        "placements.list_proposals",
        lazy_gettext("Small jobs for my young people"),
        frozenset({RoleName.CASEWORKER}),
    ),
    Entry(
        "placements.overview",
        lazy_gettext("Small jobs at a glance"),
        frozenset({RoleName.ADMINISTRATOR, RoleName.AREA_CONTACT}),
    ),
    Entry(
        "proposals.list_runs",
        lazy_gettext("Match runs"),
        frozenset({RoleName.CASEWORKER, RoleName.ADMINISTRATOR}),
    ),
    Entry(
        "disclosure.list_to_review",
        lazy_gettext("Opened records"),
        frozenset({RoleName.DATA_PROTECTION_CONTACT}),
    ),
    Entry("vetting.queue", lazy_gettext("Vetting"), STAFF),
    Entry("advice.recruit", lazy_gettext("Recruiting"), STAFF),
    Entry("associations.list_pending", lazy_gettext("Associations"), frozenset({RoleName.ADMINISTRATOR})),
    Entry("employers.list_pending", lazy_gettext("Employers"), frozenset({RoleName.ADMINISTRATOR})),
    Entry(
        "privacy.show_retention",
        lazy_gettext("Retention"),
        frozenset({RoleName.ADMINISTRATOR, RoleName.DATA_PROTECTION_CONTACT}),
    ),
    Entry("oversight.search", lazy_gettext("Audit log"), frozenset({RoleName.DATA_PROTECTION_CONTACT})),
    Entry("exchange.upload", lazy_gettext("Imports"), frozenset({RoleName.ADMINISTRATOR})),
    Entry("invitations.list_users", lazy_gettext("Users"), frozenset({RoleName.ADMINISTRATOR})),
)


def navigation() -> list[Link]:
    """Return the menu of whoever reads the page."""
    is_signed_in = current_user.is_authenticated
    links = [link_to("home.start", lazy_gettext("Your page"))] if is_signed_in else []
    return links + [link_to(entry.endpoint, entry.label) for entry in ENTRIES if is_for_reader(entry)]


def is_for_reader(entry: Entry) -> bool:
    """Tell whether the reader has one of the entry's roles, or it is for everybody."""
    if entry.is_for_workplaces:
        return is_workplace()
    return not entry.roles or (current_user.is_authenticated and current_user.has_any_role(*entry.roles))


def is_workplace() -> bool:
    """Tell whether the reader speaks for a workplace and is here for nothing else: all others find it from their own page."""
    return current_user.is_authenticated and not current_user.roles and bool(employers_of(current_user))


def link_to(endpoint: str, label: object) -> Link:
    """Make the link to a page without parameters."""
    return Link(str(label), url_for(endpoint), request.endpoint == endpoint)
