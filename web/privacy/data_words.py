"""The names of tables and columns in "my data"."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from web.consents.labels import BASES, SECTIONS, THROUGH
from web.consents.labels import PURPOSES as CONSENT_PURPOSES
from web.core.personal_data import PersonalTable
from web.core.personal_data_words import KINDS
from web.matches.labels import MATCH_STATUSES
from web.privacy.labels import REQUEST_KINDS, REQUEST_STATUSES
from web.profiles.labels import GENDERS, MEANS, MENTOR_KINDS, MENTOR_STATUSES, VOLUNTEER_STATUSES
from web.proposals.labels import PROPOSAL_STATUSES
from web.tasks.labels import SIGNUP_STATUSES
from web.vetting.labels import CLEARANCE_KINDS

TABLES: Mapping[str, Any] = {
    "users": lazy_gettext("Account"),
    "roles_users": lazy_gettext("Roles"),
    "passkeys": lazy_gettext("Passkeys"),
    "sessions": lazy_gettext("Where you are signed in"),
    "known_devices": lazy_gettext("Devices you have signed in from"),
    "recovery_codes": lazy_gettext("Recovery codes"),
    "federated_identities": lazy_gettext("Sign-in through another service"),
    "area_contacts": lazy_gettext("Areas you look after"),
    "association_coordinators": lazy_gettext("Associations you coordinate for"),
    "staff_invitations": lazy_gettext("Invitations to work here"),
    "deputies": lazy_gettext("Deputies"),
    "volunteers": lazy_gettext("Volunteer"),
    "volunteer_skills": lazy_gettext("Interests and skills"),
    "volunteer_languages": lazy_gettext("Languages"),
    "volunteer_drafts": lazy_gettext("An unfinished sign-up"),
    "mentors": lazy_gettext("Mentor"),
    "mentor_goals": lazy_gettext("What you can help with as a mentor"),
    "mentor_experiences": lazy_gettext("Experience as a mentor"),
    "mentor_references": lazy_gettext("References you have given"),
    "clearances": lazy_gettext("Checks"),
    "clearance_reminders": lazy_gettext("Reminders about checks"),
    "certificate_orders": lazy_gettext("Children's certificates asked for"),
    "given_statements": lazy_gettext("Statements you have given"),
    "screening_decisions": lazy_gettext("Decisions about your application"),
    "interviews": lazy_gettext("Interviews"),
    "course_places": lazy_gettext("Courses"),
    "signups": lazy_gettext("Tasks you have signed up for"),
    "team_members": lazy_gettext("Teams you come together with"),
    "separations": lazy_gettext("Who does not share shifts with whom"),
    "help_offers": lazy_gettext("Where you have offered to be planned in"),
    "staffing_assignments": lazy_gettext("Where plans have put you"),
    "swaps": lazy_gettext("Shifts you wanted to swap"),
    "attendances": lazy_gettext("When you came, and for how long"),
    "thanks": lazy_gettext("Thanks you have got"),
    "proposals": lazy_gettext("Proposals"),
    "matches": lazy_gettext("Matches"),
    "young_people": lazy_gettext("You as a young person"),
    "young_person_languages": lazy_gettext("Languages"),
    "mentor_requests": lazy_gettext("Your request for a mentor"),
    "mentor_request_goals": lazy_gettext("What you want help with"),
    "mentor_request_interests": lazy_gettext("What you like"),
    "mentor_request_experiences": lazy_gettext("What your mentor should know"),
    "mentor_request_languages": lazy_gettext("Languages your mentor should speak"),
    "consents": lazy_gettext("Consents"),
    "consent_questions": lazy_gettext("Questions about consent"),
    "employer_contacts": lazy_gettext("Workplaces you speak for"),
    "small_job_interests": lazy_gettext("Small jobs you would like"),
    "work_wishes": lazy_gettext("What you wish for at work"),
    "work_wish_kinds": lazy_gettext("Work you would like to do"),
    "work_wish_strains": lazy_gettext("What you would rather be without at work"),
    "work_wish_support": lazy_gettext("What helps you at work"),
    "work_wish_musts": lazy_gettext("What you cannot do without at work"),
    "job_proposals": lazy_gettext("Small jobs we have proposed to you"),
    "placements": lazy_gettext("Your small jobs"),
    "trial_days": lazy_gettext("Trial days at work"),
    "work_weeks": lazy_gettext("Hours with pay"),
    "data_requests": lazy_gettext("Requests about your data"),
    "retention_warnings": lazy_gettext("Warnings before erasure"),
    "outbox_messages": lazy_gettext("Mails we have sent you"),
}
COLUMNS: Mapping[str, Any] = {
    "name": lazy_gettext("Name"),
    "first_name": lazy_gettext("First name"),
    "last_name": lazy_gettext("Last name"),
    "alias": lazy_gettext("Alias"),
    "email": lazy_gettext("E-mail"),
    "address": lazy_gettext("Sent to"),
    "phone": lazy_gettext("Phone"),
    "locale": lazy_gettext("Language of pages and mails"),
    "born_on": lazy_gettext("Date of birth"),
    "gender": lazy_gettext("Gender"),
    "area_id": lazy_gettext("District or village"),
    "means": lazy_gettext("Gets about by"),
    "max_travel_minutes": lazy_gettext("Travels at most (minutes)"),
    "minutes_per_week": lazy_gettext("Time each week (minutes)"),
    "week": lazy_gettext("Times of the week"),
    "about": lazy_gettext("About yourself"),
    "motivation": lazy_gettext("Why you would like to be a mentor"),
    "wishes": lazy_gettext("Your own words"),
    "words": lazy_gettext("What you wrote"),
    "answer": lazy_gettext("Answer"),
    "message": lazy_gettext("What you wrote"),
    "content": lazy_gettext("What you wrote"),
    "subject": lazy_gettext("Subject"),
    "status": lazy_gettext("Status"),
    "kind": lazy_gettext("Kind"),
    "capacity": lazy_gettext("Number of young people at a time"),
    "youngest_age": lazy_gettext("Youngest age"),
    "oldest_age": lazy_gettext("Oldest age"),
    "wished_mentor_gender": lazy_gettext("Wished gender of the mentor"),
    "wished_youngest_age": lazy_gettext("Wished youngest age"),
    "wished_oldest_age": lazy_gettext("Wished oldest age"),
    "paused_until": lazy_gettext("On a break until"),
    "wishes_to_mentor": lazy_gettext("Might like to be a mentor"),
    "is_protected": lazy_gettext("Protected name and address"),
    "known_as": lazy_gettext("Known as"),
    "shown_name": lazy_gettext("Name that a mentor sees"),
    "contact_channel": lazy_gettext("How a mentor reaches you"),
    "may_show_wishes": lazy_gettext("A mentor may read your wishes"),
    "may_show_interests": lazy_gettext("A mentor may see your interests"),
    "may_show_goals": lazy_gettext("A mentor may see what you want help with"),
    "may_show_languages": lazy_gettext("A mentor may see your languages"),
    "is_looking": lazy_gettext("Is looking for a small job"),
    "is_at_school": lazy_gettext("Goes to primary school"),
    "energy_morning": lazy_gettext("Energy in the morning (0 not much, 2 lots)"),
    "energy_noon": lazy_gettext("Energy at midday (0 not much, 2 lots)"),
    "energy_afternoon": lazy_gettext("Energy in the afternoon (0 not much, 2 lots)"),
    "energy_evening": lazy_gettext("Energy in the evening (0 not much, 2 lots)"),
    "start_hours": lazy_gettext("Hours a week to begin with"),
    "step_hours": lazy_gettext("Hours more at each step"),
    "step_weeks": lazy_gettext("Weeks between the steps"),
    "goal_hours": lazy_gettext("Hours a week to get to"),
    "may_show_likes": lazy_gettext("A workplace may see what you like"),
    "may_show_support": lazy_gettext("A workplace may see what helps you"),
    "may_show_words": lazy_gettext("A workplace may read your own words"),
    "looking_since": lazy_gettext("Looking since"),
    "said_at": lazy_gettext("Said on"),
    "employed_on": lazy_gettext("Employed on"),
    "ended_on": lazy_gettext("Stopped on"),
    "employer_outcome": lazy_gettext("What the workplace said afterwards"),
    "young_person_outcome": lazy_gettext("What you said afterwards"),
    "monday": lazy_gettext("The week from Monday"),
    "minutes": lazy_gettext("Minutes"),
    "noted_at": lazy_gettext("Noted on"),
    "kind_of_work_id": lazy_gettext("Kind of work"),
    "strain_id": lazy_gettext("Hard at work"),
    "support_kind_id": lazy_gettext("Support at work"),
    "small_job_id": lazy_gettext("Small job"),
    "employer_id": lazy_gettext("Workplace"),
    "skill_id": lazy_gettext("Interest or skill"),
    "language_id": lazy_gettext("Language"),
    "level": lazy_gettext("Level (1 a little, 3 fluently)"),
    "goal_id": lazy_gettext("Help with"),
    "experience_id": lazy_gettext("Experience"),
    "role_id": lazy_gettext("Role"),
    "association_id": lazy_gettext("Association"),
    "course_id": lazy_gettext("Course"),
    "shift_id": lazy_gettext("Task"),
    "during": lazy_gettext("Time"),
    "starts_at": lazy_gettext("Begins"),
    "ends_at": lazy_gettext("Ends"),
    "starts_on": lazy_gettext("From"),
    "ends_on": lazy_gettext("Until"),
    "started_on": lazy_gettext("Begun on"),
    "closed_on": lazy_gettext("Ended on"),
    "closed_at": lazy_gettext("Finished on"),
    "opened_on": lazy_gettext("Opened on"),
    "issued_on": lazy_gettext("Issued on"),
    "expires_on": lazy_gettext("Runs out on"),
    "updated_at": lazy_gettext("Last changed"),
    "created_at": lazy_gettext("Made on"),
    "create_datetime": lazy_gettext("Made on"),
    "confirmed_at": lazy_gettext("E-mail confirmed"),
    "current_login_at": lazy_gettext("Last signed in"),
    "last_login_at": lazy_gettext("Signed in before that"),
    "seen_at": lazy_gettext("Last seen"),
    "used_at": lazy_gettext("Last used"),
    "asked_at": lazy_gettext("Asked on"),
    "asked_of": lazy_gettext("Who was asked"),
    "answered_at": lazy_gettext("Answered on"),
    "is_yes": lazy_gettext("The answer was yes"),
    "given_at": lazy_gettext("Given on"),
    "given_through": lazy_gettext("Given"),
    "withdrawn_at": lazy_gettext("Taken back on"),
    "withdrawn_through": lazy_gettext("Taken back"),
    "purpose": lazy_gettext("Consent to"),
    "basis": lazy_gettext("Legal basis"),
    "law_section": lazy_gettext("Section of the law"),
    "text_version": lazy_gettext("Version of the text"),
    "language": lazy_gettext("Language of the text"),
    "browser": lazy_gettext("Browser"),
    "system": lazy_gettext("System"),
    "sent_at": lazy_gettext("Sent on"),
    "place": lazy_gettext("Place"),
}
# By the name of the kind of choice: what its codes are called.
CHOICES: Mapping[str, Mapping[Any, Any]] = {
    next(iter(labels)).__class__.__name__: labels
    for labels in (
        BASES, CLEARANCE_KINDS, CONSENT_PURPOSES, GENDERS, MATCH_STATUSES, MEANS, MENTOR_KINDS, MENTOR_STATUSES,
        PROPOSAL_STATUSES, REQUEST_KINDS, REQUEST_STATUSES, SECTIONS, SIGNUP_STATUSES, THROUGH, VOLUNTEER_STATUSES,
    )
}  # fmt: skip


def table_words(declared: PersonalTable) -> str:
    """Return the name of a table; one that has none yet is called after what it mostly holds."""
    kinds = [said.kind for said in declared.columns.values() if said.is_shown]
    return str(TABLES.get(declared.name) or KINDS[kinds[0]])


def column_words(declared: PersonalTable, name: str) -> str:
    """Return the name of a column; one that has none yet is called after its kind."""
    return str(COLUMNS.get(name) or KINDS[declared.columns[name].kind])


def choice_words(value: enum.Enum) -> str:
    """Return what a choice is called; one without words as its code."""
    return str(CHOICES.get(type(value).__name__, {}).get(value) or value.value)
