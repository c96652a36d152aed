"""Pages on which administrators look after accounts."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from web.accounts.limits import limit_searches
from web.accounts.models import STAFF_ROLES, RoleName, User
from web.accounts.roles import staff_roles_of
from web.audit.services import record_event, record_view
from web.caseload.queries import caseloads_without_caseworker
from web.caseload.services import hand_over_caseload
from web.core import clock
from web.core.access import allowed, requires, signed_in_user
from web.core.errors import NotVisibleError, RuleError
from web.core.forms import finish, sent_before
from web.core.one_step import one_step
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.invitations import user_queries, user_services
from web.invitations.blueprint import blueprint
from web.invitations.forms import AreasForm, ConfirmForm, SuccessorForm
from web.invitations.freshness import password_again
from web.invitations.labels import ROLES, names_of
from web.invitations.queries import state_of
from web.second_factor.queries import has_second_factor

STAFF = "staff"
CLOSED = "closed"
SHORTEST_SEARCH = 2


@blueprint.get("/brugere")
@requires(Permission.USERS_MANAGE)
@limit_searches
def list_users() -> str:
    """Accounts, searchable by name, address and role."""
    viewer, now = signed_in_user(), clock.now()
    search = request.args.get("q", "").replace("\x00", "").strip()[:100]
    chosen = request.args.get("rolle", "")
    roles = roles_meant(chosen)
    page = paged(
        user_queries.users_matching(search, roles=roles, is_active=False if chosen == CLOSED else None)
    )
    record_event("list users", viewer, by=viewer, now=now, details={"is_search": bool(search)})
    shown = render_template(
        "invitations/users.html",
        page=page,
        search=search,
        chosen=chosen,
        role_names={role.value: name for role, name in ROLES.items() if role is not RoleName.YOUNG_PERSON},
        orphans=caseloads_without_caseworker(),
        roles_of=roles_of,
    )
    db.session.commit()
    return shown


def roles_meant(chosen: str) -> tuple[RoleName, ...]:
    """Return the roles that a choice of the list stands for; none means that roles do not matter."""
    if chosen == STAFF:
        return STAFF_ROLES
    return (RoleName(chosen),) if chosen in set(RoleName) else ()


def roles_of(user: User) -> str:
    """Return the names of the user's roles."""
    return names_of([RoleName(role.name) for role in user.roles])


@blueprint.get("/brugere/<int:user_id>")
@requires(Permission.USERS_MANAGE)
def show_user(user_id: int) -> str:
    """One account: roles, areas, and what can be done."""
    viewer, now = signed_in_user(), clock.now()
    user = allowed(user_queries.visible_user(user_id))
    record_view(user, by=viewer, now=now, purpose="administration of users")
    waiting = user_queries.invitations_of(user)
    shown = render_template(
        "invitations/user.html",
        user=user,
        is_oneself=user.id == viewer.id,
        staff_roles=[role for role in STAFF_ROLES if role in staff_roles_of(user)],
        role_names=ROLES,
        roles_of=roles_of,
        names_of=names_of,
        caseload_size=user_queries.caseload_size(user),
        last_seen_at=user_queries.last_seen_at(user),
        can_work=user.active and user.has_any_role(RoleName.CASEWORKER),
        waiting=[(invitation, state_of(invitation, now=now)) for invitation in waiting],
    )
    db.session.commit()
    return shown


@blueprint.route("/brugere/<int:user_id>/luk", methods=["GET", "POST"])
@password_again
@requires(Permission.USERS_MANAGE)
def deactivate(user_id: int) -> str | Response:
    """Close an account, and say who takes its caseload over."""
    user = allowed(user_queries.visible_user(user_id))
    form = handover_form(user, has_caseload=user_queries.caseload_size(user) > 0)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            user_services.deactivate(user, successor=form.chosen(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The account is closed. Nobody can use it from now on."), "success")
            return finish(form, "invitations.show_user", user_id=user_id)
    return decision("deactivate", user, form)


@blueprint.post("/brugere/<int:user_id>/genaabn")
@password_again
@requires(Permission.USERS_MANAGE)
def reactivate(user_id: int) -> Response:
    """Open a closed account again."""
    user = allowed(user_queries.visible_user(user_id))
    with one_step(gettext("The account is open again.")):
        user_services.reactivate(user, by=signed_in_user(), now=clock.now())
    return redirect(url_for("invitations.show_user", user_id=user_id))


@blueprint.route("/brugere/<int:user_id>/roller/<role_name>/fjern", methods=["GET", "POST"])
@password_again
@requires(Permission.USERS_MANAGE)
def take_role(user_id: int, role_name: str) -> str | Response:
    """Take one staff role away."""
    user = allowed(user_queries.visible_user(user_id))
    if role_name not in STAFF_ROLES:
        raise NotVisibleError
    role = RoleName(role_name)
    has_caseload = role is RoleName.CASEWORKER and user_queries.caseload_size(user) > 0
    form = handover_form(user, has_caseload=has_caseload)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            user_services.take_role(user, role, successor=form.chosen(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The role is taken away. It counts from now on."), "success")
            return finish(form, "invitations.show_user", user_id=user_id)
    return decision("take_role", user, form, role=role)


@blueprint.route("/brugere/<int:user_id>/sagsstamme", methods=["GET", "POST"])
@password_again
@requires(Permission.USERS_MANAGE)
def hand_over(user_id: int) -> str | Response:
    """Let another caseworker take over all the young people of one."""
    user = allowed(user_queries.visible_user(user_id))
    form = SuccessorForm(caseworkers=others_than(user), may_wait=False)
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            hand_over_caseload(user, form.chosen() or user, by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("The caseload is handed over, and everybody concerned has been told."), "success")
            return finish(form, "invitations.show_user", user_id=user_id)
    return decision("hand_over", user, form)


@blueprint.route("/brugere/<int:user_id>/omraader", methods=["GET", "POST"])
@password_again
@requires(Permission.USERS_MANAGE)
def change_areas(user_id: int) -> str | Response:
    """Change what an area contact looks after."""
    user = allowed(user_queries.visible_user(user_id))
    form = AreasForm(areas=[area.code for area in user.contact_areas])
    if form.validate_on_submit():
        if repeat := sent_before(form):
            return repeat
        try:
            user_services.change_areas(user, form.chosen_areas(), by=signed_in_user(), now=clock.now())
        except RuleError as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(gettext("Your changes are saved."), "success")
            return finish(form, "invitations.show_user", user_id=user_id)
    return render_template("invitations/areas.html", user=user, form=form)


def handover_form(user: User, *, has_caseload: bool) -> Any:
    """Return a form that asks who takes over, or where nothing is left behind one that only asks for a yes."""
    return SuccessorForm(caseworkers=others_than(user), may_wait=True) if has_caseload else ConfirmForm()


def others_than(user: User) -> list[User]:
    """Return the caseworkers who could take over; not those whom a missing second step keeps out."""
    caseworkers = user_queries.active_users_with(RoleName.CASEWORKER)
    return [one for one in caseworkers if one.id != user.id and has_second_factor(one)]


def decision(step: str, user: User, form: Any, *, role: RoleName | None = None) -> str:
    """Render the page on which a step about an account is looked at once more."""
    return render_template(
        "invitations/decide.html",
        step=step,
        user=user,
        form=form,
        role=role,
        role_names=ROLES,
        caseload_size=user_queries.caseload_size(user),
        has_caseload=isinstance(form, SuccessorForm),
    )
