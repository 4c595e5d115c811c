"""Does a template hang together? A template is its plain content: texts and lists of rows."""

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise

from protocols.rules.approaches import CODES, FRACTIONS, ROUTES, Approach, both_dose, stored
from protocols.rules.carried import faults_carried
from protocols.rules.plain import what_is_odd
from protocols.rules.sections import LOCKED_PARTS, SECTIONS, Section, rows_of

FRAME = ("approach", "number", "fraction", "both_dose", "seed")
TEXTS = (
    "name",
    "short",
    "shape",
    "definition",
    "who_doses",
    "dose_fraction",
    "prescriber_agreement",
    "main_state",
    "talk",
    "agenda",
    "first_step",
    "afterwards",
    "best_for",
    "set_and_setting",
)
LETTERS = {"questions": "Q", "topics": "T", "starters": "I", "prompts": "N"}
AT_LEAST_ONE = (*LETTERS, "steps", "indicators", "prerequisites")
LISTS = {"packing": "packing list", "room": "room list"}
MOST = 40
KINDS = ("same_day", "next_day", "one_week", "one_month")

# However short the middle part, nobody leaves earlier than this after T0.
EARLIEST_LEAVE = 120


def canonical(content) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content) -> str:
    return sha256(canonical(content).encode()).hexdigest()


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which section it is mended; empty where nobody can mend it there."""

    section: str
    sentence: str


def what_is_wrong(content) -> list[str]:
    """Every fault as a sentence; an empty list means that the template hangs together."""
    return [fault.sentence for fault in faults(content)]


def faults(content) -> list[Fault]:
    if content["approach"] not in set(Approach):
        return [Fault("", f"“{content['approach']}” is not one of the four approaches.")]
    return [Fault(*fault) for check in CHECKS for fault in check(content)]


def the_fixed_frame(content):
    approach = Approach(content["approach"])
    if content["fraction"] != stored(FRACTIONS[approach]):
        yield "", f"The fraction of this approach is {stored(FRACTIONS[approach])}."
    if content["both_dose"] != both_dose(approach):
        yield "", "Who doses does not match the approach."
    if content["number"] < 1:
        yield "", "The version number starts at 1."


def every_text(content):
    for name in TEXTS:
        if not content[name].strip():
            yield "words", f"The text “{spoken(name)}” is empty."
        elif odd := what_is_odd(content[name]):
            yield "words", f"The text “{spoken(name)}”: {odd}"
    for section, rows in _lists(content):
        for row in rows:
            if not row.get("text", row.get("title", "")).strip():
                yield section.key, f"One of the {section.part} is empty."
            for text in _texts(row):
                if odd := what_is_odd(text):
                    yield section.key, f"{section.name}: {odd}"


def the_counts(content):
    for part in AT_LEAST_ONE:
        if not content[part]:
            yield _section_of(part), f"There are no {part}."
        if len(content[part]) > MOST and part in LETTERS:
            yield _section_of(part), f"There are more than {MOST} {part}."
    for name, words in LISTS.items():
        if not any(row["list"] == name for row in content["items"]):
            yield name, f"The {words} is empty."


def the_keys(content):
    code = CODES[Approach(content["approach"])]
    for part, letter in LETTERS.items():
        keys = [row["key"] for row in content[part]]
        for key in keys:
            if not re.fullmatch(rf"{code}-{letter}[0-9]{{1,2}}", key):
                yield part, f"“{key}” is not a key of the {part} of {code}."
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield part, f"The key “{key}” is used twice."


def the_prompts(content):
    for topic in content["topics"]:
        if not topic["follow_ups"] or not all(text.strip() for text in topic["follow_ups"]):
            yield "topics", f"The topic “{topic['title']}” lacks a follow-up question."
    for kind in KINDS:
        if not any(prompt["when"] == kind for prompt in content["prompts"]):
            yield "prompts", f"There is no integration prompt for the {spoken(kind)}."


def the_flow(content):
    for route, words in ROUTES.items():
        phases = [phase for phase in content["phases"] if phase["route"] == route]
        if not phases:
            yield route, f"The flow for “{words}” is missing."
            continue
        for fault in flow_faults(phases):
            yield route, f"{words}: {fault}"


def the_meetings(content):
    kinds = [meeting["kind"] for meeting in content["meetings"]]
    for kind in KINDS:
        if kinds.count(kind) != 1:
            yield (
                "meetings",
                f"There are {kinds.count(kind)} meetings for the {spoken(kind)} where 1 is needed.",
            )
    for meeting in content["meetings"]:
        words = f"the {spoken(meeting['kind'])}"
        if not 0 < meeting["minutes"] <= meeting["minutes_max"]:
            yield "meetings", f"The length of the meeting for {words} does not add up."
        if meeting["leads"] != sorted(set(meeting["leads"]), reverse=True):
            yield "meetings", f"The lead times for {words} are not in order, the longest first."
        if content["both_dose"] and meeting["kind"] == "next_day" and not meeting["required"]:
            yield "meetings", "Where both dose, the next-day meeting is required."


def flow_faults(phases) -> list[str]:
    """What does not add up in the minutes of one route."""
    return [sentence for _, sentence in placed_flow_faults(phases)]


def placed_flow_faults(phases) -> list[tuple[int, str]]:
    """The same, each with the place of the phase it is about."""
    closed, last = phases[:-1], phases[-1]
    ends = [(place, phase) for place, phase in enumerate(phases)]
    unended = [place for place, phase in ends[:-1] if phase["ends"] is None]
    if last["ends"] is not None or unended:
        place = unended[0] if unended else len(closed)
        return [(place, "The last phase, and only the last, has no end.")]
    backwards = [p for p, phase in ends[:-1] if phase["ends"] <= phase["starts"]]
    if backwards:
        return [(backwards[0], "A phase ends before it has begun.")]
    found = [
        (place, f"“{after['title']}” does not begin where “{before['title']}” ends.")
        for place, (before, after) in enumerate(pairwise(phases), start=1)
        if before["ends"] != after["starts"]
    ]
    if 0 not in [phase["starts"] for phase in phases]:
        found.append((0, "No phase begins at T0."))
    if last["starts"] < EARLIEST_LEAVE:
        found.append((len(closed), f"Somebody would leave before T+{EARLIEST_LEAVE}."))
    return found


def spoken(name):
    return name.replace("_", " ")


def _lists(content):
    for section in SECTIONS.values():
        if section.part:
            yield section, rows_of(content, section)
    for part in LOCKED_PARTS:
        yield Section(key="", name=part.capitalize(), part=part), content[part]


def _texts(row):
    for value in row.values():
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (text for text in value if isinstance(text, str))


def _section_of(part):
    return part if part in SECTIONS else ""


CHECKS = (
    the_fixed_frame,
    every_text,
    the_counts,
    the_keys,
    the_prompts,
    the_flow,
    the_meetings,
    faults_carried,
)
