"""A status changes in one place only: `take_step` (for many `take_steps`), which locks the row and writes the audit event."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.sources import Module, modules

DOORS = {"web/audit/services.py", "web/audit/many_steps.py"}
# Bookkeeping of delivery is no decision about anybody, and has no audit event.
BOOKKEEPING = {"web/notifications/jobs.py"}


def test_a_status_is_assigned_in_one_place_only() -> None:
    found = [
        module.place_of(node)
        for module in modules("web", saying="status")
        if module.path not in DOORS | BOOKKEEPING
        for node in assignments_of_status(module)
    ]
    assert found == []


def test_the_search_for_assignments_finds_them() -> None:
    text = (
        "task.status = 1\nsetattr(task, 'status', 1)\nupdate(Task).where(x).values(status=1)\nTask(status=1)"
    )
    module = Module(path="x.py", text=text)
    assert [node.lineno for node in assignments_of_status(module)] == [1, 2, 3]


def assignments_of_status(module: Module) -> Iterator[ast.stmt | ast.expr]:
    """Yield assignments to a `.status`, by name or by UPDATE; giving one at creation is allowed."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(isinstance(target, ast.Attribute) and target.attr == "status" for target in targets):
                yield node
        elif isinstance(node, ast.Call) and (sets_status_by_name(node) or updates_status(node)):
            yield node


def sets_status_by_name(call: ast.Call) -> bool:
    """Tell whether this is `setattr(x, "status", ...)`."""
    is_setattr = isinstance(call.func, ast.Name) and call.func.id == "setattr"
    return is_setattr and len(call.args) > 1 and ast.unparse(call.args[1]) == "'status'"


def updates_status(call: ast.Call) -> bool:
    """Tell whether this is `update(...)….values(status=...)`."""
    is_values = isinstance(call.func, ast.Attribute) and call.func.attr == "values"
    has_status = any(keyword.arg == "status" for keyword in call.keywords)
    return (
        is_values
        and has_status
        and ast.unparse(call.func).startswith(("update(", "db.update(", "sa.update("))
    )
