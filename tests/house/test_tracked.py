"""What is kept here works on any machine: no package host, no path of somebody's own."""

import re

import pytest

from tests.house.code import ROOMS, ROOT

FOLDERS = (*ROOMS, "templates", "static", "tests", "docs", ".ci")
# Put together here, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a package host": "|".join(
        ["--(?:extra-)?index" + "-url", "pypi" + r"\.", "python" + r"hosted\.", "/simple" + "/"]
    ),
    "a path of one machine": "|".join(
        [r"(?<![\w.])/wo" + "rk/", "/tmp" + "/kap", r"(?<!\w)/ro" + "ot/", r"(?<![\w.])/ho" + "me/"]
    ),
    "work left for later": "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bXX" + r"X\b"]),
    "a test left out": "|".join([r"mark\.sk" + r"ip\b", r"mark\.xf" + "ail", r"pytest\.sk" + "ip"]),
}  # fmt: skip


def kept():
    """Every text file of ours."""
    folders = [path for name in FOLDERS for path in (ROOT / name).rglob("*")]
    for path in sorted([*ROOT.glob("*"), *folders]):
        if path.is_file() and "__pycache__" not in path.parts:
            text = _text(path)
            if text is not None:
                yield str(path.relative_to(ROOT)), text


def _text(path):
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return None


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds(what):
    found = {
        name: match.group() for name, text in kept() if (match := re.search(FORBIDDEN[what], text))
    }

    assert found == {}


def test_the_search_reads_the_files_it_should():
    names = {name for name, _ in kept()}

    assert {"pyproject.toml", "Makefile", ".ci/run", "templates/base.html"} <= names
    assert {"requirements.lock", "static/css/base.css", "sessions_app/README.md"} <= names


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-test.lock"])
def test_every_locked_package_carries_its_hashes(lock):
    text = (ROOT / lock).read_text()
    named = re.findall(r"^[a-z0-9][^\s]*==", text, re.MULTILINE)
    with_hashes = re.findall(
        r"^[a-z0-9][^\s]*==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE
    )

    assert len(with_hashes) == len(named) > 10
