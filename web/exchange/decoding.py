"""From bytes to text: UTF-8 with or without byte order mark, and what Danish Excel writes."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from flask_babel import gettext

from web.exchange.findings import FileRefusedError

LARGEST_FILE_BYTES = 11 * 1024 * 1024
WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
SPREADSHEET_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True)
class Text:
    """The text of a file, and whether it was written in Windows-1252 instead of UTF-8."""

    content: str
    is_windows_1252: bool = False


def decode(content: bytes) -> Text:
    """Return the text of a file; raise FileRefusedError with a way out where it is not text we can read."""
    if len(content) > LARGEST_FILE_BYTES:
        raise FileRefusedError(gettext("The file is larger than 11 MB. Split it into several files."))
    if content.startswith(SPREADSHEET_MARKS):
        raise FileRefusedError(
            gettext("This is a spreadsheet. Save it as “CSV UTF-8” and choose the new file.")
        )
    if content.startswith(WIDE_MARKS):
        raise FileRefusedError(
            gettext("The file is written in UTF-16. Save it as “CSV UTF-8” and choose the new file.")
        )
    try:
        return Text(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return decode_windows_1252(content, line=content.count(b"\n", 0, error.start) + 1)


def decode_windows_1252(content: bytes, *, line: int) -> Text:
    """Read what older Excel writes; its text has Danish letters and none of the five bytes that mean nothing."""
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not any(letter in text for letter in "æøåÆØÅéÉ"):
        raise FileRefusedError(
            gettext(
                "The text is not written in UTF-8. Save the file as “CSV UTF-8” and choose the new file."
            ),
            line=line,
        )
    return Text(text, is_windows_1252=True)
