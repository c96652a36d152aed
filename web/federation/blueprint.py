"""The blueprint that the pages of signing in through the provider share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("federation", __name__, template_folder="templates")
