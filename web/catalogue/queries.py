"""The lists that forms offer, in a fixed order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from web.catalogue.models import Area, AreaKind, Experience, Goal, Language, Skill
from web.extensions import db


def all_areas() -> Sequence[Area]:
    """Return every place one can live or meet in: districts first, then villages, then neighbours, by name."""
    order = {AreaKind.DISTRICT: 0, AreaKind.VILLAGE: 1, AreaKind.NEIGHBOUR: 2}
    areas = db.session.scalars(select(Area).where(Area.kind != AreaKind.MUNICIPALITY)).all()
    return sorted(areas, key=lambda area: (order[area.kind], area.name, area.id))


def all_interests() -> Sequence[Skill]:
    """Return what people like to do, by group and name."""
    return db.session.scalars(
        select(Skill).where(Skill.is_interest).order_by(Skill.group, Skill.name_da)
    ).all()


def all_skills() -> Sequence[Skill]:
    """Return what people can, by group and name."""
    return db.session.scalars(
        select(Skill).where(~Skill.is_interest).order_by(Skill.group, Skill.name_da)
    ).all()


def all_languages() -> Sequence[Language]:
    """Return every language, Danish first."""
    return db.session.scalars(select(Language).order_by(Language.code != "da", Language.name_da)).all()


def all_goals() -> Sequence[Goal]:
    """Return everything a mentor can help with."""
    return db.session.scalars(select(Goal).order_by(Goal.name_da)).all()


def all_experiences() -> Sequence[Experience]:
    """Return every kind of experience."""
    return db.session.scalars(select(Experience).order_by(Experience.name_da)).all()
