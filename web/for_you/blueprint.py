"""The blueprint that every page of this feature joins."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("for_you", __name__, template_folder="templates")
