"""Valid records for tests: each test states only what matters to it."""

from __future__ import annotations

import functools
import itertools
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

from sqlalchemy import select

from web.accounts.models import STAFF_ROLES, Role, RoleName, User
from web.associations.models import Association, AssociationKind, AssociationStatus
from web.catalogue.models import Area, AreaKind, Experience, Goal, Language, Skill
from web.consents.models import Consent, ConsentPurpose, LegalBasis, Through
from web.consents.queries import live_consent
from web.consents.texts import CURRENT_VERSION
from web.core.ages import age_on
from web.core.clock import at_local_time
from web.core.week import Week
from web.extensions import db
from web.matches.models import Match
from web.profiles.models import (
    Means,
    Mentor,
    MentorKind,
    MentorStatus,
    Volunteer,
    VolunteerLanguage,
    VolunteerStatus,
)
from web.proposals.models import Proposal, ProposalStatus
from web.second_factor.one_time_codes import new_secret
from web.second_factor.queries import APP
from web.tasks.models import Shift, Signup, SignupStatus, Task, TaskKind, TaskStatus
from web.vetting.models import Clearance, ClearanceKind, ClearanceStatus
from web.youth.models import MentorRequest, MentorRequestStatus, YoungPerson, YoungPersonLanguage

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TODAY = NOW.date()
EVERY_AFTERNOON = Week.from_intervals((weekday, 14 * 60, 20 * 60) for weekday in range(7))
_numbers = itertools.count(10_001)  # of one length, so that no name is the beginning of another


Record = TypeVar("Record")


def save(record: Record) -> Record:
    """Write a record within the test's transaction."""
    db.session.add(record)
    db.session.flush()
    return record


def make_area(**values: Any) -> Area:
    """A district in the middle of Randers."""
    number = next(_numbers)
    defaults = {
        "code": f"area-{number}",
        "name": f"Bydel {number}",
        "kind": AreaKind.DISTRICT,
        "postcode": "8900",
        "latitude": 56.46,
        "longitude": 10.04,
    }
    return save(Area(**(defaults | values)))


def language(code: str = "da") -> Language:
    """The language of that code."""
    found = db.session.scalar(select(Language).where(Language.code == code))
    return found or save(Language(code=code, name_da=f"sprog {code}", name_en=f"language {code}"))


def make_interest(**values: Any) -> Skill:
    """Something people like to do."""
    number = next(_numbers)
    defaults = {
        "code": f"interest-{number}",
        "name_da": f"interesse {number}",
        "name_en": f"interest {number}",
    }
    return save(Skill(**({"group": "leisure", "is_interest": True} | defaults | values)))


def make_skill(**values: Any) -> Skill:
    """Something people can."""
    return make_interest(**({"group": "practical", "is_interest": False} | values))


def make_goal(**values: Any) -> Goal:
    """Something a mentor can help with."""
    number = next(_numbers)
    defaults = {"code": f"goal-{number}", "name_da": f"mål {number}", "name_en": f"goal {number}"}
    return save(Goal(**(defaults | values)))


def make_experience(**values: Any) -> Experience:
    """A kind of experience."""
    number = next(_numbers)
    defaults = {
        "code": f"experience-{number}",
        "name_da": f"erfaring {number}",
        "name_en": f"experience {number}",
    }
    return save(Experience(**(defaults | values)))


@functools.cache
def app_secret() -> str:
    """The secret of the authenticator app that all the staff of a test share."""
    return new_secret()


def make_user(*roles: RoleName, **values: Any) -> User:
    """A confirmed account with the given roles; staff have an authenticator app, as they must."""
    number = next(_numbers)
    defaults = {
        "email": f"person{number}@example.dk",
        "name": f"Person {number}",
        "active": True,
        "confirmed_at": NOW,
        "fs_uniquifier": f"uniquifier-{number}",
    }
    if any(role in STAFF_ROLES for role in roles):
        defaults |= {"tf_primary_method": APP, "tf_totp_secret": app_secret()}
    user = User(**(defaults | values))
    user.roles = list(db.session.scalars(select(Role).where(Role.name.in_(roles))))
    return save(user)


