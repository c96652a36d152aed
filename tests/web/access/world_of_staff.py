"""What vetting, oversight and administration work with: for the world in which every route is asked by everybody."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from tests.web import factories as make
from web.accounts.addresses import hash_of, hash_to_confirm
from web.accounts.models import AddressChange, RoleName, WebAuthn
from web.certificates.models import Certificate
from web.childrens_certificates.models import CertificateOrder
from web.consents.links import PURPOSE as QUESTION_LINK
from web.consents.models import AskedOf, ConsentQuestion
from web.core import clock
from web.core.tokens import signed_token
from web.courses.models import Course, CoursePlace, PlaceStatus
from web.disclosure.models import Disclosure, DisclosureReason
from web.extensions import db
from web.interviews.models import Channel, Interview
from web.invitations.links import PURPOSE as INVITATION_LINK
from web.invitations.models import StaffInvitation
from web.matches.models import MatchReview, ReviewReason
from web.privacy.models import DataRequest, RequestKind
from web.profiles.models import MentorStatus
from web.references.links import PURPOSE as REFERENCE_LINK
from web.references.models import Reference, Relation
from web.vetting.models import ClearanceRequirement
from web.youth.invitations import PURPOSE as WELCOME_LINK
from web.youth.models import YoungPerson
from web.youth.personal_links import choices_token

if TYPE_CHECKING:
    from tests.web.access.world import World

SOON = timedelta(days=7)
AN_HOUR = timedelta(hours=1)


def add_vetting(world: World) -> None:
    """What goes on about the one mentor: an interview, a reference, a certificate, a place on a course."""
    mentor, starts_at = world.parts["mentor"], clock.now() + SOON
    certificate = make.save(
        Certificate(
            number="0123456789AB",
            volunteer_id=world.parts["volunteer"].id,
            holder_name="Frivillig",
            issued_on=clock.today(),
            facts=[],
        )
    )
    interview = make.save(
        Interview(
            mentor=mentor,
            interviewer=world.people["caseworker"],
            starts_at=starts_at,
            ends_at=starts_at + AN_HOUR,
            channel=Channel.MEETING,
            place="Rådhuset",
        )
    )
    reference = make.save(
        Reference(
            mentor=mentor,
            name="En Referent",
            email="referent@example.dk",
            relation=next(iter(Relation)),
            asked_at=clock.now(),
            expires_at=clock.now() + SOON,
        )
    )
    area = mentor.volunteer.area
    applicant = make.make_mentor(
        volunteer=make.make_volunteer(area=area), status=MentorStatus.APPLIED, is_cleared=False
    )
    association_id = world.parts["association_id"]
    order = make.save(
        CertificateOrder(volunteer=mentor.volunteer, association_id=association_id, consented_at=clock.now())
    )
    course = make.save(
        Course(
            title="Mentorkursus", place="Rådhuset", seats=4, starts_at=starts_at, ends_at=starts_at + AN_HOUR
        )
    )
    place = make.save(
        CoursePlace(
            course=course, volunteer=mentor.volunteer, status=PlaceStatus.SEATED, seat=1, asked_at=clock.now()
        )
    )
    world.parts |= {
        "interview_id": interview.id,
        "certificate_id": certificate.id,
        "number": certificate.number,
        "reference_id": reference.id,
        "order_id": order.id,
        "course_id": course.id,
        "place_id": place.id,
        "attendance": "kom",
        "vetting.read_statement.kind": "confidentiality",
        "vetting.decide_clearance.kind": "training",
        "vetting.refuse.mentor_id": applicant.id,
        **dict.fromkeys(
            ("references.answer.token", "references.decline.token"),
            signed_token({"reference": reference.id, "link": reference.link_number}, purpose=REFERENCE_LINK),
        ),
        "requirement_id": db.session.scalars(
            select(ClearanceRequirement.id).order_by(ClearanceRequirement.id)
        ).first(),
    }


def add_oversight(world: World) -> None:
    """A record that a caseworker elsewhere has opened with a reason."""
    disclosure = make.save(
        Disclosure(
            reader=world.people["caseworker_elsewhere"],
            young_person_id=world.parts["young_person_id"],
            reason=DisclosureReason.COLLEAGUE_AWAY,
            words="Den unge ringede og var ked af det.",
            opened_at=clock.now(),
            ends_at=clock.now() + AN_HOUR,
        )
    )
    review = MatchReview(
        match_id=world.parts["match_id"], reason=next(iter(ReviewReason)), raised_at=clock.now()
    )
    make.save(review)
    request = make.save(
        DataRequest(
            user=world.people["young_person"],
            young_person_id=world.parts["young_person_id"],
            kind=RequestKind.CORRECTION,
            created_at=clock.now(),
            due_on=clock.today() + SOON,
        )
    )
    question = make.save(
        ConsentQuestion(
            young_person_id=world.parts["young_person_id"],
            asked_of=AskedOf.YOUNG_PERSON,
            address="ung@example.dk",
            asked_at=clock.now(),
            expires_at=clock.now() + SOON,
        )
    )
    token = signed_token({"question": question.id}, purpose=QUESTION_LINK)
    world.parts |= {
        "disclosure_id": disclosure.id,
        "privacy.show_request.request_id": request.id,
        "privacy.answer_question.token": token,
        "privacy.take_back_answer.token": token,
        "youth.choose_by_link.token": choices_token(
            db.session.get_one(YoungPerson, world.parts["young_person_id"])
        ),
        "youth.welcome.token": signed_token(
            {"user": world.people["young_person"].fs_uniquifier}, purpose=WELCOME_LINK
        ),
    }


def add_accounts(world: World) -> None:
    """An invitation that waits, a closed account, and what one volunteer signs in with."""
    invitation = make.save(
        StaffInvitation(
            email="ny@example.dk",
            name="Ny Kollega",
            roles=[RoleName.CASEWORKER],
            invited_by=world.people["administrator"],
            expires_at=clock.now() + SOON,
        )
    )
    closed = make.make_user(RoleName.VOLUNTEER, active=False)
    passkey = make.save(
        WebAuthn(
            user_id=world.people["volunteer"].id,
            name="Min telefon",
            credential_id=b"1",
            public_key=b"1",
            sign_count=0,
            transports=[],
            extensions="",
            lastuse_datetime=clock.now(),
            backup_state=False,
            device_type="single_device",
            usage="secondary",
        )
    )
    _, done = (
        make.save(
            AddressChange(
                user_id=world.people[name].id,
                old_email=world.people[name].email,
                new_email=f"{name}.ny@example.dk",
                confirm_hash=hash_to_confirm("to confirm", user=world.people[name]),
                undo_hash=hash_of("to undo" if confirmed_at else "not yet"),
                asked_at=clock.now(),
                confirmed_at=confirmed_at,
            )
        )
        for name, confirmed_at in (("volunteer", None), ("volunteer_elsewhere", clock.now()))
    )
    done.user.email = done.new_email
    world.parts |= {
        "addresses.confirm.token": "to confirm",
        "addresses.undo.token": "to undo",
        "invitation_id": invitation.id,
        "invitations.answer.token": signed_token(
            {"invitation": invitation.id, "sending": invitation.sending}, purpose=INVITATION_LINK
        ),
        "user_id": world.people["caseworker_elsewhere"].id,
        "invitations.reactivate.user_id": closed.id,
        "invitations.change_areas.user_id": world.people["area_contact"].id,
        "role_name": "caseworker",
        "passkey_id": passkey.id,
        "purpose": "being_matched",
    }
