from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sessions_app.documents import rules
from sessions_app.documents.rules import State

AT = datetime(2026, 12, 8, 21, tzinfo=UTC)


@pytest.mark.parametrize(
    ("claimed_at", "ready_at", "failed_at", "state"),
    [
        (None, None, None, State.WAITING),
        (AT, None, None, State.RENDERING),
        (AT, AT, None, State.READY),
        (AT, None, AT, State.FAILED),
    ],
)
def test_a_paper_stands_where_its_moments_say(claimed_at, ready_at, failed_at, state):
    assert rules.state(claimed_at=claimed_at, ready_at=ready_at, failed_at=failed_at) == state


@pytest.mark.parametrize(
    ("audience", "dosing_partner", "sober_partner"),
    [
        ("dosing", True, False),
        ("nondosing", False, True),
        ("both", True, True),
        ("each", True, True),
    ],
)
def test_a_question_goes_to_whom_it_is_meant_for(audience, dosing_partner, sober_partner):
    asked = [rules.is_asked(audience=audience, doses=doses) for doses in (True, False)]

    assert asked == [dosing_partner, sober_partner]


def test_a_paper_is_known_by_its_words_and_its_style():
    known = {
        rules.digest(source=source, style=style)
        for source, style in (("one", "calm"), ("one", "loud"), ("two", "calm"), ("one", "calm"))
    }

    assert len(known) == 3


def test_days_and_times_are_written_as_people_say_them():
    assert rules.day_words(AT, "America/Denver") == "Tue 8 December 2026"
    assert rules.clock(AT, "America/Denver") == "14:00"
    assert rules.moment_words(AT, "America/New_York") == "Tue 8 December 2026, 16:00 (New York)"


@pytest.mark.parametrize(
    ("other", "differ"),
    [
        ("America/Denver", False),
        ("America/Boise", False),
        ("America/Phoenix", False),
        ("America/New_York", True),
        ("Asia/Kolkata", True),
    ],
)
def test_clocks_differ_where_somebody_would_come_at_the_wrong_hour(other, differ):
    assert rules.clocks_differ(AT, "America/Denver", other) == differ


@pytest.mark.parametrize(
    ("hours", "words"), [("6.0", "6 hours"), ("1.0", "1 hour"), ("1.5", "1.5 hours")]
)
def test_hours_are_written_without_idle_zeros(hours, words):
    assert rules.hours_words(Decimal(hours)) == words


@pytest.mark.parametrize(
    ("words", "row"),
    [(["a hug"], "a hug"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_strung_together_as_in_a_sentence(words, row):
    assert rules.in_a_row(words) == row
