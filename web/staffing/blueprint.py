"""The routes of this feature hang here."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("staffing", __name__, template_folder="templates")
