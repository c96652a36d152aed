"""What is written down about files of events: nothing about people; their rows are in the import batch."""

from __future__ import annotations

from web.core.personal_data import holds_nothing

holds_nothing("event_files")
