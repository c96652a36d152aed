"""QR codes as pictures without styles."""

from __future__ import annotations

import segno
from markupsafe import Markup

SCALE = 5


def qr_code(text: str) -> Markup:
    """Return the text as a QR code in SVG; nothing of the text itself stands in it."""
    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(scale=SCALE, border=3, light="#fff", omitsize=True, svgclass="qr-code"))
