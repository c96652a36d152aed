"""What an employer tells about itself."""

from __future__ import annotations

from dataclasses import dataclass

from web.catalogue.models import Area
from web.employers.models import EmployerKind


@dataclass(frozen=True)
class EmployerFacts:
    """Who they are, where, and how to reach them."""

    name: str
    kind: EmployerKind
    cvr: str
    area: Area
    address: str
    phone: str
    about: str
