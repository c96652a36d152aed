"""Plans of mentors and small jobs together that are not proven the best: said in words, and looked at longer when asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.web import factories as make
from tests.web.proposals.test_easy_to_read import HARDEST, lix
from web.accounts.models import RoleName, User
from web.extensions import db
from web.proposals.models import MOST_PATIENCE, USUAL_PATIENCE, MatchRun, RunStage, RunStatus
from web.proposals.runs import LIFE
from web.proposals.together import doubts, is_proven, may_look_longer

pytestmark = pytest.mark.usefixtures("database")


def run_with(patience_seconds: int = USUAL_PATIENCE, **outlook: Any) -> MatchRun:
    """A finished run that found out so much about better plans."""
    known = {
        "is_proven": False,
        "seconds": patience_seconds,
        "more_mentors": 0,
        "more_jobs": 0,
        "points": None,
    }
    return make.save(
        MatchRun(
            status=RunStatus.DONE,
            stage=RunStage.FINISHED,
            patience_seconds=patience_seconds,
            input_size={"requests": 2, "mentors": 2, "places": 2},
            statistics={
                "is_proven": True,
                "served": 2,
                "unserved": 0,
                "mean_score": 0.5,
                "worst_score": 0.5,
                "feasible_pairs": 4,
                "classes": {},
                "seconds": {},
                "together": known | outlook,
            },
        )
    )


@pytest.mark.parametrize(
    ("outlook", "said"),
    [
        ({"more_mentors": 1}, ["Højst én ung mere kunne få en mentor."]),
        (
            {"more_mentors": 2, "more_jobs": 3},
            ["Højst 2 unge mere kunne få en mentor.", "Højst 3 unge mere kunne få et småjob."],
        ),
        (
            {"points": 0.031},
            [
                "Ikke en eneste mere ville få hjælp. Parrene kunne i gennemsnit højst passe 3 point ud af 100 bedre."
            ],
        ),
        ({"points": 0.002}, ["Ikke en eneste mere ville få hjælp, og parrene ville passe næsten som nu."]),
        (
            {},
            [
                "Ikke en eneste mere ville få en mentor eller et småjob. "
                "Men måske kunne et par stykker, det haster for, få hjælp først."
            ],
        ),
    ],
)
def test_how_far_from_the_best_a_plan_can_be_is_said(outlook: dict[str, Any], said: list[str]) -> None:
    run = run_with(**outlook)
    assert not is_proven(run)
    assert doubts(run)[1:] == said
    assert lix(" ".join(doubts(run))) <= HARDEST


@pytest.mark.parametrize("together", [None, {}, {"is_proven": True}])
def test_a_proven_plan_leaves_no_doubt(together: dict[str, Any] | None) -> None:
    run = run_with()
    run.statistics = run.statistics | {"together": together}
    assert is_proven(run)
    assert doubts(run) == []
    assert not may_look_longer(run)


def test_looking_longer_is_offered_and_starts_a_run(sign_in: Callable[[User], FlaskClient]) -> None:
    run = run_with(more_jobs=1)
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    page = client.get(f"/matchkoersler/{run.id}").get_data(as_text=True)
    assert "Vi ledte efter en bedre plan i 20 sekunder" in page
    assert "Højst én ung mere kunne få et småjob." in page
    assert "Regn videre i op til 3 minutter" in page
    client.post(f"/matchkoersler/{run.id}/videre")
    newest = db.session.query(MatchRun).order_by(MatchRun.id.desc()).first()
    assert newest is not None
    assert (newest.status, newest.patience_seconds) == (RunStatus.QUEUED, MOST_PATIENCE)


def test_after_the_longest_look_no_longer_one_is_offered(sign_in: Callable[[User], FlaskClient]) -> None:
    run = run_with(MOST_PATIENCE, more_jobs=1)
    client = sign_in(make.make_user(RoleName.CASEWORKER))
    page = client.get(f"/matchkoersler/{run.id}").get_data(as_text=True)
    assert "Vi ledte efter en bedre plan i 3 minutter" in page
    assert "Regn videre" not in page
    client.post(f"/matchkoersler/{run.id}/videre")
    assert db.session.query(MatchRun).count() == 1


def test_an_older_run_offers_no_longer_look(sign_in: Callable[[User], FlaskClient]) -> None:
    earlier = run_with(more_jobs=1)
    run_with(more_jobs=1)
    page = sign_in(make.make_user(RoleName.CASEWORKER)).get(f"/matchkoersler/{earlier.id}")
    assert "Regn videre" not in page.get_data(as_text=True)


def test_the_longest_look_is_no_silence() -> None:
    assert LIFE.silence_allowed.total_seconds() > 1.5 * MOST_PATIENCE
