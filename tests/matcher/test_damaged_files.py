"""Whatever happens to a file on its way, the command line says what it found and never breaks."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matcher.__main__ import main
from tests.matcher.typed import MENTORS, REQUESTS

WHOLE = {
    "people.csv": MENTORS,
    "requests.csv": REQUESTS,
    "fixed.csv": "request_id,mentor_id\nr1,anna\n",
    "programme.json": (
        '{"rules": [{"rule": "common_time", "minutes": 60}, {"rule": "clearance", "required": [{"kind": "boerneattest", "under_age": 15}]}], '
        '"weights": {"age_distance": 1.5}, "criteria": {"age_distance": {"enough_years": 30}}, "languages": ["tok"]}'
    ),
}
PIECES = [b",", b";", b'"', b"\n", b"\r", b"\0", b"\xff", b"\xc3", b"-1", b"9" * 20, b"nan", b":", b"[", b"]", b"{", b"}", b"true", b" "]  # fmt: skip


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_damaged_file_is_taken_or_named(data: st.DataObject, capsys: pytest.CaptureFixture[str]) -> None:
    damaged = data.draw(st.sampled_from(sorted(WHOLE)))
    content = bytearray(WHOLE[damaged].encode())
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(content)))
        end = start + data.draw(st.integers(0, 4))
        content[start:end] = data.draw(st.sampled_from(PIECES))
    code, error = run_with(damaged, bytes(content), capsys)
    assert code == 0 or (code == 2 and any(name in error for name in WHOLE))


def run_with(damaged: str, content: bytes, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The exit code and what was said on standard error with one file replaced."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder, name) for name in WHOLE}
        for name, path in paths.items():
            path.write_bytes(content if name == damaged else WHOLE[name].encode())
        people, requests, fixed, programme = (str(path) for path in paths.values())
        code = main(
            ["solve", people, requests, "-o", f"{folder}/pairs.csv", "--day", "2026-09-01",
             "--fixed", fixed, "--programme", programme]
        )  # fmt: skip
    return code, capsys.readouterr().err
