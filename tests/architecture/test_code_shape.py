"""What every source file keeps to: a sentence at its head, a size one can read, no net that catches everything."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import Module, modules

LONGEST_MODULE = 300
LONGEST_TEST_MODULE = 400
VAGUE_NAMES = {"utils", "util", "helpers", "common", "manager", "misc"}
# The edges of a process or thread, where anything may come up and must be written down: (module, function).
PROCESS_EDGES = {("matcher/shifts/watch.py", "_run")}
REQUEST_NAMES = {"request", "session", "flash", "redirect", "render_template", "url_for"}
OURS = modules("web", "matcher", "tests")


@pytest.mark.parametrize("module", OURS, ids=lambda module: module.path)
def test_a_module_opens_with_one_sentence_and_stays_short(module: Module) -> None:
    opening = ast.get_docstring(module.tree)
    assert opening, f"{module.path} does not say what it is for"
    assert opening.split("\n\n")[0].rstrip().endswith((".", ":", "?")), (
        f"{module.path} opens without a sentence"
    )
    longest = LONGEST_TEST_MODULE if module.path.startswith("tests/") else LONGEST_MODULE
    assert module.text.count("\n") <= longest


def test_no_module_has_a_vague_name() -> None:
    assert [module.path for module in OURS if VAGUE_NAMES & set(re.split(r"[/.]", module.path))] == []


def test_nothing_catches_everything() -> None:
    catching = modules("web", "matcher", "tests", saying="except")
    found = [module.place_of(node) for module in catching for node in catches_of_everything(module)]
    assert found == []


def catches_of_everything(module: Module) -> Iterator[ast.ExceptHandler]:
    """Yield handlers of Exception, BaseException or anything, outside the edges of a process."""
    for function, node in nodes_with_function(module.tree):
        if not isinstance(node, ast.ExceptHandler) or (module.path, function) in PROCESS_EDGES:
            continue
        names = (
            {name.id for name in ast.walk(node.type) if isinstance(name, ast.Name)}
            if node.type
            else {"Exception"}
        )
        if names & {"Exception", "BaseException"}:
            yield node


def nodes_with_function(tree: ast.AST, function: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Yield every node with the name of the function it stands in."""
    for child in ast.iter_child_nodes(tree):
        inside = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else function
        yield inside, child
        yield from nodes_with_function(child, inside)


def test_unfinished_work_is_not_left_in_the_code() -> None:
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    found = [f"{module.path}: {match.group()}" for module in OURS for match in words.finditer(module.text)]
    assert found == []


def test_no_test_is_skipped() -> None:
    marks = re.compile(r"\b(mark\.skip|mark\.skipif|mark\.xfail|pytest\.skip|importorskip)\b")
    here = "tests/architecture/test_code_shape.py"
    found = [module.path for module in modules("tests") if module.path != here and marks.search(module.text)]
    assert found == []


def test_services_queries_and_models_know_nothing_of_requests() -> None:
    rooms = ("models.py", "services.py", "queries.py", "predicates.py")
    found = [
        module.place_of(node)
        for module in modules("web")
        if module.path.endswith(rooms)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        if REQUEST_NAMES & {alias.name for alias in node.names}
    ]
    assert found == []


def test_services_never_commit() -> None:
    found = [
        module.place_of(node)
        for module in modules("web")
        if module.path.endswith("services.py")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr == "commit"
    ]
    assert found == []
