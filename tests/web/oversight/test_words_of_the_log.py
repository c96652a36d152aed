"""Whatever the code writes into the audit log has words for those who read it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from flask import Flask

from tests.architecture.sources import modules
from tests.web.conftest import app
from web.core.state_machines import StateMachine
from web.oversight.action_words import ACTIONS

__all__ = ["app"]


def actions_in_the_code() -> Iterator[str]:
    """Yield the actions that stand as text in a call of `record_event`."""
    for module in modules("web", saying="record_event"):
        for node in ast.walk(module.tree):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "record_event"
            ):
                continue
            if node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def steps_of_the_machines() -> Iterator[str]:
    """Yield the actions of every state machine there is."""
    ours = [module for name, module in sys.modules.items() if name.startswith("web.")]
    for machine in [
        value for module in ours for value in vars(module).values() if isinstance(value, StateMachine)
    ]:
        yield from (f"{machine.subject}: {step}" for step in machine.steps)


def test_every_action_has_words(app: Flask) -> None:
    written = set(actions_in_the_code()) | set(steps_of_the_machines())
    assert sorted(written - set(ACTIONS)) == [], (
        "add them to web/oversight/action_words.py, volunteering_words.py or work_words.py"
    )
