"""What the tables of accounts hold about people."""

from __future__ import annotations

from web.core.personal_data import About, Kind, OnErasure, Personal, Purpose, holds, holds_nothing
from web.core.retention import Retention

SECRET = Personal(Kind.SIGN_IN, is_shown=False)

holds(
    "users",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.ACCOUNT,
    retention=Retention.INACTIVE_VOLUNTEER,
    rows=OnErasure.KEEP,
    columns={
        "name": Personal(Kind.NAME, OnErasure.PSEUDONYM),
        "email": Personal(Kind.CONTACT, OnErasure.PSEUDONYM),
        "username": SECRET,
        "password": SECRET,
        "fs_uniquifier": Personal(Kind.SIGN_IN, OnErasure.PSEUDONYM, is_shown=False),
        "fs_webauthn_user_handle": SECRET,
        "locale": Personal(Kind.ACCOUNT, OnErasure.KEEP),
        "confirmed_at": Personal(Kind.ACCOUNT),
        "create_datetime": Personal(Kind.ACCOUNT, OnErasure.KEEP),
        "last_login_at": Personal(Kind.SIGN_IN),
        "current_login_at": Personal(Kind.SIGN_IN),
        "last_login_ip": Personal(Kind.SIGN_IN),
        "current_login_ip": Personal(Kind.SIGN_IN),
        "login_count": Personal(Kind.SIGN_IN),
        "tf_primary_method": Personal(Kind.SIGN_IN),
        "tf_totp_secret": SECRET,
        "tf_phone_number": Personal(Kind.CONTACT),
        "us_totp_secrets": SECRET,
        "us_phone_number": Personal(Kind.CONTACT),
        "mf_recovery_codes": SECRET,
    },
    plain=["id", "active", "update_datetime"],
)
holds(
    "roles_users",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.ACCOUNT,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={"role_id": Personal(Kind.ACCOUNT)},
    plain=["user_id"],
)
holds(
    "address_changes",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.SECURITY,
    retention=Retention.ADDRESS_CHANGE,
    owners=["user_id"],
    columns={
        "old_email": Personal(Kind.CONTACT),
        "new_email": Personal(Kind.CONTACT),
        "confirm_hash": SECRET,
        "undo_hash": SECRET,
        "asked_at": Personal(Kind.ACCOUNT),
        "confirmed_at": Personal(Kind.ACCOUNT),
    },
    plain=["id", "user_id"],
)
holds(
    "passkeys",
    about=[About.ACCOUNT_HOLDER],
    purpose=Purpose.SECURITY,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={
        "name": Personal(Kind.SIGN_IN),
        "credential_id": SECRET,
        "public_key": SECRET,
        "sign_count": SECRET,
        "transports": SECRET,
        "backup_state": SECRET,
        "device_type": Personal(Kind.SIGN_IN),
        "extensions": SECRET,
        "create_datetime": Personal(Kind.SIGN_IN),
        "lastuse_datetime": Personal(Kind.SIGN_IN),
        "usage": SECRET,
    },
    plain=["id", "user_id"],
)
holds(
    "area_contacts",
    about=[About.STAFF],
    purpose=Purpose.VOLUNTEERING,
    retention=Retention.WITH_ACCOUNT,
    owners=["user_id"],
    columns={"area_id": Personal(Kind.WORK)},
    plain=["user_id"],
)
holds_nothing("roles")
