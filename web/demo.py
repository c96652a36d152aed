"""The demonstration: invented people from `seed_data/`, one account per role, a first match run. Development only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask_babel import force_locale
from flask_security import hash_password
from sqlalchemy import select

from web.accounts.models import RoleName, User
from web.accounts.services import give_role
from web.config import ROOT, SettingsError
from web.core.jobs import enqueue
from web.event_files.samples import add_event_samples
from web.exchange.folders import import_path
from web.extensions import db
from web.for_you.samples import add_samples
from web.papers.samples import add_paper_samples
from web.placements.samples import CONTACT, add_small_jobs
from web.proposals.jobs import run_matching
from web.proposals.models import MatchRun
from web.proposals.runs import LIFE, queue_run
from web.second_factor.queries import needs_second_factor
from web.second_factor.services import mail_codes_to
from web.youth.models import YoungPerson

SEED_FOLDER = ROOT / "seed_data"
PASSWORD = "haandslag-randers"
VOLUNTEER, COORDINATOR = "frivillig@example.dk", "koordinator@example.dk"
CASEWORKER, YOUNG_PERSON = "sagsbehandler@example.dk", "ung@example.dk"


@dataclass(frozen=True)
class DemoAccount:
    """One of the accounts to try the service with."""

    role: RoleName
    label: str
    email: str


ACCOUNTS = (
    DemoAccount(RoleName.CASEWORKER, "Caseworker", CASEWORKER),
    DemoAccount(RoleName.MENTOR, "Mentor", "mentor@example.dk"),
    DemoAccount(RoleName.YOUNG_PERSON, "Young person", YOUNG_PERSON),
    DemoAccount(RoleName.VOLUNTEER, "Volunteer", VOLUNTEER),
    DemoAccount(RoleName.COORDINATOR, "Coordinator", COORDINATOR),
    DemoAccount(RoleName.AREA_CONTACT, "Area contact", "kontaktperson@example.dk"),
    DemoAccount(RoleName.ADMINISTRATOR, "Administrator", "admin@example.dk"),
    DemoAccount(RoleName.DATA_PROTECTION_CONTACT, "Data protection contact", "databeskyttelse@example.dk"),
)


def is_wanted() -> bool:
    """Tell whether nobody has an account yet, so that there is nothing to disturb."""
    return db.session.scalar(select(User.id).limit(1)) is None


def load(*, now: datetime) -> int:
    """Import the seed data and open the demo accounts, in the current transaction.

    Returns how many rows were imported; raises SettingsError where the files are not in order.
    """
    with force_locale("en"):
        report = import_path(SEED_FOLDER, now=now)
    if not report.is_clean:
        problems = [str(finding) for finding in report.findings] + report.refusals
        raise SettingsError(f"the seed data cannot be loaded: {problems[0]} ({len(problems)} in all)")
    secret = hash_password(PASSWORD)
    for account in ACCOUNTS:
        open_account(account, secret=secret, now=now)
    add_samples(volunteer_email=VOLUNTEER, coordinator_email=COORDINATOR, now=now)
    add_event_samples(coordinator_email=COORDINATOR, volunteer_email=VOLUNTEER, now=now)
    add_paper_samples(coordinator_email=COORDINATOR, volunteer_email=VOLUNTEER, now=now)
    add_small_jobs(caseworker_email=CASEWORKER, young_email=YOUNG_PERSON, secret=secret, now=now)
    return report.added


def open_account(account: DemoAccount, *, secret: str, now: datetime) -> None:
    """Give the account its password, and staff their codes by mail; the young person gets an account first."""
    user = db.session.scalar(select(User).where(User.email == account.email))
    if user is None:
        user = account_of_young_person(account.email, now=now)
    user.password = secret
    give_role(user, account.role, by=None, now=now)
    if needs_second_factor(user):
        mail_codes_to(user)


def account_of_young_person(email: str, *, now: datetime) -> User:
    """Open an account for the young person of that e-mail."""
    person = db.session.scalars(select(YoungPerson).where(YoungPerson.email == email)).one()
    person.user = User(
        email=email, name=person.first_name, active=True, confirmed_at=now, fs_uniquifier=uuid.uuid4().hex
    )
    db.session.flush()
    return person.user


def has_no_run() -> bool:
    """Tell whether no match run was ever asked for."""
    return db.session.scalar(select(MatchRun.id).limit(1)) is None


def ask_for_run(*, now: datetime) -> None:
    """Ask for a match run, which the worker makes."""
    run = queue_run(by=None, now=now)
    enqueue(run_matching, run_id=run.id)


def is_run_under_way() -> bool:
    """Tell whether a match run is waiting or being made."""
    db.session.rollback()
    return (
        db.session.scalar(select(MatchRun.id).where(MatchRun.status.in_(LIFE.under_way)).limit(1)) is not None
    )


def welcome(address: str) -> str:
    """What to try first, and with which accounts."""
    labelled = [(account.label, account.email) for account in ACCOUNTS] + [("Workplace", CONTACT)]
    accounts = "\n".join(f"  {label:<14} {email}" for label, email in labelled)
    return (
        f"Sign in at {address}/log-ind with any of these; the password is always {PASSWORD}\n{accounts}\n"
        f"Whoever sees other people takes a second step: their code arrives at {address}/dev/mail\n\n"
        f"Try first: sign in as the caseworker and look at what waits. Approve a proposal, then answer it as the\n"
        f"mentor and as the young person. Every mail that would leave is at {address}/dev/mail\n"
    )
