"""Two versions of one approach, part by part: what came, what went, what reads otherwise."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from protocols.rules.sections import SECTIONS, rows_of
from protocols.rules.templates import TEXTS, spoken
from protocols.rules.words import row_words

KEYED = {"questions", "topics", "starters", "prompts", "meetings"}
CAME, WENT, CHANGED = "came", "went", "changed"


@dataclass(frozen=True)
class Change:
    kind: str
    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Part:
    key: str
    name: str
    changes: tuple[Change, ...]
    moved: bool


def compare(before, after) -> list[Part]:
    """The parts that differ, in the order in which a version is read."""
    found = [_texts(before, after)]
    for section in SECTIONS.values():
        if section.part:
            rows = rows_of(before, section), rows_of(after, section)
            by = _by_key if section.part in KEYED else _by_words
            found.append(Part(section.key, section.name, *by(section.part, *rows)))
    return [part for part in found if part.changes or part.moved]


def _texts(before, after):
    changes = tuple(
        Change(CHANGED, _label(name), before[name], after[name])
        for name in TEXTS
        if before[name] != after[name]
    )
    return Part("words", SECTIONS["words"].name, changes, False)


def _by_key(part, before, after):
    key = "kind" if part == "meetings" else "key"
    was = {row[key]: row_words(part, row) for row in before}
    now = {row[key]: row_words(part, row) for row in after}
    changes = [
        Change(CHANGED if each in was else CAME, _label(each), was.get(each, ""), words)
        for each, words in now.items()
        if was.get(each) != words
    ]
    changes += [Change(WENT, _label(each), was[each], "") for each in was if each not in now]
    kept = [each for each in was if each in now]
    return tuple(changes), kept != [each for each in now if each in was]


def _by_words(part, before, after):
    was = [row_words(part, row) for row in before]
    now = [row_words(part, row) for row in after]
    moved = sorted(was) == sorted(now) and was != now
    if moved:
        return (), True
    changes = []
    for kind, a, z, i, k in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind != "equal":
            changes += _paired(was[a:z], now[i:k])
    return tuple(changes), False


def _paired(was, now):
    both = min(len(was), len(now))
    yield from (Change(CHANGED, "", a, b) for a, b in zip(was, now, strict=False))
    yield from (Change(WENT, "", words, "") for words in was[both:])
    yield from (Change(CAME, "", "", words) for words in now[both:])


def _label(key):
    words = spoken(key)
    return words[0].upper() + words[1:]
