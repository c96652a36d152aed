"""Asking for the password once more before somebody else's access is changed; the list of users is where one comes back to."""

from __future__ import annotations

from web.core.freshness import password_again_before

password_again = password_again_before("invitations.list_users")
