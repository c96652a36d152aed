"""`flask --app wsgi import PATH`: one clear line per thing that is wrong, exit code 1 when anything is."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import force_locale, gettext

from web.core import clock
from web.exchange.folders import ImportReport, import_path
from web.extensions import db


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--good-rows", is_flag=True, help="Import the good rows even where others have errors.")
@click.option("--locale", type=click.Choice(["da", "en"]), default="en", help="The language of the messages.")
@with_appcontext
def import_files(path: Path, good_rows: bool, locale: str) -> None:
    """Import a CSV file, or a folder of them, whole or not at all."""
    with force_locale(locale):
        report = import_path(path, now=clock.now(), is_partial=good_rows)
        db.session.commit()
        print_report(report, is_imported=report.is_clean or (good_rows and not report.refusals))
    if not report.is_clean:
        raise SystemExit(1)


def print_report(report: ImportReport, *, is_imported: bool) -> None:
    """Say what was wrong, line by line, then what each file came to."""
    for finding in report.findings:
        click.echo(str(finding), err=True)
    for refusal in report.refusals:
        click.echo(refusal, err=True)
    for checked in report.files:
        summary = gettext(
            "%(file)s: %(new)s new, %(unchanged)s unchanged, %(changed)s changed, %(bad)s with errors",
            file=checked.file,
            **{name: checked.counts[name] for name in ("new", "unchanged", "changed", "bad")},
        )
        click.echo(summary)
        for line, columns in checked.changed:
            click.echo(
                gettext(
                    "%(file)s:%(line)s: differs from what is stored (%(columns)s), left as it is",
                    file=checked.file,
                    line=line,
                    columns=", ".join(columns),
                )
            )
    click.echo(
        gettext("%(number)s rows imported.", number=report.added)
        if is_imported
        else gettext("Nothing was imported.")
    )
