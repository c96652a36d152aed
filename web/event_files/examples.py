"""The example rows of the file to begin from: days from today, so that they can be tried as they are."""

from __future__ import annotations

EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "title": "Boden ved havnen",
        "description": "Sælg kaffe og kage, og hjælp folk på vej.",
        "place": "Havnepladsen",
        "starts_at": "+30d 14:00",
        "ends_at": "+30d 18:00",
        "minimum": "2",
        "maximum": "4",
        "importance": "2",
    },
    {
        "title": "Samaritervagt",
        "description": "Vær klar med førstehjælp.",
        "place": "Scenen",
        "starts_at": "+30d 16:00",
        "ends_at": "+30d 22:00",
        "minimum": "2",
        "maximum": "3",
        "importance": "5",
        "needs": "first_aid:1",
        "minimum_age": "18",
    },
)
