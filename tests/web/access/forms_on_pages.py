"""The forms that stand on a page, read as a browser reads them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

TYPED = frozenset({"text", "search", "email", "tel", "url", "number", "date", "time", "hidden", "textarea"})


@dataclass
class FormOnPage:
    """Where a form goes, what a browser would send unchanged, and which of it people type."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    typed: set[str] = field(default_factory=set)
    chosen: set[str] = field(default_factory=set)


class FormReader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[FormOnPage] = []
        self.form: FormOnPage | None = None
        self.select: str | None = None
        self.is_selected = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            action = urljoin(self.address, said.get("action", "") or self.address)
            self.form = FormOnPage(action, said.get("method", "get").lower())
            self.forms.append(self.form)
        elif self.form is not None and tag in ("input", "textarea", "select", "button", "option"):
            self.read_field(self.form, tag, said)

    def read_field(self, form: FormOnPage, tag: str, said: dict[str, str]) -> None:
        """Note one field."""
        name, kind = said.get("name", ""), said.get("type", "text") if tag == "input" else tag
        if tag == "select" and name:
            self.select, self.is_selected = name, False
            form.chosen.add(name)
        elif tag == "option" and self.select is not None:
            if "selected" in said or (not self.is_selected and said.get("value")):
                self.is_selected = True
                form.values.append((self.select, said.get("value", "")))
        elif kind in ("checkbox", "radio") and name:
            form.chosen.add(name)
            if "checked" in said or name not in dict(form.values):
                form.values.append((name, said.get("value", "on")))
        elif kind in TYPED and name:
            form.typed.add(name)
            form.values.append((name, said.get("value", "") or "x"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = None


def forms_on(page: str, *, address: str) -> list[FormOnPage]:
    """Return the forms of a page that change something."""
    reader = FormReader(address)
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post"]
