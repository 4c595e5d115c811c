"""The shapes and words of our pictures: the dose glyph and the session line."""

from dataclasses import dataclass
from fractions import Fraction
from math import cos, pi, sin

RADIUS = 11
MIDDLES = {"a": 14, "b": 40}
LEVEL = 14

NAMED_PARTS = {
    Fraction(1, 4): "about a quarter",
    Fraction(1, 3): "about a third",
    Fraction(1, 2): "about half",
    Fraction(2, 3): "about two thirds",
    Fraction(3, 4): "about three quarters",
    Fraction(1): "the full dose",
}


def part(value):
    """A fraction from "1/2", 1, Fraction(1, 2) or nothing when it is not known yet."""
    if value is None or value == "":
        return None
    fraction = Fraction(value)
    if not 0 <= fraction <= 1:
        raise ValueError(f"A planned part lies between 0 and 1, not at {fraction}.")
    return fraction


def taken(name, fraction):
    if fraction is None:
        return f"{name} is not decided yet"
    if fraction == 0:
        return f"{name} stays sober"
    return f"{name} takes {NAMED_PARTS.get(fraction, f'about {fraction}')}"


def glyph_words(a, b, *, a_name, b_name):
    if a is None and b is None:
        return "No approach chosen yet"
    return f"{taken(a_name, a)}, {taken(b_name, b)}"


@dataclass(frozen=True)
class Circle:
    who: str
    x: int
    slice: str
    full: bool
    open: bool


def circle(who, fraction):
    return Circle(
        who=who,
        x=MIDDLES[who],
        slice=_slice(MIDDLES[who], fraction) if fraction and fraction < 1 else "",
        full=fraction == 1,
        open=fraction is None,
    )


def _slice(x, fraction):
    """The path of a filled part that begins at twelve o'clock and runs clockwise."""
    turn = 2 * pi * float(fraction)
    end_x, end_y = x + RADIUS * sin(turn), LEVEL - RADIUS * cos(turn)
    more_than_half = int(fraction > Fraction(1, 2))
    top = LEVEL - RADIUS
    return f"M{x} {LEVEL}V{top}A{RADIUS} {RADIUS} 0 {more_than_half} 1 {end_x:.2f} {end_y:.2f}Z"


# The session line is drawn on a sheet of fixed width; the page scales it.
WIDTH = 960
NAMES = 80
EDGE = 18
HEAD = 26
LANE = 46
GAP = 8
PADDING = 4
ROW = 13.5
ROWS = 3
TICK = 30
GIVEN_UP = "…"
NARROW = " iljtfrI.,:;'-"
WIDE = "mwMW"


@dataclass(frozen=True)
class Block:
    x: float
    y: float
    width: float
    height: float
    rows: tuple
    title: str
    says: str
    tone: str


@dataclass(frozen=True)
class Lane:
    who: str
    name: str
    middle: float
    blocks: tuple


@dataclass(frozen=True)
class Tick:
    x: float
    label: str
    zero: bool


@dataclass(frozen=True)
class SessionLine:
    width: int
    height: int
    top: int
    foot: int
    ticks: tuple
    lanes: tuple


def minute(value):
    """A moment in words: T0, T+25, T-30."""
    return f"T{value:+d}" if value else "T0"


def session_line(lanes):
    """A lane is {"who": "a", "b" or "care", "name", "phases"}; a phase {"start", "end", "title"},

    in minutes from T0, and may have the tone "light".
    """
    phases = [phase for lane in lanes for phase in lane["phases"]]
    first = min((phase["start"] for phase in phases), default=0)
    last = max((phase["end"] for phase in phases), default=TICK)
    first, last = min(first, 0), max(last, first + TICK)
    across = (WIDTH - NAMES - EDGE) / (last - first)
    foot = HEAD + len(lanes) * (LANE + GAP)
    return SessionLine(
        width=WIDTH,
        height=foot,
        top=HEAD - 6,
        foot=foot - GAP + 4,
        ticks=tuple(_ticks(first, last, across)),
        lanes=tuple(_lane(lane, row, first, across) for row, lane in enumerate(lanes)),
    )


def _ticks(first, last, across):
    for at in range(-(-first // TICK) * TICK, last + 1, TICK):
        label = f"{at:+d}" if at else "T0"
        yield Tick(x=round(NAMES + (at - first) * across, 1), label=label, zero=at == 0)


def _lane(lane, row, first, across):
    top = HEAD + row * (LANE + GAP)
    blocks = tuple(_block(phase, top, first, across) for phase in lane["phases"])
    return Lane(who=lane["who"], name=lane["name"], middle=top + LANE / 2 + 4, blocks=blocks)


def _block(phase, top, first, across):
    x = NAMES + (phase["start"] - first) * across + 1.5
    width = max((phase["end"] - phase["start"]) * across - 3, 2)
    texts = fitted(phase["title"], width - 2 * PADDING)
    highest = top + LANE / 2 + 4 - ROW * (len(texts) - 1) / 2
    return Block(
        x=round(x, 1),
        y=top,
        width=round(width, 1),
        height=LANE,
        rows=tuple(
            (round(x + PADDING, 1), round(highest + ROW * row, 1), text)
            for row, text in enumerate(texts)
        ),
        title=phase["title"],
        says=f"{minute(phase['start'])} to {minute(phase['end'])}: {phase['title']}",
        tone=phase.get("tone", ""),
    )


def breadth(text):
    """About how wide the text is at the size of the drawing; fonts differ, so a little generous."""
    return sum(3.4 if letter in NARROW else 9.4 if letter in WIDE else 6.5 for letter in text)


def fitted(title, width):
    """The title in rows that fit the width, shortened when it must be, or nothing."""
    rows, row = [], ""
    for word in title.split():
        longer = f"{row} {word}".strip()
        if breadth(longer) <= width:
            row = longer
            continue
        if not row or breadth(word) > width or len(rows) == ROWS - 1:
            return _shortened([*rows, row], width)
        rows.append(row)
        row = word
    return [*rows, row]


def _shortened(rows, width):
    """The rows without their last words, so that the sign for more still fits."""
    while rows:
        *before, last = rows
        words = last.split()
        while words:
            shorter = f"{' '.join(words)} {GIVEN_UP}"
            if breadth(shorter) <= width:
                return [*before, shorter]
            words.pop()
        rows = before
    return []
