"""HTML as a list of elements, enough to ask whether they belong together."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Element:
    tag: str
    attrs: dict
    text: str = ""
    above: list = field(default_factory=list)

    def __getitem__(self, name):
        return self.attrs.get(name)


class Reader(HTMLParser):
    EMPTY = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})

    def __init__(self):
        super().__init__()
        self.elements = []
        self.open = []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> says {names}"
        element = Element(tag, dict(attrs), above=list(self.open))
        self.elements.append(element)
        if tag not in self.EMPTY:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.elements.append(Element(tag, dict(attrs), above=list(self.open)))

    def handle_endtag(self, tag):
        assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, text):
        for element in self.open:
            element.text += text


def elements(html, tag=None):
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return [one for one in reader.elements if tag is None or one.tag == tag]


def ids(html):
    return [one["id"] for one in elements(html) if one["id"]]


def squeezed(text):
    return " ".join(text.split())
