"""Young people with the least data that matching needs, and mentor requests."""

from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, Enum, ForeignKey, Index, Table, false, func, text, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from web.accounts.models import User
from web.catalogue.models import Area, Experience, Goal, Language, Skill
from web.consents.models import ConsentPurpose
from web.consents.queries import day_of_consent, has_consent_of_young_person
from web.core.encryption import EncryptedText
from web.core.state_machines import StateMachine
from web.core.week import Week, WeekType
from web.extensions import Base, enum_type
from web.profiles.models import MEANS_ARRAY, Gender, Means, Mentor, MentorKind


class ShownName(enum.StrEnum):
    """By which name a mentor knows the young person."""

    ALIAS_FIRST = "alias_first"
    ALIAS = "alias"
    FIRST_NAME = "first_name"


class ContactChannel(enum.StrEnum):
    """How a mentor reaches the young person once both have said yes."""

    CASEWORKER = "caseworker"
    PHONE = "phone"
    EMAIL = "email"


class YoungPerson(Base):
    """A young person. Everybody but those who work with them sees what `web.youth.sight` lets them see, no more.

    `shown_name`, `contact_channel` and the four `may_show_…` are the young person's own word on what a mentor sees.
    `is_protected` is set by `web.protection` alone. `consented_on` is read from the consents: the day they, or a
    parent, agreed to being matched; without it they are in no run.
    """

    __tablename__ = "young_people"
    __table_args__ = (
        # Erased people all go by the same word.
        Index(
            "uq_young_people_alias",
            text("lower(alias)"),
            unique=True,
            postgresql_where=text("code NOT LIKE 'slettet-%'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    caseworker_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), unique=True)
    first_name: Mapped[str]
    last_name: Mapped[str] = mapped_column(default="")
    alias: Mapped[str]
    born_on: Mapped[date]
    gender: Mapped[Gender | None] = mapped_column(enum_type(Gender))
    area_id: Mapped[int] = mapped_column(ForeignKey("areas.id"))
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    is_protected: Mapped[bool] = mapped_column(default=False)
    shown_name: Mapped[ShownName] = mapped_column(
        enum_type(ShownName), default=ShownName.ALIAS_FIRST, server_default=ShownName.ALIAS_FIRST.value
    )
    contact_channel: Mapped[ContactChannel] = mapped_column(
        enum_type(ContactChannel),
        default=ContactChannel.CASEWORKER,
        server_default=ContactChannel.CASEWORKER.value,
    )
    may_show_interests: Mapped[bool] = mapped_column(default=True, server_default=true())
    may_show_goals: Mapped[bool] = mapped_column(default=True, server_default=true())
    may_show_languages: Mapped[bool] = mapped_column(default=False, server_default=false())
    note: Mapped[str | None] = mapped_column(EncryptedText)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    consented_on: Mapped[date | None] = column_property(day_of_consent(id, ConsentPurpose.BEING_MATCHED))
    may_show_wishes: Mapped[bool] = column_property(
        has_consent_of_young_person(id, ConsentPurpose.SHOWING_WISHES)
    )

    caseworker: Mapped[User] = relationship(foreign_keys=[caseworker_id])
    user: Mapped[User | None] = relationship(foreign_keys=[user_id])
    area: Mapped[Area] = relationship()
    languages: Mapped[list[YoungPersonLanguage]] = relationship(
        cascade="all, delete-orphan", order_by="YoungPersonLanguage.language_id"
    )
    requests: Mapped[list[MentorRequest]] = relationship(
        back_populates="young_person", order_by="MentorRequest.id"
    )


class YoungPersonLanguage(Base):
    """A language a young person speaks, with its level: 1 a little, 2 well, 3 fluently."""

    __tablename__ = "young_person_languages"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 3", name="level"),)

    young_person_id: Mapped[int] = mapped_column(
        ForeignKey("young_people.id", ondelete="CASCADE"), primary_key=True
    )
    language_id: Mapped[int] = mapped_column(ForeignKey("languages.id"), primary_key=True)
    level: Mapped[int]

    language: Mapped[Language] = relationship()


class MentorRequestStatus(enum.StrEnum):
    OPEN = "open"
    MATCHED = "matched"
    WITHDRAWN = "withdrawn"


MENTOR_REQUEST_STEPS = StateMachine(
    "mentor request",
    {
        "match": (frozenset({MentorRequestStatus.OPEN}), MentorRequestStatus.MATCHED),
        "withdraw": (frozenset({MentorRequestStatus.OPEN}), MentorRequestStatus.WITHDRAWN),
        "reopen": (
            frozenset({MentorRequestStatus.MATCHED, MentorRequestStatus.WITHDRAWN}),
            MentorRequestStatus.OPEN,
        ),
    },
)

request_goals = Table(
    "mentor_request_goals",
    Base.metadata,
    Column("request_id", ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True),
    Column("goal_id", ForeignKey("goals.id"), primary_key=True),
)
request_interests = Table(
    "mentor_request_interests",
    Base.metadata,
    Column("request_id", ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True),
    Column("skill_id", ForeignKey("skills.id"), primary_key=True),
)
request_experiences = Table(
    "mentor_request_experiences",
    Base.metadata,
    Column("request_id", ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True),
    Column("experience_id", ForeignKey("experiences.id"), primary_key=True),
)
helpful_experiences = Table(
    "mentor_request_helpful_experiences",
    Base.metadata,
    Column("request_id", ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True),
    Column("experience_id", ForeignKey("experiences.id"), primary_key=True),
)
KINDS_ARRAY = ARRAY(
    Enum(
        MentorKind,
        native_enum=False,
        create_constraint=False,
        length=20,
        values_callable=lambda kinds: [kind.value for kind in kinds],
    )
)


class Urgency(enum.IntEnum):
    """How soon a mentor is needed; the numbers are the engine's classes, most urgent first."""

    NOW = 1
    SOON = 2
    CAN_WAIT = 3


class MentorRequest(Base):
    """A caseworker's request for a mentor: what is needed, wished for, spoken, where and when.

    `wishes` are the young person's own words. `helpful_experiences` and `wished_mentor_kinds` would be good and are no must. Where `required_languages` is not empty the mentor must speak at
    least one of them at its level.
    """

    __tablename__ = "mentor_requests"
    __table_args__ = (
        CheckConstraint("urgency BETWEEN 1 AND 3", name="urgency"),
        CheckConstraint("minutes_per_week BETWEEN 30 AND 600", name="minutes_per_week"),
        CheckConstraint("max_travel_minutes BETWEEN 5 AND 120", name="max_travel_minutes"),
        CheckConstraint("wished_oldest_age >= wished_youngest_age", name="wished_ages"),
        Index(
            "uq_mentor_requests_open",
            "young_person_id",
            unique=True,
            postgresql_where=text("status IN ('open', 'matched')"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    young_person_id: Mapped[int] = mapped_column(ForeignKey("young_people.id"))
    status: Mapped[MentorRequestStatus] = mapped_column(
        enum_type(MentorRequestStatus), default=MentorRequestStatus.OPEN, index=True
    )
    urgency: Mapped[int] = mapped_column(default=Urgency.SOON)
    opened_on: Mapped[date]
    wishes: Mapped[str] = mapped_column(default="")
    week: Mapped[Week] = mapped_column(WeekType)
    means: Mapped[list[Means]] = mapped_column(MEANS_ARRAY, default=list)
    max_travel_minutes: Mapped[int] = mapped_column(default=30)
    minutes_per_week: Mapped[int] = mapped_column(default=60)
    wished_mentor_gender: Mapped[Gender | None] = mapped_column(enum_type(Gender))
    wished_youngest_age: Mapped[int | None]
    wished_oldest_age: Mapped[int | None]
    wished_mentor_kinds: Mapped[list[MentorKind]] = mapped_column(
        KINDS_ARRAY, default=list, server_default=text("'{}'")
    )
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    young_person: Mapped[YoungPerson] = relationship(back_populates="requests")
    goals: Mapped[list[Goal]] = relationship(secondary=request_goals, order_by=Goal.id)
    interests: Mapped[list[Skill]] = relationship(secondary=request_interests, order_by=Skill.id)
    required_experiences: Mapped[list[Experience]] = relationship(
        secondary=request_experiences, order_by=Experience.id
    )
    helpful_experiences: Mapped[list[Experience]] = relationship(
        secondary=helpful_experiences, order_by=Experience.id
    )
    required_languages: Mapped[list[RequiredLanguage]] = relationship(
        cascade="all, delete-orphan", order_by="RequiredLanguage.language_id"
    )


class RequiredLanguage(Base):
    """A language, with the least level, of which the mentor must speak at least one."""

    __tablename__ = "mentor_request_languages"
    __table_args__ = (CheckConstraint("level BETWEEN 1 AND 3", name="level"),)

    request_id: Mapped[int] = mapped_column(
        ForeignKey("mentor_requests.id", ondelete="CASCADE"), primary_key=True
    )
    language_id: Mapped[int] = mapped_column(ForeignKey("languages.id"), primary_key=True)
    level: Mapped[int]

    language: Mapped[Language] = relationship()


class BlockReason(enum.StrEnum):
    DECLINED_BY_CASEWORKER = "declined_by_caseworker"
    DECLINED_BY_MENTOR = "declined_by_mentor"
    DECLINED_BY_YOUNG_PERSON = "declined_by_young_person"
    KNOW_EACH_OTHER = "know_each_other"
    ENDED_BADLY = "ended_badly"


class BlockedPair(Base):
    """A young person and a mentor who are never to be proposed to each other again."""

    __tablename__ = "blocked_pairs"

    young_person_id: Mapped[int] = mapped_column(
        ForeignKey("young_people.id", ondelete="CASCADE"), primary_key=True
    )
    mentor_id: Mapped[int] = mapped_column(ForeignKey("mentors.id", ondelete="CASCADE"), primary_key=True)
    reason: Mapped[BlockReason] = mapped_column(enum_type(BlockReason))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())

    mentor: Mapped[Mentor] = relationship()
