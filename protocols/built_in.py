"""Reads the built-in content files: the approach's own, with what is common to all four."""

import re
import tomllib
from pathlib import Path

from protocols.rules import ROUTES, Approach
from protocols.rules.templates import FRAME, TEXTS

FOLDER = Path(__file__).parent / "content"


class FileDoesNotRead(Exception):
    def __init__(self, file, reason):
        super().__init__(file, reason)
        self.file, self.reason = file, reason

    def __str__(self):
        return f"{self.file} cannot be read as a template: {self.reason}. Mend it and load again."


def file_of(approach, folder=FOLDER) -> Path:
    return folder / f"{Approach(approach)}.toml"


def read(approach, folder=FOLDER) -> dict:
    """The plain content of one approach, in the shape that a version's content() has too."""
    file = file_of(approach, folder)
    try:
        return _content(_toml(file), _toml(folder / "common.toml"))
    except KeyError as missing:
        raise FileDoesNotRead(file.name, f"{missing} is missing") from missing
    except (TypeError, ValueError) as error:
        raise FileDoesNotRead(file.name, str(error).rstrip(".")) from error


def _toml(file):
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _content(own, common):
    return {name: own[name] for name in (*FRAME, *TEXTS)} | {
        "questions": [_question(key, *row) for key, row in own["questions"].items()],
        "topics": [_topic(key, *row) for key, row in own["topics"].items()],
        "starters": [
            {"key": key, "audience": audience, "text": text, "seed": ""}
            for key, (audience, text) in own["starters"].items()
        ],
        "prompts": [
            {"key": key, "when": when, "audience": audience, "text": text, "seed": ""}
            for key, (when, audience, text) in own["prompts"].items()
        ],
        "phases": [phase for route in sorted(ROUTES) for phase in _flow(route, own, common)],
        "steps": [_step(row, common=True) for row in common["steps"]]
        + [_step(row, common=False) for row in own["steps"]],
        "items": [row for name in ("packing", "room") for row in _items(name, own, common)],
        "meetings": [
            _meeting(kind, row, common["meetings"][kind]) for kind, row in own["meetings"].items()
        ],
        "indicators": [_sentence(row) for row in own["indicators"]],
        "prerequisites": [_sentence(row) for row in own["prerequisites"]],
    }


def _question(key, audience, text):
    audience, _, private = audience.partition(", ")
    return {
        "key": key,
        "audience": audience,
        "private": private == "private",
        "text": text,
        "seed": "",
    }


def _topic(key, title, *follow_ups):
    return {"key": key, "title": title, "follow_ups": list(follow_ups), "seed": ""}


def _flow(route, own, common):
    """Common phases before, the approach's own, the evening after: one unbroken row of minutes."""
    texts = common["phases"] | own["phases"]
    spans = own["flow"][route]
    begins = min(starts for starts, _ in spans.values())
    before = {
        name: [starts + begins, ends + begins]
        for name, (starts, ends) in common["flow"]["before"].items()
    }
    leaves = max(ends for _, ends in spans.values())
    rows = before | spans | {"evening": [leaves, None]}
    return [
        _phase(route, name, starts, ends, texts[name], common)
        for name, (starts, ends) in rows.items()
    ]


def _phase(route, name, starts, ends, row, common):
    text = [row["text"]]
    if name == "readiness":
        text.append(common["readiness"]["text"])
    if starts == 0 and route == "iv":
        text.insert(0, common["infusion"]["text"])
    if starts == 0 and route != "sublingual":
        text.append(common["in_view"]["text"])
    return {
        "route": route,
        "starts": starts,
        "ends": ends,
        "title": row["title"],
        "nondosing_title": row.get("nondosing", ""),
        "therapist_title": row.get("therapist", ""),
        "text": " ".join(text),
        "seed": row.get("seed", ""),
    }


def _step(row, *, common):
    return {
        "text": row["text"],
        "when": row.get("when", ""),
        "owner": row.get("owner", ""),
        "common": common,
        "seed": row.get("seed", ""),
    }


def _items(name, own, common):
    for is_common, source in ((True, common), (False, own)):
        for line in source["items"][name]:
            text, seed = re.fullmatch(r"(.*?)(?: \[(S[0-9 S]+)\])?", line).groups(default="")
            yield {"list": name, "text": text, "common": is_common, "seed": seed}


def _meeting(kind, row, common):
    shortest, longest = row["minutes"]
    return common | {
        "kind": kind,
        "minutes": shortest,
        "minutes_max": longest,
        "required": row.get("required", common.get("required", False)),
        "text": row["text"],
        "seed": row.get("seed", ""),
    }


def _sentence(row):
    return {"text": row["text"], "seed": row.get("seed", "")}
