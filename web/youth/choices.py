"""What a young person lets a mentor see, as it crosses from the forms to the services."""

from __future__ import annotations

from dataclasses import dataclass

from web.youth.models import ContactChannel, ShownName, YoungPerson


@dataclass(frozen=True)
class Choices:
    """The young person's own word on what a mentor sees of them."""

    alias: str
    shown_name: ShownName = ShownName.ALIAS_FIRST
    contact_channel: ContactChannel = ContactChannel.CASEWORKER
    may_show_wishes: bool = False
    may_show_interests: bool = False
    may_show_goals: bool = False
    may_show_languages: bool = False


def choices_of(young_person: YoungPerson) -> Choices:
    """Return what the young person has chosen."""
    return Choices(**{name: getattr(young_person, name) for name in Choices.__dataclass_fields__})
