"""Reads the words about the treatment: what is hoped for, the risks, the law, the sources."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "content" / "about.toml"


@cache
def read() -> dict:
    """The page as plain values; every line names its sources by their number on the page."""
    told = tomllib.loads(FILE.read_text(encoding="utf-8"))
    numbers = {source["key"]: number for number, source in enumerate(told["sources"], start=1)}
    for part in told["parts"]:
        for line in part["lines"]:
            line["numbers"] = [numbers[key] for key in line.get("sources", [])]
    return told
