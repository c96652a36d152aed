"""What a visitor does between this service and the provider."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qsl, urlencode, urlsplit

from flask.testing import FlaskClient
from flask_security import hash_password

from tests.web import factories as make
from web.accounts.models import RoleName, User
from web.core import clock
from web.extensions import db
from web.federation.models import FederatedIdentity

SUBJECT = "5f3c2a10-0000-4000-8000-000000000001"
PASSWORD = "tre gule cykler"


def linked_user(issuer: str, *roles: RoleName, **values: object) -> User:
    """Somebody whose account is linked."""
    user = make.make_user(*roles, password=hash_password(PASSWORD), **values)
    make.save(FederatedIdentity(user_id=user.id, issuer=issuer, subject=SUBJECT, linked_at=clock.now()))
    db.session.commit()
    return user


def asked(visitor: FlaskClient, path: str = "/log-ind/udbyder", **form: str) -> str:
    """Press the button; return the address at the provider to which the page goes on."""
    page = visitor.post(path, data=form)
    assert page.status_code == 200, page.text
    found = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.text)
    assert found is not None
    return unescape(found[1])


def changed(address: str, **values: str) -> str:
    """The address with other values in its query, as somebody on the way could change them."""
    parts = urlsplit(address)
    return parts._replace(query=urlencode(dict(parse_qsl(parts.query)) | values)).geturl()


def comes_back(visitor: FlaskClient, address: str) -> str:
    """Follow the provider's redirect; return where one lands, or the status of a page of ours that says no."""
    parts = urlsplit(address)
    response = visitor.get(f"{parts.path}?{parts.query}")
    return str(response.location or response.status_code)


def is_signed_in(visitor: FlaskClient) -> bool:
    """Tell whether the start page opens."""
    return visitor.get("/start").status_code == 200
