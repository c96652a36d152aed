"""Pages of match runs: start one, follow it, see what it brought."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import format_decimal, gettext
from werkzeug.wrappers import Response

from web.core import clock
from web.core.access import allowed, may, requires, signed_in_user
from web.core.errors import RuleError
from web.core.forms import finish, sent_before
from web.core.jobs import enqueue
from web.core.paging import paged
from web.core.permissions import Permission
from web.extensions import db
from web.proposals import changes, queries, runs
from web.proposals.dear_mentors import dear_mentors
from web.proposals.decision_views import names_of_mentors
from web.proposals.forms import YesForm
from web.proposals.jobs import run_matching
from web.proposals.labels import CRITERIA, RUN_FAILURES, RUN_STAGES, RUN_STATUSES, RUN_TONES
from web.proposals.lifting import groups_of, lifting_sentence
from web.proposals.models import MOST_PATIENCE, USUAL_PATIENCE, MatchRun, RunStage
from web.proposals.sentences import duration, duration_of_seconds
from web.proposals.together import doubts, is_proven, may_look_longer
from web.proposals.unmatched import short_reason, unmatched_words
from web.youth.labels import SHORT_URGENCIES

LEAST_SHOWN = 5
STAGES = (RunStage.READING, RunStage.SOLVING, RunStage.CHECKING, RunStage.WRITING)


def add_routes(blueprint: Blueprint) -> None:
    """Add the pages of match runs."""
    blueprint.add_url_rule("/matchkoersler", view_func=list_runs)
    blueprint.add_url_rule("/matchkoersler", view_func=start_run, methods=["POST"])
    blueprint.add_url_rule("/matchkoersler/<int:run_id>", view_func=show_run)
    blueprint.add_url_rule("/matchkoersler/<int:run_id>/videre", view_func=look_longer, methods=["POST"])


@requires(Permission.RUN_VIEW)
def list_runs() -> str:
    """Every run, newest first, and the button that starts one."""
    page = paged(queries.all_runs())
    active = next((run for run in page.items if runs.LIFE.is_under_way(run)), None)
    return render_template(
        "proposals/runs.html",
        page=page,
        active=active,
        form=YesForm(),
        statuses=RUN_STATUSES,
        tones=RUN_TONES,
    )


@requires(Permission.RUN_START)
def start_run() -> Response:
    """Queue a run and its job in one transaction."""
    return started(patience_seconds=USUAL_PATIENCE)


@requires(Permission.RUN_START)
def look_longer(run_id: int) -> Response:
    """Make a run anew that looks longer for a better plan of mentors and small jobs together."""
    run = allowed(queries.run_of(run_id))
    if not may_look_longer(run):
        return redirect(url_for("proposals.show_run", run_id=run.id))
    return started(patience_seconds=MOST_PATIENCE)


def started(*, patience_seconds: int) -> Response:
    """Queue a run and its job once, and lead to its page."""
    form = YesForm()
    if not form.validate_on_submit():
        return redirect(url_for("proposals.list_runs"))
    if repeat := sent_before(form):
        return repeat
    try:
        run = runs.queue_run(by=signed_in_user(), now=clock.now(), patience_seconds=patience_seconds)
        enqueue(run_matching, run_id=run.id)
    except RuleError as error:
        db.session.rollback()
        flash(error.message, "info")
        return redirect(url_for("proposals.list_runs"))
    flash(gettext("The match run has been started."), "success")
    return finish(form, "proposals.show_run", run_id=run.id)


@requires(Permission.RUN_VIEW)
def show_run(run_id: int) -> str:
    """One run: its progress while it goes on, afterwards what it brought; names only of one's own young people."""
    run = allowed(queries.run_of(run_id))
    viewer = signed_in_user()
    prices = run.statistics.get("prices")
    own = queries.unmatched_of(viewer, run) if may(Permission.YOUNG_PERSON_VIEW) else []
    changed = changes.changes_of(run)
    own_changed = changes.own_changes(viewer, changed)
    mentor_names = names_of_mentors(
        {m for one in own_changed for m in (one.before_mentor_id, one.after_mentor_id) if m is not None}
    )
    return render_template(
        "proposals/run.html",
        run=run,
        is_active=runs.LIFE.is_under_way(run),
        stages=[(RUN_STAGES[stage], stage_state(run, stage), seconds_of(run, stage)) for stage in STAGES],
        stage=RUN_STAGES[run.stage],
        statuses=RUN_STATUSES,
        tones=RUN_TONES,
        failure=RUN_FAILURES.get((run.failure or "").partition(":")[0]),
        failure_details=(run.failure or "").partition(":")[2],
        classes=[
            (SHORT_URGENCIES[int(urgency)], numbers)
            for urgency, numbers in sorted(run.statistics.get("classes", {}).items())
        ],
        reasons=[(short_reason(code), number_shown(number)) for code, number in queries.main_reasons(run)],
        own=[(left, unmatched_words(left.reasons).headline) for left in own],
        changes=[changes.change_words(one, mentor_names) for one in own_changed],
        got_both=number_shown(run.statistics.get("beside", {}).get("both", 0)),
        has_prices=bool(prices),
        dear=dear_mentors(prices, names_of_mentors({one["mentor"] for one in prices["dear"]}))
        if prices
        else [],
        others_changed=others_changed(len(changed) - len(own_changed)),
        is_proven=is_proven(run),
        doubts=doubts(run),
        may_look_longer=may_look_longer(run) and run == queries.latest_done_run(),
        looks_longer=duration_of_seconds(MOST_PATIENCE),
        form=YesForm(),
        lifting=lifting_sentence(run),
        groups=groups_of(run),
        weights=weights_shown(run),
        settings=settings_sentences(run),
    )


