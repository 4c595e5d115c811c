"""What a page showed of a record, so that nobody overwrites what they never saw. Plain values."""

import json
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

# Long enough that two different words on one page never look the same.
SIGNS = 12


def mark(value: object) -> str:
    """One value as it stands in a field: an empty one is empty whatever its kind."""
    if isinstance(value, date):
        value = value.isoformat()
    if isinstance(value, list | tuple | set):
        value = "\n".join(sorted(map(str, value)))
    words = "" if value is None or value is False else str(value).replace("\r\n", "\n").strip()
    return sha256(words.encode(errors="surrogatepass")).hexdigest()[:SIGNS]


def written(values: Mapping[str, object]) -> str:
    """The marks of all that a page shows, to travel with its form."""
    return json.dumps({name: mark(value) for name, value in values.items()})


def read(words: str) -> dict[str, str]:
    """The marks that came back; none where they are not what was sent along."""
    try:
        found = json.loads(words or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def overtaken(
    *, seen: Mapping[str, str], now: Mapping[str, object], typed: Mapping[str, object]
) -> list[str]:
    """What somebody changed since it was seen, and what was typed would change back or again."""
    return [
        name
        for name in typed
        if name in seen
        and mark(now.get(name)) != seen[name]
        and mark(typed[name]) != mark(now.get(name))
    ]