def make_volunteer(**values: Any) -> Volunteer:
    """An active volunteer in the middle of Randers, free every afternoon, fluent in Danish."""
    user = values.pop("user", None) or make_user(RoleName.VOLUNTEER)
    languages = values.pop("languages", {"da": 3})
    defaults = {
        "user": user,
        "status": VolunteerStatus.ACTIVE,
        "born_on": date(1980, 5, 17),
        "area": values.pop("area", None) or make_area(),
        "means": [Means.CYCLE, Means.BUS],
        "max_travel_minutes": 40,
        "week": EVERY_AFTERNOON,
    }
    volunteer = Volunteer(**(defaults | values))
    volunteer.languages = [
        VolunteerLanguage(language=language(code), level=level) for code, level in languages.items()
    ]
    return save(volunteer)


def make_mentor(*, is_cleared: bool = True, is_consenting: bool = True, **values: Any) -> Mentor:
    """An approved mentor with every clearance (or none), for one young person at a time."""
    volunteer = values.pop("volunteer", None)
    if volunteer is None:
        volunteer = make_volunteer(user=make_user(RoleName.VOLUNTEER, RoleName.MENTOR))
    defaults = {
        "volunteer": volunteer,
        "status": MentorStatus.APPROVED,
        "kind": MentorKind.VOLUNTEER,
        "capacity": 1,
    }
    mentor = save(Mentor(**(defaults | values)))
    if is_consenting:
        make_consent(user=mentor.volunteer.user, purpose=ConsentPurpose.BEING_MENTOR)
    if is_cleared:
        verifier = make_user(RoleName.CASEWORKER)
        for kind in ClearanceKind:
            make_clearance(volunteer, kind=kind, verified_by=verifier)
    return mentor


def make_clearance(volunteer: Volunteer, **values: Any) -> Clearance:
    """A valid clearance; without a verifier given, one is made."""
    defaults = {
        "volunteer": volunteer,
        "kind": ClearanceKind.INTERVIEW,
        "status": ClearanceStatus.VALID,
        "issued_on": date(2025, 1, 1),
        "expires_on": date(2099, 1, 1),
    }
    if "verified_by" not in values:
        values["verified_by"] = make_user(RoleName.CASEWORKER)
    return save(Clearance(**(defaults | values)))


def make_young_person(**values: Any) -> YoungPerson:
    """A seventeen-year-old who has consented to being matched."""
    number = next(_numbers)
    defaults = {
        "code": f"young-{number}",
        "caseworker": values.pop("caseworker", None) or make_user(RoleName.CASEWORKER),
        "first_name": f"Fornavn{number}",
        "last_name": f"Efternavn{number}",
        "alias": f"Alias{number}",
        "born_on": date(2008, 6, 1),
        "area": values.pop("area", None) or make_area(),
    }
    languages = values.pop("languages", {"da": 3})
    consented_on = values.pop("consented_on", TODAY - timedelta(days=30))
    may_show_wishes = values.pop("may_show_wishes", False)
    young_person = YoungPerson(**(defaults | values))
    young_person.languages = [
        YoungPersonLanguage(language=language(code), level=level) for code, level in languages.items()
    ]
    save(young_person)
    if consented_on is not None:
        through = Through.NOTED_FROM_PARENT if age_on(young_person.born_on, TODAY) < 15 else Through.NOTED
        make_consent(
            young_person=young_person, given_at=at_local_time(consented_on, 12), given_through=through
        )
    if may_show_wishes:
        make_consent(young_person=young_person, purpose=ConsentPurpose.SHOWING_WISHES)
    db.session.expire(young_person, ["consented_on", "may_show_wishes"])
    return young_person


