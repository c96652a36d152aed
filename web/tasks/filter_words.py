"""The chosen filters in plain words, each with what to take out of the address to drop it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_date, gettext

from web.catalogue.labels import name_of
from web.tasks.filters import TaskFilter
from web.tasks.labels import PARTS_OF_DAY, WEEKDAYS


@dataclass(frozen=True)
class ChosenFilter:
    """One wish as it is read, and the (name, value) pairs of the address that say it; None stands for any value."""

    text: str
    arguments: tuple[tuple[str, str | None], ...]


def chosen_filters(wishes: TaskFilter) -> list[ChosenFilter]:
    """Return every wish in the order of the form."""
    return [*_what(wishes), *_where(wishes), *_when(wishes)]


def _what(wishes: TaskFilter) -> list[ChosenFilter]:
    chosen = []
    if wishes.words:
        chosen.append(ChosenFilter(gettext("“%(words)s”", words=wishes.words), (("q", None),)))
    if wishes.skill is not None:
        chosen.append(ChosenFilter(name_of(wishes.skill), (("kan", None),)))
    if wishes.is_micro:
        chosen.append(ChosenFilter(gettext("Micro-tasks"), (("mikro", None),)))
    return chosen


def _where(wishes: TaskFilter) -> list[ChosenFilter]:
    if wishes.area is None:
        return []
    if wishes.within_km == 0:
        return [ChosenFilter(wishes.area.name, (("sted", None), ("inden_for", None)))]
    text = gettext(
        "%(area)s and up to %(distance)s km away", area=wishes.area.name, distance=wishes.within_km
    )
    return [ChosenFilter(text, (("sted", None), ("inden_for", None)))]


def _when(wishes: TaskFilter) -> list[ChosenFilter]:
    chosen = [ChosenFilter(str(WEEKDAYS[day]), (("dag", str(day)),)) for day in sorted(wishes.weekdays)]
    chosen += [ChosenFilter(str(PARTS_OF_DAY[part]), (("tid", part.value),)) for part in sorted(wishes.parts)]
    if wishes.from_on is not None:
        text = gettext("From %(date)s", date=format_date(wishes.from_on, "long"))
        chosen.append(ChosenFilter(text, (("fra", None),)))
    if wishes.to_on is not None:
        text = gettext("Until %(date)s", date=format_date(wishes.to_on, "long"))
        chosen.append(ChosenFilter(text, (("til", None),)))
    return chosen
