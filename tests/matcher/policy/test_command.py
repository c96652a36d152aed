"""The simulator's command."""

from __future__ import annotations

import pytest

from matcher.policy.__main__ import main


def test_command_prints_a_table_with_every_policy(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "scarcer", "--years", "1", "--futures", "1"]) == 0
    printed = capsys.readouterr().out
    for expected in (
        "Scarcer",
        "arrival by arrival",
        "weekly batches",
        "smallest prices",
        "cores",
        "goal of 98%",
    ):
        assert expected in printed


def test_command_refuses_no_years(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--years", "0"])
    assert "not above zero" in capsys.readouterr().err
