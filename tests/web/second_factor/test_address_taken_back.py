"""Whoever takes their address back also gets rid of the ways in that a stranger has added meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from tests.web import factories as make
from web.accounts.addresses import hash_of, undo_change
from web.accounts.models import AddressChange, RoleName, User, WebAuthn
from web.audit.services import record_event
from web.extensions import db
from web.federation.models import FederatedIdentity
from web.second_factor.queries import APP

pytestmark = pytest.mark.usefixtures("database")
HOUR = timedelta(hours=1)


def passkey_of(user: User, *, made_at: datetime) -> WebAuthn:
    return make.save(
        WebAuthn(
            user_id=user.id,
            name=f"nøgle {made_at}",
            credential_id=made_at.isoformat().encode(),
            public_key=b"1",
            sign_count=0,
            transports=[],
            backup_state=False,
            device_type="single_device",
            usage="first",
            create_datetime=made_at,
            lastuse_datetime=made_at,
        )
    )


def change_of(user: User) -> AddressChange:
    """A change that a stranger has asked for and confirmed."""
    return make.save(
        AddressChange(
            user_id=user.id,
            old_email="gammel@example.dk",
            new_email=user.email,
            confirm_hash=hash_of("confirm"),
            undo_hash=hash_of("undo"),
            asked_at=make.NOW,
            confirmed_at=make.NOW,
        )
    )


def test_passkeys_apps_and_links_that_came_later_go_and_earlier_ones_stay() -> None:
    user = make.make_user(RoleName.VOLUNTEER, tf_primary_method=APP, tf_totp_secret=make.app_secret())
    record_event("connect authenticator app", user, by=user, now=make.NOW + HOUR)
    own = passkey_of(user, made_at=make.NOW - HOUR)
    passkey_of(user, made_at=make.NOW + HOUR)
    for number in (-1, 1):
        make.save(
            FederatedIdentity(
                user_id=user.id,
                issuer=f"https://id{number}.example.dk",
                subject="x",
                linked_at=make.NOW + number * HOUR,
            )
        )
    undo_change(change_of(user), now=make.NOW + 2 * HOUR)
    assert db.session.scalars(select(WebAuthn.id)).all() == [own.id]
    assert db.session.scalars(select(FederatedIdentity.issuer)).all() == ["https://id-1.example.dk"]
    assert user.tf_totp_secret is None
    assert user.email == "gammel@example.dk"
    assert user.active


def test_an_app_that_was_there_before_stays() -> None:
    user = make.make_user(RoleName.VOLUNTEER, tf_primary_method=APP, tf_totp_secret=make.app_secret())
    record_event("connect authenticator app", user, by=user, now=make.NOW - HOUR)
    undo_change(change_of(user), now=make.NOW + 2 * HOUR)
    assert user.tf_totp_secret is not None


def test_a_mail_alone_never_takes_the_second_step_from_staff() -> None:
    with_app = make.make_user(RoleName.CASEWORKER)
    record_event("connect authenticator app", with_app, by=with_app, now=make.NOW + HOUR)
    undo_change(change_of(with_app), now=make.NOW + 2 * HOUR)
    assert with_app.active
    assert with_app.tf_totp_secret is not None


def test_staff_left_without_a_second_step_are_helped_by_an_administrator() -> None:
    user = make.make_user(RoleName.CASEWORKER, tf_primary_method=None, tf_totp_secret=None)
    passkey_of(user, made_at=make.NOW + HOUR)
    undo_change(change_of(user), now=make.NOW + 2 * HOUR)
    assert db.session.scalars(select(WebAuthn.id)).all() == []
    assert not user.active
