"""What every wording goes on carrying, whatever its words: the steps that make up the approach."""

import re

from protocols.rules.approaches import ROUTES, Approach
from protocols.rules.sections import SECTIONS, rows_of

REFLECTION = "S56"
REFLECTION_MINUTES = (10, 15)
MINUTES = re.compile(r"(\d+)(?:\s*[–-]\s*(\d+))?\s*min", re.IGNORECASE)

ALWAYS = "S7 S8 S9 S12 S13"
# By section; "phases" stands for the day of every route.
CARRIED = {
    Approach.SOLO: {
        "steps": f"{ALWAYS} S16 S17 S22 S23 S24 S25",
        "packing": "S23",
        "room": "S43",
        "phases": "S24",
    },
    Approach.DUAL_PSYCHEDELIC: {
        "steps": f"{ALWAYS} S32 S33 S34 S35",
        "packing": "S33 S34",
        "room": "S43",
        "phases": "S27 S33 S34",
    },
    Approach.DUAL_PSYCHOLYTIC: {
        "steps": f"{ALWAYS} S44 S45 S46 S47 S48",
        "packing": "S45 S46",
        "room": "S43 S44",
        "phases": "S38 S44 S45 S46 S47",
    },
    Approach.EXTENDED_DISCUSSION: {
        "steps": f"{ALWAYS} S50 S52 S56 S57 S58 S59",
        "packing": "S52 S57 S58",
        "room": "S43 S56",
        "phases": "S52 S56 S57 S58",
    },
}
SPOKEN = {
    "S7": "the prescriber’s sign-off",
    "S8": "the risks",
    "S9": "the prescriber’s review",
    "S12": "the approach chosen with the prescriber",
    "S13": "goals and comfort",
    "S16": "who doses",
    "S17": "the role of who stays sober",
    "S22": "the kind of support",
    "S23": "the sitter card",
    "S24": "the look-back together",
    "S25": "the swapped session",
    "S27": "the time each has inward",
    "S32": "the shared intention",
    "S33": "eye shades and headphones",
    "S34": "gentle sharing before anything is solved",
    "S35": "the next day",
    "S38": "talking with each other during the session",
    "S43": "a private place",
    "S44": "music and eye shades as options",
    "S45": "the preparation questions as prompts",
    "S46": "I-statements",
    "S47": "listening without judging",
    "S48": "the next day",
    "S50": "who leads the talk",
    "S52": "the agenda",
    "S56": "the silent reflection",
    "S57": "the topics",
    "S58": "staying curious",
    "S59": "the next day",
}


def carried_by(approach, section) -> tuple[str, ...]:
    """What the rows of this section carry together."""
    key = "phases" if section.key in ROUTES else section.key
    return tuple(CARRIED[Approach(approach)].get(key, "").split())


def stays(row, rows, owed) -> bool:
    """Whether the section would lack a step of the approach without this row."""
    others = {seed for other in rows if other is not row for seed in other["seed"].split()}
    return any(seed in owed and seed not in others for seed in row["seed"].split())


def faults_carried(content):
    """(section, sentence) for what is gone, and for a reflection that is too short or long."""
    for section in SECTIONS.values():
        rows = rows_of(content, section) if section.part else []
        there = {seed for row in rows for seed in row.get("seed", "").split()}
        for seed in carried_by(content["approach"], section) if rows else ():
            if seed not in there:
                yield section.key, f"{section.name}: no row is about {SPOKEN[seed]} any more."
        for row in rows:
            for _, sentence in reflection_faults(section.part, row):
                yield section.key, f"{section.name}: {sentence}"
    if fault := first_step_fault(content["approach"], content["first_step"]):
        yield "words", f"The text “first step”: {fault}"


def first_step_fault(approach, text) -> str:
    """Extended discussion begins in silence, and its first step says for how long."""
    if approach != Approach.EXTENDED_DISCUSSION:
        return ""
    return said_otherwise(text, asked=True)


def reflection_faults(part, row):
    """(field, sentence) where a row about the silent reflection leaves its 10 to 15 minutes."""
    if REFLECTION not in row.get("seed", "").split():
        return
    if fault := said_otherwise(row["text"], asked=part == "steps"):
        yield "text", fault
    low, high = REFLECTION_MINUTES
    if part == "phases" and row["ends"] is not None:
        lasts = row["ends"] - row["starts"]
        if not low <= lasts <= high:
            yield (
                "ends",
                f"The silent reflection lasts {low} to {high} minutes; here it is {lasts}.",
            )


def said_otherwise(text, *, asked) -> str:
    """What is wrong with the minutes a text about the reflection names, or does not name."""
    low, high = REFLECTION_MINUTES
    named = [int(number) for pair in MINUTES.findall(text) for number in pair if number]
    if any(not low <= number <= high for number in named):
        return f"The silent reflection lasts {low} to {high} minutes."
    if asked and not named:
        return f"Name the {low}–{high} min of silent reflection."
    return ""
