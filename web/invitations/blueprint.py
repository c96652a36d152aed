"""The blueprint that the pages about invitations and users share."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("invitations", __name__, template_folder="templates")
