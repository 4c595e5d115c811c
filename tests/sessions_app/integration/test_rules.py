from datetime import UTC, datetime, timedelta

import pytest

from sessions_app.integration.rules import LABELS, State, kind_words, letter_words, state

NOW = datetime(2027, 3, 10, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"starts_at": NOW + MINUTE}, State.AHEAD),
        ({"starts_at": NOW}, State.BEGUN),
        ({"starts_at": NOW - MINUTE}, State.BEGUN),
        ({"starts_at": NOW - MINUTE, "held_at": NOW}, State.HELD),
        ({"starts_at": NOW + MINUTE, "cancelled_at": NOW}, State.CANCELLED),
        ({"starts_at": NOW - MINUTE, "cancelled_at": NOW}, State.CANCELLED),
    ],
)
def test_where_a_meeting_stands(facts, expected):
    assert state(**{"held_at": None, "cancelled_at": None, "now": NOW} | facts) == expected


def test_every_state_has_its_words():
    assert list(LABELS) == list(State)


@pytest.mark.parametrize(
    ("leads", "words"),
    [
        ([], "No letter is planned for it."),
        ([180], "A letter leaves 3 hours before."),
        ([1440, 4320], "Letters leave 3 days and 1 day before."),
        ([60, 1440, 4320], "Letters leave 3 days, 1 day and 1 hour before."),
    ],
)
def test_letters_are_told_the_earliest_first(leads, words):
    assert letter_words(leads) == words


def test_a_kind_is_said_before_the_word_meeting():
    assert kind_words("Next day") == "next-day"
