"""The words of notices about teams, each in its reader's language."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.profiles.models import Volunteer
from web.profiles.sight import seen_by_others
from web.teams.models import Team


def tell_of_new_member(team: Team, member: Volunteer, *, to: Volunteer) -> None:
    """Somebody has said yes to coming together."""
    user = to.user
    with force_locale(user.locale):
        name = seen_by_others(member).first_name
        subject = gettext("You now come together")
        body = gettext(
            "%(name)s has said yes to coming together with you. Where both of you offer to be planned in, you get the same "
            "shifts.\n\nSee your teams here:\n%(link)s",
            name=name,
            link=absolute_link("teams.list_own"),
        )
    write_notice(f"team {team.id} joined by {member.id}, {to.id}", to=user, subject=subject, body=body)
