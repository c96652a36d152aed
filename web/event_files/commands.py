"""`flask --app wsgi plan-event SHIFTS`: imports an event, lets the engine plan it with its progress told, and says where hands are missing."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale, format_datetime, gettext

from web.core import clock
from web.core.errors import RuleError
from web.core.links import absolute_link
from web.event_files.whole_event import EventFiles, import_event
from web.exchange.commands import print_report
from web.extensions import db
from web.staffing import runs
from web.staffing.board import Line, board_of
from web.staffing.engine import Progress
from web.staffing.jobs import MOST_SECONDS, carry_out
from web.staffing.labels import RUN_FAILURES, RUN_STAGES
from web.staffing.models import StaffingPlan, StaffingRun
from web.staffing.sentences import Names, clash_words, gap_words

A_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("plan-event")
@click.argument("shifts", type=A_FILE)
@click.option("--association", required=True, help="The association's code.")
@click.option("--title", required=True, help="What the event is called; one that is there gets what is new.")
@click.option("--volunteers", type=A_FILE, help="Volunteers to import before, as volunteers.csv has them.")
@click.option(
    "--offers", type=A_FILE, help="Who has said yes to be planned in: email, hours_per_week, rest_hours."
)
@click.option("--drafts", is_flag=True, help="Leave new tasks as drafts instead of publishing them.")
@click.option("--seconds", type=click.FloatRange(1, 3600), default=MOST_SECONDS, show_default=True)
@click.option("--locale", type=click.Choice(["da", "en"]), default="en", help="The language of the messages.")
@with_appcontext
def plan_event_from_files(
    shifts: Path,
    association: str,
    title: str,
    volunteers: Path | None,
    offers: Path | None,
    drafts: bool,
    seconds: float,
    locale: str,
) -> None:
    """Import the shifts of an event, plan it, and write the proposals; Ctrl-C keeps the best plan so far."""
    files = EventFiles(association, title, shifts, volunteers, offers, is_public=not drafts)
    with force_locale(locale):
        plan, report = import_event(files, now=clock.now())
        db.session.commit()
        print_report(report, is_imported=report.is_clean)
        if plan is None:
            raise SystemExit(1)
        run = make_run(plan, seconds=seconds)
        print_outcome(plan, run)
        if run.failure:
            raise SystemExit(1)


def make_run(plan: StaffingPlan, *, seconds: float) -> StaffingRun:
    """Make the plan here and now, with a line for each step that is nearer; end where another run is on its way."""
    try:
        run = runs.queue_run(plan, by=None, now=clock.now())
    except RuleError as error:
        db.session.rollback()
        raise click.ClickException(error.message) from error
    db.session.commit()
    with stop_button() as button:
        carry_out(run, seconds=seconds, follow=Teller(), stop=button)
        db.session.commit()
    return run


class Teller:
    """Prints what the engine has reached, each thing once."""

    def __init__(self) -> None:
        self._last = ""

    def __call__(self, progress: Progress) -> None:
        reached = gettext(
            "%(stage)s: %(value)s points",
            stage=RUN_STAGES.get(progress.stage, progress.stage),
            value=progress.value,
        )
        if progress.bound is not None:
            reached += gettext(", at most %(bound)s", bound=int(progress.bound))
        if reached != self._last:
            self._last = reached
            click.echo(f"{progress.seconds:5.0f} s  {reached}")


@contextmanager
def stop_button() -> Iterator[threading.Event]:
    """Let the first Ctrl-C keep the best plan so far, and the second end everything."""
    button, before = threading.Event(), signal.getsignal(signal.SIGINT)

    def press(number: int, frame: object) -> None:
        signal.signal(signal.SIGINT, before)
        button.set()

    signal.signal(signal.SIGINT, press)
    try:
        yield button
    finally:
        signal.signal(signal.SIGINT, before)


def print_outcome(plan: StaffingPlan, run: StaffingRun) -> None:
    """Say what is staffed, where hands are missing, and how far it is proven; or why there is no plan."""
    names = Names()
    if run.failure:
        code, _, words = run.failure.partition(":")
        click.echo(f"{RUN_FAILURES.get(code, code)} {words}".rstrip(), err=True)
        for item in run.outcome.get("clash", []):
            click.echo(f"- {clash_words(item, names)}", err=True)
        return
    lines = board_of(plan)
    gaps = [line for line in lines if line.missing.is_gap]
    for line in gaps:
        click.echo(gap_line(line, names))
    people = len({one for line in lines for one in line.people})
    click.echo(
        gettext(
            "%(staffed)s of %(shifts)s shifts have enough people; %(people)s people are in the plan.",
            staffed=len(lines) - len(gaps),
            shifts=len(lines),
            people=people,
        )
    )
    click.echo(proven_words(run))
    click.echo(absolute_link("staffing.show_plan", plan_id=plan.id))


def gap_line(line: Line, names: Names) -> str:
    """Return when, what, where, and what is missing."""
    assert line.shift.starts_at is not None, "a plan holds only shifts with a time"
    when = format_datetime(line.shift.starts_at, "EEE d. MMM HH:mm")
    where = f", {line.shift.where}" if line.shift.where else ""
    return f"{when}  {line.shift.task.title}{where}: {gap_words(line.missing, names)}"


def proven_words(run: StaffingRun) -> str:
    """Say how far the plan is proven to be the best."""
    if run.outcome.get("status") == "optimal":
        return gettext("It is proven that no plan is better.")
    return gettext("At most %(gap)s %% better can be reached.", gap=round(100 * run.outcome.get("gap", 0), 2))
