"""The blueprint that the pages about tasks share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("tasks", __name__, template_folder="templates")
