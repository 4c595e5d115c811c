"""A row of a template as one readable line, to be compared and searched."""

from protocols.rules.times import lead_words

AUDIENCES = {
    "dosing": "dosing partner",
    "nondosing": "non-dosing partner",
    "both": "both together",
    "each": "each alone",
    "any": "either partner",
    "all": "both partners",
}


def row_words(part, row) -> str:
    return LINES.get(part, _text)(row)


def _text(row):
    return row["text"]


def _for(row):
    private = ", private" if row.get("private") else ""
    return f"{row['text']} ({AUDIENCES.get(row['audience'], row['audience'])}{private})"


def _prompt(row):
    return f"{_for(row)}, {row['when'].replace('_', ' ')}"


def _topic(row):
    return " ".join([f"{row['title']}:", *row["follow_ups"]])


def _step(row):
    who = ", ".join(filter(None, [row["owner"], row["when"]]))
    return f"{row['text']} ({who})" if who else row["text"]


def _phase(row):
    ends = "open" if row["ends"] is None else f"T{row['ends']:+d}"
    lanes = [row["title"], row["nondosing_title"], row["therapist_title"]]
    return f"T{row['starts']:+d} to {ends}, {' / '.join(filter(None, lanes))}: {row['text']}"


def _meeting(row):
    shortest, longest = row["minutes"], row["minutes_max"]
    lasts = f"{shortest}" if shortest == longest else f"{shortest} to {longest}"
    leads = ", ".join(lead_words(each) for each in row["leads"]) or "none"
    return f"{row['text']} ({lasts} minutes; letters before it: {leads})"


LINES = {
    "questions": _for,
    "starters": _for,
    "prompts": _prompt,
    "topics": _topic,
    "steps": _step,
    "phases": _phase,
    "meetings": _meeting,
}
