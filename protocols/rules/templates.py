"""Does a template hang together? A template is its plain content: texts and lists of rows."""

import json
import re
from hashlib import sha256
from itertools import pairwise

from protocols.rules.approaches import CODES, FRACTIONS, ROUTES, Approach, both_dose, stored

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
COUNTS = {"questions": 12, "topics": 8, "starters": 6, "prompts": 6}
LETTERS = {"questions": "Q", "topics": "T", "starters": "I", "prompts": "N"}
AT_LEAST_ONE = ("steps", "indicators", "prerequisites")
LISTS = {"packing": "packing list", "room": "room list"}
KINDS = ("same_day", "next_day", "one_week", "one_month")

# However short the middle part, nobody leaves earlier than this after T0.
EARLIEST_LEAVE = 120


def canonical(content) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(content) -> str:
    return sha256(canonical(content).encode()).hexdigest()


def what_is_wrong(content) -> list[str]:
    """Every fault as a sentence; an empty list means that the template hangs together."""
    if content["approach"] not in set(Approach):
        return [f"“{content['approach']}” is not one of the four approaches."]
    return [sentence for check in CHECKS for sentence in check(content)]


def the_fixed_frame(content):
    approach = Approach(content["approach"])
    if content["fraction"] != stored(FRACTIONS[approach]):
        yield f"The fraction of this approach is {stored(FRACTIONS[approach])}."
    if content["both_dose"] != both_dose(approach):
        yield "Who doses does not match the approach."
    if content["number"] < 1:
        yield "The version number starts at 1."


def every_text(content):
    for name in TEXTS:
        if not content[name].strip():
            yield f"The text “{name.replace('_', ' ')}” is empty."
    for part, rows in _lists(content):
        for row in rows:
            if not row.get("text", row.get("title", "")).strip():
                yield f"One of the {part} is empty."


def the_counts(content):
    for part, count in COUNTS.items():
        if len(content[part]) != count:
            yield f"There are {len(content[part])} {part} where {count} are needed."
    for part in AT_LEAST_ONE:
        if not content[part]:
            yield f"There are no {part}."
    for name, spoken in LISTS.items():
        if not any(row["list"] == name for row in content["items"]):
            yield f"The {spoken} is empty."


def the_keys(content):
    code = CODES[Approach(content["approach"])]
    for part, letter in LETTERS.items():
        keys = [row["key"] for row in content[part]]
        for key in keys:
            if not re.fullmatch(rf"{code}-{letter}[0-9]{{1,2}}", key):
                yield f"“{key}” is not a key of the {part} of {code}."
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield f"The key “{key}” is used twice."


def the_prompts(content):
    for topic in content["topics"]:
        if not topic["follow_ups"] or not all(text.strip() for text in topic["follow_ups"]):
            yield f"The topic “{topic['title']}” lacks a follow-up question."
    for kind in KINDS:
        if not any(prompt["when"] == kind for prompt in content["prompts"]):
            yield f"There is no integration prompt for {_spoken(kind)}."


def the_flow(content):
    for route, spoken in ROUTES.items():
        phases = [phase for phase in content["phases"] if phase["route"] == route]
        if not phases:
            yield f"The flow for “{spoken}” is missing."
            continue
        for fault in _faults(phases):
            yield f"{spoken}: {fault}"


def the_meetings(content):
    kinds = [meeting["kind"] for meeting in content["meetings"]]
    for kind in KINDS:
        if kinds.count(kind) != 1:
            yield f"There are {kinds.count(kind)} meetings for {_spoken(kind)} where 1 is needed."
    for meeting in content["meetings"]:
        spoken = _spoken(meeting["kind"])
        if not 0 < meeting["minutes"] <= meeting["minutes_max"]:
            yield f"The length of the meeting for {spoken} does not add up."
        if meeting["leads"] != sorted(set(meeting["leads"]), reverse=True):
            yield f"The lead times for {spoken} are not in order, the longest first."
        if content["both_dose"] and meeting["kind"] == "next_day" and not meeting["required"]:
            yield "Where both dose, the next-day meeting is required."


def _faults(phases):
    closed, last = phases[:-1], phases[-1]
    if last["ends"] is not None or any(phase["ends"] is None for phase in closed):
        return ["The last phase, and only the last, has no end."]
    if any(phase["ends"] <= phase["starts"] for phase in closed):
        return ["A phase ends before it has begun."]
    faults = []
    for before, after in pairwise(phases):
        if before["ends"] != after["starts"]:
            faults.append(f"“{after['title']}” does not begin where “{before['title']}” ends.")
    if 0 not in [phase["starts"] for phase in phases]:
        faults.append("No phase begins at T0.")
    if last["starts"] < EARLIEST_LEAVE:
        faults.append(f"Somebody would leave before T+{EARLIEST_LEAVE}.")
    return faults


def _lists(content):
    return ((part, rows) for part, rows in content.items() if isinstance(rows, list))


def _spoken(kind):
    return f"the {kind.replace('_', ' ')}"


CHECKS = (
    the_fixed_frame,
    every_text,
    the_counts,
    the_keys,
    the_prompts,
    the_flow,
    the_meetings,
)
