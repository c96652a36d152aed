"""Who said no and why: the reasons people can choose from, and what each means for the pair."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from web.youth.models import BlockReason


class CaseworkerNo(enum.StrEnum):
    NOT_THE_RIGHT_FIT = "not_the_right_fit"
    KNOW_EACH_OTHER = "know_each_other"
    WISH_OF_YOUNG_PERSON = "wish_of_young_person"
    CIRCUMSTANCES_CHANGED = "circumstances_changed"
    OTHER = "other"


class MentorNo(enum.StrEnum):
    NO_TIME = "no_time"
    TOO_FAR = "too_far"
    NOT_THE_RIGHT_FIT = "not_the_right_fit"
    KNOW_EACH_OTHER = "know_each_other"
    OTHER = "other"


class YoungPersonNo(enum.StrEnum):
    SOMEBODY_ELSE = "somebody_else"
    NOT_NOW = "not_now"
    KNOW_EACH_OTHER = "know_each_other"
    NO_REASON = "no_reason"


@dataclass(frozen=True)
class No:
    """A no: the code of its reason, and words where somebody wrote some."""

    reason: str
    words: str = ""

    def block_reason(self, usual: BlockReason) -> BlockReason:
        """Return why the pair is never proposed again."""
        return BlockReason.KNOW_EACH_OTHER if self.reason == "know_each_other" else usual
