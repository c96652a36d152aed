"""What the features above have to say about a volunteer's own sign-ups: a word beside one, a way on, that it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext

from web.core.errors import RuleError
from web.tasks.models import Signup


@dataclass(frozen=True)
class Remark:
    """Said beside one sign-up, in final words: `words` on a tag, and `link` to `url`. What is done is not coming any more."""

    words: str = ""
    link: str = ""
    url: str = ""
    is_done: bool = False


Source = Callable[[Sequence[Signup]], Mapping[int, Remark]]
_sources: list[Source] = []


def remarks_on_own_signups(source: Source) -> Source:
    """Register what is said about some of the sign-ups: a remark by the sign-up's id."""
    _sources.append(source)
    return source


def remarks_on(signups: Sequence[Signup]) -> dict[int, Remark]:
    """Return what the features above say about these sign-ups of one volunteer, by id."""
    return {signup_id: remark for source in _sources for signup_id, remark in source(signups).items()}


def ensure_not_done(signup: Signup) -> None:
    """Raise RuleError where the volunteer has done it already, so that it cannot be cancelled."""
    remark = remarks_on([signup]).get(signup.id)
    if remark is not None and remark.is_done:
        raise RuleError(gettext("You have told the association that it is done, so it can't be cancelled."))
