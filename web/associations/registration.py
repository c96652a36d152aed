"""What an association tells about itself."""

from __future__ import annotations

from dataclasses import dataclass

from web.associations.models import AssociationKind
from web.catalogue.models import Area


@dataclass(frozen=True)
class Registration:
    """The public facts of an association: who they are, where, and how to reach them."""

    name: str
    kind: AssociationKind
    area: Area
    email: str
    phone: str
    website: str
    about: str
