"""The blueprint that every page of this feature joins."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("papers", __name__, template_folder="templates")
