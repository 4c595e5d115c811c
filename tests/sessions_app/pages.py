"""What a reader finds on a page: its words, its forms, and what is said beside a field."""

import re

from tests.look.reading import Reader

# These stand inside a sentence; every other element ends one word and begins the next.
INLINE = frozenset({"a", "code", "strong", "time"})


class Words(Reader):
    def handle_starttag(self, tag, attrs):
        super().handle_starttag(tag, attrs)
        self._apart(tag)

    def handle_endtag(self, tag):
        super().handle_endtag(tag)
        self._apart(tag)

    def _apart(self, tag):
        if tag not in INLINE:
            self.handle_data(" ")


def _elements(response):
    reader = Words()
    reader.feed(response.text)
    reader.close()
    return reader.elements


def _squeezed(text):
    return re.sub(r" ([:.,])", r"\1", " ".join(text.split()))


def _in_page(element):
    return any(above.tag == "main" for above in element.above)


def words(response):
    """All that stands in the page's own part, in reading order."""
    return _squeezed(next(e.text for e in _elements(response) if e.tag == "main"))


def beside(response, field, of="id"):
    """The words around one field: its label, its hint, its errors; `of` tells two forms apart."""
    named = f"div_{of}_{field}"
    return _squeezed(next(e.text for e in _elements(response) if e["id"] == named))


def value(response, name):
    """What a field holds as the page shows it."""
    field = next(e for e in _elements(response) if e["name"] == name)
    return field.text.strip() if field.tag == "textarea" else field["value"]


def ticked(response, name):
    """The values ticked under this name."""
    return [
        e["value"] or "on"
        for e in _elements(response)
        if e.tag == "input" and e["name"] == name and "checked" in e.attrs
    ]


def filled_in(response):
    """All that a browser would send from the fields of this page, as they stand."""
    found, sent = _elements(response), {}
    for field in found:
        if not field["name"] or not _in_page(field) or "disabled" in field.attrs:
            continue
        held = _held(field, found)
        if held is not None:
            sent.setdefault(field["name"], []).append(held)
    return sent


def _held(field, found):
    """What one field holds; None where it sends nothing."""
    kind = field["type"]
    if field.tag == "textarea":
        return field.text.strip()
    if field.tag == "select":
        chosen = [o for o in found if o.tag == "option" and any(a is field for a in o.above)]
        return next((o["value"] for o in chosen if "selected" in o.attrs), "")
    if field.tag != "input" or kind in ("submit", "button", "file"):
        return None
    if kind in ("checkbox", "radio"):
        return (field["value"] or "on") if "checked" in field.attrs else None
    return field["value"] or ""


def forms(response):
    """Where the page's own forms lead; "" is the page itself."""
    return [e["action"] or "" for e in _elements(response) if e.tag == "form" and _in_page(e)]


def buttons(response):
    """The words of the buttons that can be pressed."""
    return [
        _squeezed(e.text)
        for e in _elements(response)
        if e.tag == "button" and "disabled" not in e.attrs and _in_page(e)
    ]
