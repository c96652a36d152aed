"""Forms of other sites end at the door: a browser says from where a form is sent, and only our own pages send ours.

The key in each form would refuse them as well, but only after the answer could have replaced the session of whoever was
led here: a form from elsewhere comes without the browser's session, and looks like one whose session has ended.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SENDERS = frozenset({"same-origin", "none"})
REFUSAL = "This form was sent from another site. Open our own page and try again.\n"
FORBIDDEN = 403
# Under this name a feature above may leave a function that writes down what was refused, and why, as a code.
WATCH = "watch"


def init_cross_site(app: Flask) -> None:
    """Ask before anything else looks at a form."""
    app.before_request(refuse_other_sites)


def refuse_other_sites() -> Response | None:
    """Refuse a form that another site has sent, without a cookie; None lets the request pass."""
    if request.method in SAFE_METHODS or is_from_own_page():
        return None
    tell_watch("other site")
    return Response(REFUSAL, status=FORBIDDEN, content_type="text/plain; charset=utf-8")


def is_from_own_page() -> bool:
    """Tell whether the browser says that a page of ours has sent this; a program that says nothing is asked for the key.

    Browsers say so in `Sec-Fetch-Site` over HTTPS, and everywhere in `Origin`, where privacy settings may put "null".
    """
    if sender := request.headers.get("Sec-Fetch-Site"):
        return sender in OWN_SENDERS
    origin = request.headers.get("Origin", "null")
    return origin == "null" or urlsplit(origin).netloc == request.host


def tell_watch(reason: str) -> None:
    """Let whoever watches write down that something was refused."""
    if watch := current_app.extensions.get(WATCH):
        watch(reason)
