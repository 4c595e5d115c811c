"""The check before a dose: what is otherwise or not known is told, and nothing is decided."""

import pytest

from sessions_app.screening.models import DayCheck
from sessions_app.screening.rules.check import FOUND, LINES, needs_a_name, not_as_asked

ALL = dict.fromkeys(LINES, "as_asked")


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(
    ("found", "told"), [("as_asked", False), ("otherwise", True), ("unknown", True), ("", True)]
)
def test_only_what_is_as_asked_is_not_told(line, found, told):
    assert not_as_asked(ALL | {line: found}) == ([line] if told else [])


def test_what_was_not_answered_at_all_is_not_as_asked():
    assert not_as_asked({}) == list(LINES)


@pytest.mark.parametrize(
    ("home", "taken_by", "needed"),
    [
        ("as_asked", "", True),
        ("as_asked", "Sam", False),
        ("otherwise", "", False),
        ("unknown", "", False),
        (None, "", False),
    ],
)
def test_whoever_takes_them_home_is_named(home, taken_by, needed):
    assert needs_a_name(home=home, taken_by=taken_by) is needed


def test_every_line_has_its_column_and_no_word_calls_anything_safe():
    assert DayCheck(**ALL).found == ALL
    assert not any("safe" in words.lower() for words in (LINES | FOUND).values())
