"""Who may know what of a young person: written from the rules as people state them, without a line of the service's own guards.

- The caseworker, and a deputy on the days of it, know everything.
- Whoever opens a record with a stated reason knows everything but the note, while it is open.
- The young person knows everything of themselves but the caseworker's note.
- A mentor who has been asked knows the name the young person goes by, their district (never of the protected) and the wishes
  they agreed to show. While a match runs: also the one way to reach them that they chose. The note and the last name never.
- Nobody else knows anything, whatever their role.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, text

Known = set[tuple[int, str]]

FULL = ("first_name", "last_name", "alias", "phone", "email", "note", "wishes", "place")
WITHOUT_NOTE = tuple(fact for fact in FULL if fact != "note")

CASELOADS = """
SELECT p.id FROM young_people p JOIN users u ON u.id = :reader AND u.active
WHERE EXISTS (SELECT FROM roles_users ru JOIN roles r ON r.id = ru.role_id WHERE ru.user_id = u.id AND r.name = 'caseworker')
  AND (p.caseworker_id = u.id OR EXISTS (
    SELECT FROM deputies d WHERE d.deputy_id = u.id AND d.caseworker_id = p.caseworker_id AND d.ended_at IS NULL
      AND (now() AT TIME ZONE 'Europe/Copenhagen')::date BETWEEN d.starts_on AND d.ends_on))
"""
OPENED = """
SELECT young_person_id FROM disclosures
WHERE reader_id = :reader AND young_person_id IS NOT NULL AND closed_at IS NULL AND ends_at > now()
"""
THEMSELVES = "SELECT id FROM young_people WHERE user_id = :reader"
AS_MENTOR = """
SELECT p.id, p.is_protected, p.shown_name, p.contact_channel,
       EXISTS (SELECT FROM consents c WHERE c.young_person_id = p.id AND c.purpose = 'showing_wishes'
               AND c.withdrawn_at IS NULL) AS may_show_wishes,
       EXISTS (SELECT FROM matches m WHERE m.proposal_id = o.id AND m.status = 'active') AS is_matched
FROM proposals o
JOIN mentor_requests q ON q.id = o.request_id
JOIN young_people p ON p.id = q.young_person_id
JOIN mentors n ON n.id = o.mentor_id
JOIN volunteers v ON v.id = n.volunteer_id
WHERE v.user_id = :reader AND (
  o.status IN ('approved', 'mentor_accepted')
  OR EXISTS (SELECT FROM matches m WHERE m.proposal_id = o.id AND m.status = 'active'))
"""


def known_to(connection: Connection, reader: int | None) -> Known:
    """Return what that user may know now, as (young person, fact); a stranger nothing."""
    if reader is None:
        return set()

    def rows(query: str) -> list[Any]:
        return list(connection.execute(text(query), {"reader": reader}))

    known = {(row.id, fact) for row in rows(CASELOADS) for fact in FULL}
    known |= {(row.young_person_id, fact) for row in rows(OPENED) for fact in WITHOUT_NOTE}
    known |= {(row.id, fact) for row in rows(THEMSELVES) for fact in WITHOUT_NOTE}
    return known | {(row.id, fact) for row in rows(AS_MENTOR) for fact in known_to_mentor(row)}


def known_to_mentor(row: Any) -> set[str]:
    """Return the facts that a mentor may know of the young person of one proposal."""
    goes_by_first_name = row.shown_name == "first_name" or (
        row.shown_name == "alias_first" and row.is_matched
    )
    facts = {"first_name"} if goes_by_first_name and not row.is_protected else {"alias"}
    if row.is_matched and row.shown_name == "alias_first":
        facts.add("alias")  # as they knew the young person until now
    if not row.is_protected:
        facts.add("place")
    if row.may_show_wishes:
        facts.add("wishes")
    if row.is_matched and row.contact_channel in {"phone", "email"}:
        facts.add(row.contact_channel)
    return facts


def known_by_personal_link(young_person_id: int) -> Known:
    """Return what stands to be read by whoever holds a young person's own link: they are the young person."""
    return {(young_person_id, fact) for fact in WITHOUT_NOTE}
