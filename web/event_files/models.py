"""For which event a file of shifts was uploaded; its rows wait in an import batch."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from web.associations.models import Association
from web.exchange.models import ImportBatch
from web.extensions import Base
from web.staffing.models import Event

ENTITY = "event_shifts"


class EventFile(Base):
    """A file of shifts for a new event of the association called `title`, or for `event` where there is one.

    With `is_public` everybody can find the tasks once they are imported.
    """

    __tablename__ = "event_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), unique=True)
    association_id: Mapped[int] = mapped_column(ForeignKey("associations.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), index=True)
    title: Mapped[str]
    is_public: Mapped[bool]

    batch: Mapped[ImportBatch] = relationship()
    association: Mapped[Association] = relationship()
    event: Mapped[Event | None] = relationship()
