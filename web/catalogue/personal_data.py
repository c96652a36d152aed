"""The catalogue holds nothing about people."""

from __future__ import annotations

from web.core.personal_data import holds_nothing

holds_nothing("areas", "skills", "languages", "goals", "experiences")
