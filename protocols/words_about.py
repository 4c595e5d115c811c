"""Reads the words about the treatment: what is hoped for, the risks, the law, the sources."""

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "content" / "about.toml"


@cache
def read() -> dict:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
