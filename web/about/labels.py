"""Who sees what is held about each group of people, in words."""

from __future__ import annotations

from flask_babel import lazy_gettext

from web.core.personal_data import About

WHO_SEES = {
    About.ACCOUNT_HOLDER: lazy_gettext(
        "You yourself. Administrators see your name, e-mail and roles, never your password."
    ),
    About.VOLUNTEER: lazy_gettext(
        "The coordinator of an association sees those who sign up for its shifts. Staff see those who apply to be a mentor."
    ),
    About.MENTOR: lazy_gettext(
        "Caseworkers and the contact of your area. The young person sees your name and what you have told when a "
        "caseworker has approved the proposal."
    ),
    About.YOUNG_PERSON: lazy_gettext(
        "Your caseworker, and whoever stands in for them. A proposed mentor sees only what you have chosen to show. "
        "You get each other's contact details when you have both said yes. No mentor ever reads the notes. Anybody "
        "else in the municipality must give a reason first, and the reason is looked at afterwards."
    ),
    About.COORDINATOR: lazy_gettext(
        "Volunteers see how to reach the association. Administrators see who coordinates."
    ),
    About.STAFF: lazy_gettext(
        "Administrators see who works here. The data protection contact sees who has looked at what."
    ),
    About.EMPLOYER: lazy_gettext(
        "Staff who bring young people and workplaces together, and the young people who are to work there."
    ),
    About.PARENT: lazy_gettext("The caseworker of your child."),
    About.REFERENCE: lazy_gettext(
        "Staff who decide about the mentor. The mentor does not read what you write."
    ),
}
