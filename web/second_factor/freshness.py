"""Asking for the password once more before something about the second step is changed."""

from __future__ import annotations

from web.core.freshness import FRESH_FOR_SECONDS, TYPED_AT, is_fresh, password_again_before

__all__ = ["FRESH_FOR_SECONDS", "TYPED_AT", "is_fresh", "password_again"]
password_again = password_again_before("second_factor.overview")
