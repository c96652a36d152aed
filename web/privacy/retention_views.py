"""The report on retention: how many records of each kind were dealt with, never whose."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, render_template
from sqlalchemy import func, select

from web.core import clock
from web.core.access import requires
from web.core.permissions import Permission
from web.core.personal_data_words import RETENTIONS, period_words
from web.core.retention import KEPT_FOR, Retention
from web.extensions import db
from web.privacy.models import Erasure, RetentionCount
from web.privacy.retention import RULES

DAYS_SHOWN = 30


def add_routes(blueprint: Blueprint) -> None:
    """Add the page."""
    blueprint.add_url_rule("/opbevaring", view_func=show_retention)


@requires(Permission.RETENTION_VIEW)
def show_retention() -> str:
    """How long each kind of record is kept, and what the last thirty nights have ended."""
    since = clock.local_date(clock.now()) - timedelta(days=DAYS_SHOWN)
    return render_template(
        "privacy/retention.html",
        rules=[rule for rule in Retention if rule is not Retention.WITH_ACCOUNT],
        words=RETENTIONS,
        periods={rule: period_words(rule) for rule in KEPT_FOR},
        counts=counts_since(since),
        counted=frozenset(RULES),
        last_night=db.session.scalar(select(func.max(RetentionCount.day))),
        erasures=db.session.scalar(select(func.count()).select_from(Erasure)),
        waiting=db.session.scalar(
            select(func.count()).select_from(Erasure).where(Erasure.copied_at.is_(None))
        ),
        days=DAYS_SHOWN,
    )


def counts_since(since: object) -> dict[Retention, tuple[int, int]]:
    """Return how many were warned and ended since that day, by rule."""
    rows = db.session.execute(
        select(RetentionCount.rule, func.sum(RetentionCount.warned), func.sum(RetentionCount.ended))
        .where(RetentionCount.day >= since)
        .group_by(RetentionCount.rule)
    )
    return {rule: (int(warned), int(ended)) for rule, warned, ended in rows}
