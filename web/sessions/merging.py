"""How the changes of one request go into what another may have stored meanwhile."""

from __future__ import annotations

from typing import Any

from web.sessions.content import FLASHES, Values

ABSENT = object()


def changed_keys(before: Values, after: Values) -> set[str]:
    """Return the names whose value was set, replaced or taken away."""
    return {
        name for name in before.keys() | after.keys() if before.get(name, ABSENT) != after.get(name, ABSENT)
    }


def merged(before: Values, after: Values, stored: Values) -> Values:
    """Return `stored` with what this request changed between `before` and `after`; all else stays as others left it."""
    result = dict(stored)
    for name in changed_keys(before, after):
        if name == FLASHES:
            result[name] = merged_flashes(before.get(name, []), after.get(name, []), stored.get(name, []))
        elif name in after:
            result[name] = after[name]
        else:
            result.pop(name, None)
    if not result.get(FLASHES):
        result.pop(FLASHES, None)
    return result


def merged_flashes(before: list[Any], after: list[Any], stored: list[Any]) -> list[Any]:
    """Return the messages that still wait: without those this request has shown, with those it has added."""
    shown = [message for message in before if message not in after]
    added = [message for message in after if message not in before]
    return [message for message in stored if message not in shown] + added
