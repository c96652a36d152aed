"""The pages of advice are easy to read from top to bottom: a LIX of 35 at most."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.web.advice.conftest import Town
from tests.web.proposals.test_easy_to_read import HARDEST, lix
from web.accounts.models import User
from web.advice import jobs, trials
from web.core import clock
from web.core.jobs import enqueue
from web.proposals.models import MatchRun

pytestmark = pytest.mark.usefixtures("database")
ENDS_A_SENTENCE = r"</(?:h\d|p|li|label|option|legend|button|a|div)>"


def main_text(html: str) -> str:
    """What the page says between header and footer; headings, lines and labels are sentences of their own."""
    (main,) = re.findall(r"<main.*?</main>", html, flags=re.DOTALL)
    ended = re.sub(ENDS_A_SENTENCE, ". ", main)
    text = unescape(re.sub(r"<[^>]+>", " ", ended)).replace("\xad", "")
    return re.sub(r"([.!?:])[\s.]+", r"\1 ", re.sub(r"\s+", " ", text))


def test_every_page_of_advice_is_easy_to_read(
    town: Town,
    make_run: Callable[[], MatchRun],
    sign_in: Callable[[User], FlaskClient],
    run_jobs: Callable[[], None],
) -> None:
    make_run()
    trial = trials.ask_for_override(town.own, town.mentor, by=town.caseworker, now=clock.now())
    enqueue(jobs.try_plan_out, trial_id=trial.id)
    run_jobs()
    client = sign_in(town.caseworker)
    for address in ("/hverv", "/hverv/opslag", "/hvad-hvis", f"/hvad-hvis/{trial.id}"):
        page = client.get(address)
        assert page.status_code == 200
        text = main_text(page.get_data(as_text=True))
        assert len(text.split()) > 20
        assert lix(text) <= HARDEST, f"{address}: {lix(text):.0f}\n{text}"
