"""The page on which a young person chooses what a mentor sees: from their account, by link, or with the caseworker."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.consents.texts import language_of_page
from web.core import clock
from web.core.access import public, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.permissions import Permission
from web.extensions import db
from web.youth.aliases import suggest_aliases
from web.youth.choice_form import ChoicesForm, channel_choices, name_choices
from web.youth.choice_services import choose_what_is_shown, taken_aliases
from web.youth.choices import Choices, choices_of
from web.youth.models import ContactChannel, MentorRequest, ShownName, YoungPerson
from web.youth.opening import open_young_person
from web.youth.personal_links import young_person_of_link
from web.youth.queries import young_person_of_account
from web.youth.sight import Reader, SeenYoungPerson, Stage, WayToReach, young_person_seen

SUGGESTIONS = 3
SHOWN_OF_A_SECRET = 2


@dataclass(frozen=True)
class Door:
    """How somebody came to the page: whose words it uses, and where it leads."""

    endpoint: str
    values: dict[str, Any]
    is_on_behalf: bool = False
    is_link: bool = False


def add_routes(blueprint: Blueprint) -> None:
    """Add the three doors to the page."""
    methods = ["GET", "POST"]
    blueprint.add_url_rule("/mig/det-vises", view_func=choose_own, methods=methods)
    blueprint.add_url_rule("/mig/det-vises/<token>", view_func=choose_by_link, methods=methods)
    blueprint.add_url_rule(
        "/unge/<int:young_person_id>/det-vises", view_func=choose_together, methods=methods
    )


@requires(Permission.YOUNG_CHOICES)
def choose_own() -> str | Response:
    """The young person's own page, with an account."""
    young_person = young_person_of_account(signed_in_user())
    return take_choices(young_person, Door("youth.choose_own", {}))


@public
def choose_by_link(token: str) -> str | Response:
    """The same without an account; the link shows nothing that its holder could not have from elsewhere."""
    young_person = young_person_of_link(token)
    return take_choices(young_person, Door("youth.choose_by_link", {"token": token}, is_link=True))


@requires(Permission.YOUNG_PERSON_CHANGE)
def choose_together(young_person_id: int) -> str | Response:
    """The caseworker fills it in while they sit together."""
    young_person = open_young_person(signed_in_user(), young_person_id, purpose="choices")
    door = Door("youth.choose_together", {"young_person_id": young_person_id}, is_on_behalf=True)
    return take_choices(young_person, door)


def take_choices(young_person: YoungPerson, door: Door) -> str | Response:
    """Show the form with what a mentor will see, or take it once."""
    form = ChoicesForm(young_person=young_person, data=as_offered(young_person))
    if "suggestion" in request.form:
        form.alias.data = request.form["suggestion"][:40]
    is_only_looking = "preview" in request.form or "suggestion" in request.form
    if not is_only_looking and form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            choose_what_is_shown(
                young_person,
                form.chosen(),
                by=None if door.is_link else signed_in_user(),
                is_on_behalf=door.is_on_behalf,
                now=clock.now(),
                language=language_of_page(),
            )
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Saved. It counts from now on."), "success")
            return finish(form, door.endpoint, **door.values)
    page = render_choices(young_person, form, door)
    db.session.commit()
    return page


def as_offered(young_person: YoungPerson) -> dict[str, Any]:
    """Return what is chosen now, as far as it can still be chosen."""
    chosen = choices_of(young_person)
    if chosen.contact_channel.value not in dict(channel_choices(young_person)):
        chosen = replace(chosen, contact_channel=ContactChannel.CASEWORKER)
    if chosen.shown_name.value not in dict(name_choices(young_person)):
        chosen = replace(chosen, shown_name=ShownName.ALIAS)
    return {name: getattr(chosen, name) for name in Choices.__dataclass_fields__}


def render_choices(young_person: YoungPerson, form: ChoicesForm, door: Door) -> str:
    """Return the page: the form beside what a mentor will see with these choices."""
    typed = form_as_choices(form) or choices_of(young_person)
    return render_template(
        "youth/choices.html",
        form=form,
        door=door,
        young_person=young_person,
        suggestions=suggest_aliases(SUGGESTIONS, taken=taken_aliases()),
        at_proposal=what_it_means(young_person, typed, stage=Stage.PROPOSAL),
        at_match=covered(what_it_means(young_person, typed, stage=Stage.MATCH), is_link=door.is_link),
        action=url_for(door.endpoint, **door.values),
    )


def form_as_choices(form: ChoicesForm) -> Choices | None:
    """Return what stands in the form, where it is enough to show what it would mean."""
    is_whole = form.shown_name.data in set(ShownName) and form.contact_channel.data in set(ContactChannel)
    return form.chosen() if is_whole else None


def what_it_means(young_person: YoungPerson, choices: Choices, *, stage: Stage) -> SeenYoungPerson:
    """Return what a mentor would see with these choices; the same code as on the mentor's page."""
    day = clock.local_date(clock.now())
    seen = young_person_seen(
        young_person, newest_request(young_person), by=Reader.MENTOR, stage=stage, day=day, choices=choices
    )
    if seen is None:
        raise NotVisibleError
    return seen


def newest_request(young_person: YoungPerson) -> MentorRequest | None:
    """Return the request that a mentor would be shown."""
    return young_person.requests[-1] if young_person.requests else None


def covered(seen: SeenYoungPerson, *, is_link: bool) -> SeenYoungPerson:
    """Return the preview with number and address covered but for their end, where a mere link opened the page."""
    if not is_link or seen.contact is None:
        return seen
    phone, email = seen.contact.phone, seen.contact.email
    return replace(seen, contact=WayToReach(phone=but_for_the_end(phone), email=but_for_the_end(email)))


def but_for_the_end(secret: str) -> str:
    """Return dots, and the last two characters so that the owner knows which one it is."""
    return f"••• {secret[-SHOWN_OF_A_SECRET:]}" if secret else ""
