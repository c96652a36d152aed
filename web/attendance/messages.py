"""The words of thanks."""

from __future__ import annotations

from flask_babel import force_locale, gettext

from web.core.links import absolute_link
from web.notifications.services import write_notice
from web.tasks.messages import when_words
from web.tasks.models import Signup


def thank(signup: Signup, *, words: str) -> None:
    """Thank somebody who came, in the coordinator's own words."""
    task, user = signup.shift.task, signup.volunteer.user
    with force_locale(user.locale):
        body = gettext(
            "%(words)s\n\nBest wishes\n%(association)s\n\n“%(task)s”, %(when)s. Your hours are here:\n%(link)s",
            words=words,
            association=task.association.name,
            task=task.title,
            when=when_words(signup.shift),
            link=absolute_link("attendance.show_own_hours"),
        )
        subject = gettext("Thank you from %(association)s", association=task.association.name)
    write_notice(f"thanks for sign-up {signup.id}", to=user, subject=subject, body=body)
