"""The Flask extensions and the declarative base that every feature shares."""

from __future__ import annotations

import enum
from datetime import datetime

import procrastinate
from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from sqlalchemy import DateTime, Enum, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, registry

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """The declarative base: named constraints, aware timestamps, enumerations stored as checked text."""

    registry = registry(
        metadata=MetaData(naming_convention=CONSTRAINT_NAMES),
        type_annotation_map={datetime: DateTime(timezone=True), str: Text()},
    )


def enum_type(values: type[enum.StrEnum], *, name: str | None = None) -> Enum:
    """Return the column type that stores `values` as text with a CHECK constraint, named after them unless `name` is given.

    A second column of the same kind in one table needs a `name` of its own.
    """
    return Enum(
        values,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=40,
        name=name or values.__name__.lower(),
        values_callable=lambda members: [member.value for member in members],
    )


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
babel = Babel()
csrf = CSRFProtect()
limiter = Limiter(key_func=get_remote_address)


jobs = procrastinate.App(connector=procrastinate.PsycopgConnector())
