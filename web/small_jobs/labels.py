"""Names of what small jobs are described with."""

from __future__ import annotations

from flask_babel import get_locale, lazy_gettext

from web.profiles.models import Means
from web.small_jobs.age_law import Obstacle
from web.small_jobs.kinds import KindOfWork, Strain, SupportKind
from web.small_jobs.models import SmallJobStatus

STATUSES = {
    SmallJobStatus.DRAFT: lazy_gettext("Draft"),
    SmallJobStatus.PUBLISHED: lazy_gettext("Published"),
    SmallJobStatus.CLOSED: lazy_gettext("Closed"),
}
TONES = {
    SmallJobStatus.DRAFT: "waiting",
    SmallJobStatus.PUBLISHED: "good",
    SmallJobStatus.CLOSED: "plain",
}
OBSTACLES = {
    Obstacle.TOO_YOUNG_TO_WORK: lazy_gettext("The law lets nobody under 13 work."),
    Obstacle.TOO_YOUNG_FOR_THE_WORK: lazy_gettext("The law asks for a higher age for this kind of work."),
    Obstacle.TOO_YOUNG_FOR_THE_JOB: lazy_gettext("The workplace asks for a higher age."),
    Obstacle.TOO_OLD_FOR_THE_JOB: lazy_gettext("The workplace looks for somebody younger."),
    Obstacle.TOO_MANY_HOURS: lazy_gettext("It is more hours a week than the law allows beside school."),
    Obstacle.FORBIDDEN_HOURS: lazy_gettext("The work lies at hours at which the law does not allow it."),
}
ENERGY_LEVELS = {0: lazy_gettext("Not much"), 1: lazy_gettext("Some"), 2: lazy_gettext("Lots")}
ENERGIES = {
    "energy_morning": lazy_gettext("Morning"),
    "energy_noon": lazy_gettext("Midday"),
    "energy_afternoon": lazy_gettext("Afternoon"),
    "energy_evening": lazy_gettext("Evening"),
}
MEANS = {
    Means.WALK: lazy_gettext("On foot"),
    Means.CYCLE: lazy_gettext("By bicycle"),
    Means.BUS: lazy_gettext("By bus"),
    Means.CAR: lazy_gettext("By car"),
}


def named(entry: KindOfWork | Strain | SupportKind) -> str:
    """Return the entry's name in the reader's language."""
    locale = get_locale()
    return entry.name_en if locale is not None and locale.language == "en" else entry.name_da
