"""Why somebody is marked as protected, or no longer; only the code of it goes into the log."""

from __future__ import annotations

import enum


class WhyProtected(enum.StrEnum):
    """Why a person's name and address are protected from now on."""

    OWN_WORD = "own_word"
    REGISTER = "register"
    THREAT = "threat"
    JUDGEMENT = "judgement"


class WhyNoLonger(enum.StrEnum):
    """Why the protection ends."""

    RAN_OUT = "ran_out"
    OWN_WISH = "own_wish"
    MISTAKE = "mistake"
