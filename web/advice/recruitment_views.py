"""The page of whom to recruit, and the notice that can be printed and hung up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from flask import Blueprint, render_template, request, url_for

from web.accounts.models import RoleName, User
from web.advice.call_out import Asked, alike, call_of, may_be_asked_for
from web.advice.forms import RecruitmentFilter
from web.advice.recruitment import kinds_in, latest_advice, told_to_many
from web.advice.training import SHOWN, candidates_for, lack_the_course, next_course
from web.advice.wanted import Wanted, WantedWords, gathered, wanted_words
from web.catalogue.models import Area
from web.catalogue.queries import all_areas, all_languages
from web.core import clock
from web.core.access import may, requires, signed_in_user
from web.core.permissions import Permission
from web.proposals.names import Names
from web.proposals.plan import KindOfMentor

LINES_SHOWN = 8
SEES_EVERY_AREA = (RoleName.CASEWORKER, RoleName.ADMINISTRATOR)


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages of recruitment."""
    blueprint.add_url_rule("/hverv", view_func=recruit)
    blueprint.add_url_rule("/hverv/opslag", view_func=show_notice)


@requires(Permission.RECRUITMENT_VIEW)
def recruit() -> str:
    """What one more mentor of each kind would be worth, and whose approval or course helps most."""
    viewer, now = signed_in_user(), clock.now()
    areas = areas_for(viewer)
    form = RecruitmentFilter(request.args, areas=areas, languages=list(all_languages()))
    advice = latest_advice()
    tells_of_few = viewer.has_any_role(RoleName.CASEWORKER)
    kinds = kinds_in(advice) if advice is not None else []
    seen = kinds if tells_of_few else told_to_many(kinds)
    wanted = gathered(chosen(seen, areas, form))
    told = chosen(told_to_many(kinds), areas, form)
    candidates = candidates_for(viewer, now=now)
    return render_template(
        "advice/recruitment.html",
        form=form,
        advice=advice,
        is_filtered=bool(form.area.data or form.language.data),
        lines=lines_of(wanted[:LINES_SHOWN], told, areas, tells_of_few=tells_of_few),
        more=max(0, len(wanted) - LINES_SHOWN),
        is_some_hidden=not tells_of_few and len(seen) < len(kinds),
        candidates=candidates[:SHOWN],
        for_course=lack_the_course(candidates)[:SHOWN],
        course=next_course(now=now),
        may_manage_courses=may(Permission.COURSE_MANAGE),
    )


def areas_for(viewer: User) -> list[Area]:
    """Return the areas the viewer recruits in: contacts in their own, all others everywhere."""
    if viewer.has_any_role(*SEES_EVERY_AREA):
        return list(all_areas())
    return sorted(viewer.contact_areas, key=lambda area: area.name)


def chosen(kinds: list[KindOfMentor], areas: list[Area], form: RecruitmentFilter) -> list[KindOfMentor]:
    """Return the kinds from these areas that the filter lets through."""
    codes = {area.code for area in areas}
    if form.area.data in codes:
        codes = {form.area.data}
    language = form.language.data
    return [kind for kind in kinds if kind.area in codes and (not language or kind.language == language)]


@requires(Permission.RECRUITMENT_VIEW)
def show_notice() -> str:
    """A call to copy, send or print: whom we look for, without anything that tells of few young people."""
    areas, advice = areas_for(signed_in_user()), latest_advice()
    form = RecruitmentFilter(request.args, areas=areas, languages=list(all_languages()))
    told = told_to_many(kinds_in(advice)) if advice is not None else []
    kinds = chosen(told, areas, form)
    if "experience" in request.args:
        kinds = alike(kinds, language=form.language.data, experience=request.args["experience"])
    call = call_of(kinds, {area.code: area.name for area in areas}, Names())
    link = url_for("home.front", _external=True)
    return render_template("advice/notice.html", call=call, link=link, text=call.as_text(link=link))


def lines_of(
    wanted: Sequence[Wanted], told: Iterable[KindOfMentor], areas: Sequence[Area], *, tells_of_few: bool
) -> list[tuple[WantedWords, Asked | None]]:
    """Return each line with what a call may ask for; None where any call would tell of few young people."""
    names, area_names = Names(), {area.code: area.name for area in areas}
    public = list(told)
    return [
        (
            wanted_words(one, area_names, names, tells_of_few=tells_of_few),
            may_be_asked_for(one, public),
        )
        for one in wanted
    ]
