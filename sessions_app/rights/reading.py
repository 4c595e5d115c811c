"""The copy of one partner's data as headings and lines for a paper."""

TITLES = {
    "personal": "About you",
    "told_alone": "What you told alone",
    "health": "Your health",
    "medicines": "What you take",
    "looked_at": "What somebody looked at",
    "approvals": "Your approvals",
    "requests": "What was asked of a prescriber",
    "plans": "Your part in the plans",
    "letters": "Letters to you",
    "papers": "Papers made for you",
}


def chapters(content):
    """(heading, records); each record is a list of (name, words), nothing left out."""
    return [(title, _records(content[key])) for key, title in TITLES.items()]


def _records(kept):
    found = kept if isinstance(kept, list) else [kept]
    return [list(_lines(record)) for record in found]


def _lines(record, prefix=""):
    for name, value in record.items():
        label = f"{prefix}{name.replace('_', ' ')}"
        label = label[0].upper() + label[1:]
        if isinstance(value, dict):
            yield from _lines(value, prefix=f"{label}: ")
        else:
            yield label, _words(value)


def _words(value):
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(
            ", ".join(filter(None, map(str, each.values()))) if isinstance(each, dict) else each
            for each in value
        )
    return "" if value is None else str(value)
