"""What a page showed of a record, and what somebody else changed since."""

from datetime import date

import pytest

from sessions_app.couples.rules import seen


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("", None, True),
        (False, None, True),
        (True, False, False),
        ("a@x.example", "a@x.example ", True),
        ("a@x.example", "A@x.example", False),
        ("two\r\nlines", "two\nlines", True),
        (date(1985, 5, 5), "1985-05-05", True),
        (["b", "a"], ("a", "b"), True),
        ([], "", True),
        (0, "", False),
        (128, "128", True),
        ("\ud800", "", False),
    ],
)
def test_when_a_field_looks_the_same(one, other, same):
    assert (seen.mark(one) == seen.mark(other)) is same


@pytest.mark.parametrize(
    ("showed", "now", "typed", "expected"),
    [
        ("old", "old", "mine", []),
        ("old", "theirs", "old", ["quiet_email"]),
        ("old", "theirs", "mine", ["quiet_email"]),
        ("old", "theirs", "theirs", []),
        ("", "theirs", "", ["quiet_email"]),
        ("old", "", "old", ["quiet_email"]),
    ],
)
def test_what_would_overwrite_somebody(showed, now, typed, expected):
    marks = seen.read(seen.written({"quiet_email": showed, "phone": "1"}))

    found = seen.overtaken(
        seen=marks,
        now={"quiet_email": now, "phone": "1"},
        typed={"quiet_email": typed, "phone": "2"},
    )

    assert found == expected


@pytest.mark.parametrize("words", ["", "nobody", "[1]", '"a"', "{", "\x00"])
def test_what_was_not_sent_along_marks_nothing(words):
    assert seen.read(words) == {}
    assert seen.overtaken(seen={}, now={"phone": "1"}, typed={"phone": "2"}) == []


def test_a_mark_does_not_tell_what_it_marks():
    assert "quiet@elsewhere.example" not in seen.written({"quiet_email": "quiet@elsewhere.example"})
