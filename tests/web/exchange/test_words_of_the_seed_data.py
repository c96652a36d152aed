"""The seed data read as if people had written them, one at a time, with respect."""

from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from web.config import ROOT
from web.demo import ACCOUNTS
from web.exchange.registry import KINDS

SEED_FOLDER = ROOT / "seed_data"
TABOO = re.compile(r"ensom|udsat", re.IGNORECASE)


def rows_of(name: str) -> list[dict[str, str]]:
    with (SEED_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", KINDS)
def test_no_taboo_word_is_used(name: str) -> None:
    assert TABOO.search((SEED_FOLDER / f"{name}.csv").read_text(encoding="utf-8")) is None


@pytest.mark.parametrize("name", KINDS)
def test_every_address_is_recognisably_invented(name: str) -> None:
    text = (SEED_FOLDER / f"{name}.csv").read_text(encoding="utf-8")
    assert set(re.findall(r"@([\w.-]+)", text)) <= {"example.dk"}


def test_no_two_tasks_share_a_sentence() -> None:
    texts = ("summary", "description", "what_to_expect", "what_is_expected")
    sentences = Counter(
        sentence
        for task in rows_of("tasks")
        for name in texts
        for sentence in re.split(r"(?<=[.!?]) (?=[A-ZÆØÅ])", task[name])
    )
    assert [sentence for sentence, times in sentences.items() if times > 1] == []


def test_no_two_young_people_wish_in_the_same_words() -> None:
    wishes = [request["wishes"] for request in rows_of("mentor_requests")]
    assert len(set(wishes)) == len(wishes)


def test_demo_accounts_are_in_the_files() -> None:
    known = {row[name] for kind, name in (("staff", "email"), ("volunteers", "email"), ("young_people", "email"),
             ("associations", "coordinator_email")) for row in rows_of(kind)}  # fmt: skip
    assert {account.email for account in ACCOUNTS} <= known
