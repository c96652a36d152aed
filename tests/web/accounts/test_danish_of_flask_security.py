"""Whatever Flask-Security says, it says in Danish."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO
from pathlib import Path

from babel.messages.pofile import read_po

import web.accounts

OURS = Path(web.accounts.__file__).parent / "translations/da/LC_MESSAGES/flask_security.po"


def test_every_text_of_flask_security_has_a_danish_one_of_ours() -> None:
    theirs = read_po(BytesIO((files("flask_security") / "translations/flask_security.pot").read_bytes()))
    with OURS.open("rb") as file:
        ours = read_po(file, locale="da")
    missing = [text.id for text in theirs if text.id and not (ours.get(text.id) and ours[text.id].string)]
    assert missing == []
