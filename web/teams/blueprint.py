"""The blueprint that these pages share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("teams", __name__, template_folder="templates")