def weights_shown(run: MatchRun) -> list[tuple[str, int]]:
    """Return what counted in a run, with its share of the whole in hundredths."""
    whole = sum(run.weights.values())
    counted = sorted(run.weights.items(), key=lambda entry: (-entry[1], entry[0]))
    return [(str(CRITERIA[name]), round(100 * weight / whole)) for name, weight in counted if weight]


def settings_sentences(run: MatchRun) -> list[str]:
    """Return what else a run was made by; it is written down at its end, and earlier runs did not write it down."""
    said = []
    if minutes := run.statistics.get("common_minutes"):
        said.append(gettext("With at least %(time)s in common a week.", time=duration(minutes)))
    years = run.statistics.get("age_distance_years")
    if years and run.weights.get("age_distance"):
        said.append(gettext("Enough years between them: %(years)s.", years=years))
    return said


def others_changed(number: int) -> str:
    """Return how many others the run gave another mentor."""
    if not number:
        return ""
    if number < LEAST_SHOWN:
        return gettext("Fewer than five others have another mentor, or one at last.")
    return gettext("%(number)s others have another mentor, or one at last.", number=number)


def number_shown(number: int) -> str:
    """Return a count that many see; a count of one or two might tell of somebody."""
    if number < LEAST_SHOWN:
        return gettext("fewer than %(least)s", least=LEAST_SHOWN)
    return str(number)


def stage_state(run: MatchRun, stage: RunStage) -> str:
    """Tell whether a stage is done, going on, or ahead."""
    order = [RunStage.WAITING, *STAGES, RunStage.FINISHED]
    if order.index(stage) < order.index(run.stage):
        return "done"
    return "current" if stage is run.stage else "ahead"


def seconds_of(run: MatchRun, stage: RunStage) -> str | None:
    """Return how long the stage took, as the reader writes numbers, once the run is done."""
    seconds: float | None = run.statistics.get("seconds", {}).get(stage.value)
    return None if seconds is None else str(format_decimal(round(seconds, 1)))
