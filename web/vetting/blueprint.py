"""The blueprint that the pages of this feature are hung on."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("vetting", __name__, template_folder="templates")
