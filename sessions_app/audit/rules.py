"""How a row is tied to what it says and to the row before it. Plain values only."""

import hashlib
import json
from datetime import UTC, datetime

# What the first row of the chain names as the hash before it.
NOTHING_BEFORE = "0" * 64


def canonical(content: object) -> bytes:
    """Content (str, int, bool, None, list, dict with str keys) as sorted, compact UTF-8 JSON.

    No floats: their text differs between languages, and a digest must not depend on that.
    """
    _refuse_floats(content)
    return json.dumps(
        content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(content: object) -> str:
    """SHA-256 of the canonical bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def chained(*, number: int, before: str, digest: str) -> str:
    """The hash of a row: its place, the hash of the row before it, the digest of what it says.

    The database computes the same when a deed is committed; see the function `kap_chain`.
    """
    return hashlib.sha256(f"{number}:{before}:{digest}".encode()).hexdigest()


def moment(at: datetime) -> str:
    """A moment as text that does not depend on the zone it was written in."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("Signed content holds no floats; write the number as text.")
    if isinstance(value, dict):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)
