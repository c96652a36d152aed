"""How long each kind of record is kept: one table, read by the nightly clean-up and by the privacy notice."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

DAYS_OF_A_MONTH = 30.44


class Retention(enum.StrEnum):
    """The kinds of records, by when they end."""

    WITH_ACCOUNT = "with_account"
    INACTIVE_VOLUNTEER = "inactive_volunteer"
    UNCONFIRMED_ACCOUNT = "unconfirmed_account"
    DRAFT = "draft"
    TYPED_IN_A_FORM = "typed_in_a_form"
    SESSION = "session"
    KNOWN_DEVICE = "known_device"
    INVITATION = "invitation"
    ADDRESS_CHANGE = "address_change"
    UNDECIDED_IMPORT = "undecided_import"
    FINISHED_IMPORT = "finished_import"
    REFERENCE = "reference"
    SENT_MAIL = "sent_mail"
    OLD_PROPOSAL = "old_proposal"
    PLAN_TRIAL = "plan_trial"
    BLOCKED_PAIR = "blocked_pair"
    CLOSED_CASE = "closed_case"
    PARENT_QUESTION = "parent_question"
    CONSENT_RECORD = "consent_record"
    DATA_REQUEST = "data_request"
    AUDIT = "audit"


@dataclass(frozen=True)
class Period:
    """How long after its last use a record is kept; without months and days it ends with what it belongs to."""

    months: int = 0
    days: int = 0
    hours: int = 0

    @property
    def length(self) -> timedelta:
        """The period as a span; a month counts as its average length."""
        return timedelta(days=round(self.months * DAYS_OF_A_MONTH) + self.days, hours=self.hours)


KEPT_FOR: Mapping[Retention, Period] = {
    Retention.WITH_ACCOUNT: Period(),
    Retention.INACTIVE_VOLUNTEER: Period(months=24),
    Retention.UNCONFIRMED_ACCOUNT: Period(days=30),
    Retention.DRAFT: Period(days=6),
    Retention.TYPED_IN_A_FORM: Period(hours=1),
    Retention.SESSION: Period(days=30),
    Retention.KNOWN_DEVICE: Period(months=6),
    Retention.INVITATION: Period(months=3),
    Retention.ADDRESS_CHANGE: Period(days=8),
    Retention.UNDECIDED_IMPORT: Period(days=14),
    Retention.FINISHED_IMPORT: Period(days=30),
    Retention.REFERENCE: Period(months=3),
    Retention.SENT_MAIL: Period(months=3),
    Retention.OLD_PROPOSAL: Period(months=12),
    Retention.PLAN_TRIAL: Period(days=30),
    Retention.BLOCKED_PAIR: Period(months=24),
    Retention.CLOSED_CASE: Period(months=24),
    Retention.PARENT_QUESTION: Period(months=1),
    Retention.CONSENT_RECORD: Period(months=60),
    Retention.DATA_REQUEST: Period(months=24),
    Retention.AUDIT: Period(months=60),
}
# An inactive volunteer is warned by mail this long before the end, once each.
WARNED_BEFORE = (timedelta(days=60), timedelta(days=14))
