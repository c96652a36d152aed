"""What imported files hold about people until their rows have become records."""

from __future__ import annotations

from web.core.personal_data import About, Kind, Personal, Purpose, holds
from web.core.retention import Retention

holds(
    "import_batches",
    about=[About.ACCOUNT_HOLDER, About.VOLUNTEER, About.MENTOR, About.YOUNG_PERSON],
    purpose=Purpose.OPERATION,
    retention=Retention.FINISHED_IMPORT,
    columns={
        "file_name": Personal(Kind.WORK, is_shown=False),
        "rows": Personal(Kind.WORK, is_shown=False),
        "errors": Personal(Kind.WORK, is_shown=False),
    },
    plain=["id", "entity", "status", "uploaded_by_id", "counts", "created_at"],
)
