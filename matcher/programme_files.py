"""A programme read from a JSON file; errors name the file, and the row or the path of the field."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from matcher.errors import InvalidFile, InvalidProblem, NamedTwice
from matcher.mentoring.programme import Programme
from matcher.mentoring.programme_data import programme_from_data


def read_programme(path: Path) -> Programme:
    """The programme of the file."""
    file = str(path)
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"), object_pairs_hook=keys_once)
        return programme_from_data(data)
    except OSError as wrong:
        raise InvalidFile(f"cannot be read: {wrong.strerror}", file=file) from wrong
    except UnicodeDecodeError as wrong:
        row = wrong.object[: wrong.start].count(b"\n") + 1
        raise InvalidFile(f"byte {wrong.object[wrong.start]:#x} is not utf-8", file=file, row=row) from wrong
    except json.JSONDecodeError as wrong:
        raise InvalidFile(f"not JSON: {wrong.msg}", file=file, row=wrong.lineno) from wrong
    except InvalidProblem as wrong:
        raise InvalidFile(str(wrong), file=file, field=wrong.field) from wrong
    except (RecursionError, ValueError) as wrong:
        raise InvalidFile(f"not a programme: {wrong}", file=file) from wrong


def keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys stand once; the last one would win without a word."""
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise NamedTwice(f"the key {key!r} stands twice", field=key)
    return dict(pairs)
