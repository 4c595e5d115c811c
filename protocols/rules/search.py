"""Where words stand in a template."""

from dataclasses import dataclass

from protocols.rules.sections import LOCKED_PARTS, SECTIONS, rows_of
from protocols.rules.templates import TEXTS, spoken
from protocols.rules.words import row_words

# The parts of the page a section is read on.
ANCHORS = {
    "steps": "before",
    "packing": "things",
    "room": "things",
    "starters": "intentions",
    "prompts": "after",
    "meetings": "after",
    "phases": "flow",
}
MOST_FOUND = 60
LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Found:
    anchor: str
    where: str
    words: str


def asked(typed) -> str:
    """What is looked for, of all that was typed into a search."""
    # PostgreSQL takes no text that holds this sign.
    return " ".join(typed.replace("\0", " ").split())[:LONGEST_SEARCH]


def find(content, wanted) -> list[Found]:
    """Each line that holds all the words, in any order and case."""
    words = wanted.casefold().split()
    return [found for found in _lines(content) if _holds(found.words, words)] if words else []


def _holds(text, words):
    folded = text.casefold()
    return all(word in folded for word in words)


def _lines(content):
    for name in TEXTS:
        yield Found("what", spoken(name).capitalize(), content[name])
    for section in (section for section in SECTIONS.values() if section.part):
        anchor = ANCHORS.get(section.key) or ANCHORS.get(section.part) or section.key
        for row in rows_of(content, section):
            yield Found(anchor, section.name, row_words(section.part, row))
    for part in LOCKED_PARTS:
        for row in content[part]:
            yield Found("fits", "When it fits", row["text"])
