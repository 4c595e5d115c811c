"""The forms of a page as a browser would send them, with other words in every field for words."""

from dataclasses import dataclass, field
from urllib.parse import quote_plus

from tests.look.reading import Reader

NOT_TYPED = {"hidden", "checkbox", "radio", "submit", "button", "file"}


@dataclass
class Form:
    action: str
    method: str
    kept: list = field(default_factory=list)
    typed: list = field(default_factory=list)

    def body(self, words):
        """What is sent with these words typed into every field, as the bytes on the wire."""
        pairs = [*self.kept, *((name, words) for name in self.typed)]
        return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs)


def _quoted(words):
    # Half a sign cannot be typed, but it can be sent.
    return quote_plus(words, errors="surrogatepass")


def forms_of(html):
    reader = Reader()
    reader.feed(html)
    reader.close()
    found = {}
    for element in reader.elements:
        if element.tag == "form":
            found[id(element)] = Form(element["action"] or "", (element["method"] or "get").lower())
    for element in reader.elements:
        form = next((found[id(e)] for e in element.above if id(e) in found), None)
        if form and element["name"]:
            _take(form, element, reader.elements)
    return list(found.values())


def _take(form, element, everything):
    kind = element["type"] or "text"
    if element.tag == "select":
        form.kept.append((element["name"], _choice(element, everything)))
    elif element.tag == "textarea" or (element.tag == "input" and kind not in NOT_TYPED):
        form.typed.append(element["name"])
    elif (
        kind == "hidden"
        or (kind == "checkbox" and "checked" in element.attrs)
        or (kind == "radio" and element["name"] not in dict(form.kept))
    ):
        form.kept.append((element["name"], element["value"] or "on"))


def _choice(select, everything):
    """What is chosen, else the last that can be."""
    options = [e for e in everything if e.tag == "option" and any(a is select for a in e.above)]
    chosen = [e for e in options if "selected" in e.attrs] or options
    return (chosen[-1]["value"] or "") if chosen else ""
