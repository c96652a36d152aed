"""`/healthz` answers for the process, `/readyz` for database, migrations, worker and the database role's rights."""

from __future__ import annotations

from typing import cast

import psycopg
from alembic.script import ScriptDirectory
from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from web.core.access import public
from web.database_rights import excessive_rights
from web.extensions import db, limiter

WORKER_SEEN_WITHIN_SECONDS = 60
blueprint = Blueprint("health", __name__)


def init_app(app: Flask) -> None:
    """Add the routes."""
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
@public
@limiter.exempt
def healthz() -> Response:
    """Answer as long as the process does."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
@limiter.exempt
def readyz() -> tuple[Response, int]:
    """Answer 200 when every check holds, else 503; the body names each check."""
    try:
        checks = {
            "database": True,
            "migrations": is_migrated(),
            "worker": is_worker_alive(),
            "rights": is_role_lesser(),
        }
    except SQLAlchemyError:
        checks = dict.fromkeys(("database", "migrations", "worker", "rights"), False)
    is_ready = all(checks.values())
    return jsonify(status="ready" if is_ready else "not ready", **checks), 200 if is_ready else 503


def is_migrated() -> bool:
    """Tell whether the database has the newest migration."""
    folder = str(current_app.config["SETTINGS"].migrations_folder)
    newest = ScriptDirectory(folder).get_current_head()
    current: str | None = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    return current == newest


def is_worker_alive() -> bool:
    """Tell whether a worker has reported within the last minute."""
    statement = text(
        "SELECT EXISTS (SELECT FROM procrastinate_workers "
        "WHERE last_heartbeat > now() - make_interval(secs => :seconds))"
    )
    return bool(db.session.scalar(statement, {"seconds": WORKER_SEEN_WITHIN_SECONDS}))


def is_role_lesser() -> bool:
    """Tell whether the service runs as a role that cannot rewrite the audit log; development may do otherwise."""
    if current_app.config["SETTINGS"].is_development:
        return True
    connection = cast(psycopg.Connection, db.session.connection().connection.driver_connection)
    return excessive_rights(connection) == []