def make_consent(**values: Any) -> Consent:
    """A consent of a young person or user to being matched."""
    defaults = {
        "purpose": ConsentPurpose.BEING_MATCHED,
        "basis": LegalBasis.CONSENT,
        "text_version": CURRENT_VERSION,
        "language": "da",
        "given_at": NOW - timedelta(days=30),
        "given_through": Through.OWN_PAGE,
    }
    return save(Consent(**(defaults | values)))


def take_back_consent(young_person: YoungPerson) -> None:
    """Take back, by hand and without what follows from it, the young person's consent to being matched."""
    consent = live_consent(young_person, ConsentPurpose.BEING_MATCHED)
    assert consent is not None
    consent.withdrawn_at = NOW
    consent.withdrawn_through = Through.NOTED
    db.session.flush()
    db.session.expire(young_person, ["consented_on"])


def make_request(**values: Any) -> MentorRequest:
    """An open mentor request, free every afternoon."""
    defaults = {
        "young_person": values.pop("young_person", None) or make_young_person(),
        "opened_on": TODAY - timedelta(days=10),
        "week": EVERY_AFTERNOON,
        "means": [Means.CYCLE, Means.BUS],
        "max_travel_minutes": 40,
    }
    return save(MentorRequest(**(defaults | values)))


def make_proposal(**values: Any) -> Proposal:
    """A proposal that waits for the caseworker."""
    defaults = {
        "request": values.pop("request", None) or make_request(),
        "mentor": values.pop("mentor", None) or make_mentor(),
        "status": ProposalStatus.PROPOSED,
        "score": 0.72,
        "expires_at": datetime(2099, 1, 1, tzinfo=UTC),
    }
    return save(Proposal(**(defaults | values)))


def make_match(**values: Any) -> Match:
    """A match that runs, of a young person and a mentor who both said yes."""
    proposal = values.pop("proposal", None) or make_proposal(status=ProposalStatus.ACCEPTED)
    proposal.request.status = MentorRequestStatus.MATCHED
    defaults = {
        "proposal": proposal,
        "request": proposal.request,
        "young_person": proposal.request.young_person,
        "mentor": proposal.mentor,
        "seat": 1,
        "started_on": NOW.date(),
    }
    return save(Match(**(defaults | values)))


def make_association(**values: Any) -> Association:
    """An approved association with one coordinator."""
    number = next(_numbers)
    defaults = {
        "code": f"association-{number}",
        "name": f"Forening {number}",
        "kind": AssociationKind.ASSOCIATION,
        "status": AssociationStatus.APPROVED,
        "area": values.pop("area", None) or make_area(),
        "email": f"forening{number}@example.dk",
        "coordinators": values.pop("coordinators", None) or [make_user(RoleName.COORDINATOR)],
    }
    return save(Association(**(defaults | values)))


def make_task(**values: Any) -> Task:
    """A published, dated task without shifts."""
    number = next(_numbers)
    association = values.pop("association", None) or make_association()
    defaults = {
        "code": f"task-{number}",
        "association": association,
        "area": values.pop("area", None) or association.area,
        "title": f"Opgave {number}",
        "summary": "Kort om opgaven.",
        "description": "Længere om opgaven.",
        "kind": TaskKind.DATED,
        "status": TaskStatus.PUBLISHED,
    }
    return save(Task(**(defaults | values)))


def make_shift(**values: Any) -> Shift:
    """A two-hour shift in the afternoon, whatever the time is now, a week from today in real time, with two seats."""
    starts_at = datetime.now(UTC).replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=7)
    merged: dict[str, Any] = {"seats": 2, "starts_at": starts_at} | values
    merged["task"] = values.get("task") or make_task()
    if merged["starts_at"] is not None:
        merged.setdefault("ends_at", merged["starts_at"] + timedelta(hours=2))
    return save(Shift(**merged))


def make_signup(**values: Any) -> Signup:
    """A sign-up that waits for the coordinator."""
    defaults = {
        "shift": values.pop("shift", None) or make_shift(),
        "volunteer": values.pop("volunteer", None) or make_volunteer(),
        "status": SignupStatus.REQUESTED,
    }
    return save(Signup(**(defaults | values)))
