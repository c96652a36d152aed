"""Background jobs of advice: what follows each match run."""

from __future__ import annotations

from web.advice import recruitment
from web.core import clock
from web.core.jobs import background
from web.extensions import db
from web.proposals.followers import after_each_run
from web.proposals.intake import read_intake
from web.proposals.models import MatchRun


@background("advice on recruiting")
def work_out_recruitment(*, run_id: int) -> None:
    """Work out what one more mentor of each kind would be worth after a run."""
    from web.proposals import engine

    run = db.session.get(MatchRun, run_id)
    if run is None:
        return
    intake = read_intake(now=clock.now())
    if not intake.requests or not intake.mentors:
        recruitment.write_advice(run, (), now=clock.now())
        return
    hidden = recruitment.protected_request_ids(request.id for request in intake.requests)
    kinds = engine.kinds_worth_recruiting(
        engine.snapshot(intake, now=clock.now()), hidden_requests={str(request_id) for request_id in hidden}
    )
    recruitment.write_advice(run, kinds, now=clock.now())


after_each_run(work_out_recruitment)
