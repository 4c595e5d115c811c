"""Whether a day will do: as a table of what is on record."""

from datetime import date, timedelta

import pytest

from sessions_app.planning.rules.dates import (
    OtherSession,
    approval_begins,
    approval_ends,
    first_day,
    licence_ends,
    meeting_is_missing,
    too_close,
)

DAY = date(2027, 3, 9)


def other(days, **told):
    return OtherSession(
        number=1,
        day=DAY + timedelta(days=days),
        **{"held": days < 0, "dosing": frozenset("ab"), "next_day_done": True} | told,
    )


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([], None),
        ([other(-14)], None),
        ([other(14)], None),
        ([other(-13, dosing=frozenset("b"))], None),
        (
            [other(-13)],
            "Alex took a dose on 24 February 2027 (session plan 1), and the prescriber wants "
            "14 days between two. The first day after is 10 March 2027.",
        ),
        (
            [other(13)],
            "Alex is planned to take a dose on 22 March 2027 (session plan 1), and the prescriber "
            "wants 14 days between two. The first day after is 5 April 2027.",
        ),
        (
            [other(0)],
            "Alex is planned to take a dose on 9 March 2027 (session plan 1), and the prescriber "
            "wants 14 days between two. The first day after is 23 March 2027.",
        ),
    ],
)
def test_doses_lie_as_far_apart_as_the_prescriber_wrote(others, told):
    assert too_close(partner="a", name="Alex", day=DAY, least_days=14, others=others) == told


def test_the_first_day_offered_is_far_enough_from_every_other():
    days = [DAY + timedelta(days=each) for each in (-3, 20, 60)]

    assert first_day(days=days, least_days=14, earliest=DAY) == DAY + timedelta(days=34)
    assert first_day(days=[], least_days=14, earliest=DAY) == DAY


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (DAY, None),
        (
            DAY - timedelta(days=1),
            "The approval of Alex ends on 8 March 2027. "
            "Choose an earlier day, or ask the prescriber for a new one.",
        ),
    ],
)
def test_an_approval_still_holds_on_its_last_day(until, told):
    assert approval_ends(name="Alex", valid_until=until, day=DAY) == told


@pytest.mark.parametrize(
    ("first", "told"),
    [
        (DAY - timedelta(days=1), None),
        (DAY, None),
        (
            DAY + timedelta(days=1),
            "The approval of Alex begins on 10 March 2027. Choose a later day, or ask the "
            "prescriber for a new one.",
        ),
    ],
)
def test_an_approval_holds_from_its_first_day_on(first, told):
    assert approval_begins(name="Alex", valid_from=first, day=DAY) == told


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (None, None),
        (DAY, None),
        (
            DAY - timedelta(days=1),
            "The licence of Thea ends on 8 March 2027. Choose an earlier day or another "
            "therapist, or ask an admin to write down the renewal.",
        ),
    ],
)
def test_a_licence_still_holds_on_its_last_day(until, told):
    assert licence_ends(name="Thea", expires_on=until, day=DAY) == told


TODAY = DAY - timedelta(days=6)
AHEAD = {"next_day_done": False, "next_day_on": TODAY + timedelta(days=1)}
THAT_DAY = AHEAD | {"next_day_on": TODAY}
DUE = AHEAD | {"next_day_on": TODAY - timedelta(days=1)}
NONE = {"next_day_done": False}
OVER = (
    "The next-day meeting of session plan 1 was booked for 2 March 2027 and nothing is recorded. "
    "Record that it took place, or cancel it with the reason."
)


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ([], None),
        ([other(-20)], None),
        ([other(-20, **AHEAD)], None),
        ([other(-20, **THAT_DAY)], None),
        ([other(-20, **DUE)], OVER),
        ([other(-20, **NONE)], None),
        (
            [other(-20, **NONE | {"held": False})],
            "Session plan 1 has no next-day meeting, and it comes before this one. "
            "Book that meeting first.",
        ),
        ([other(-20, **NONE | {"held": False}, next_day_required=False)], None),
        ([other(20, **NONE)], None),
        ([other(-30, **DUE), other(-20)], None),
    ],
)
def test_the_meeting_after_the_session_before_comes_first(others, told):
    assert meeting_is_missing(day=DAY, on=TODAY, others=others) == told


def test_on_the_day_of_a_session_a_meeting_of_that_day_comes_before_it():
    others = [other(-1, **AHEAD | {"next_day_on": DAY})]

    assert meeting_is_missing(day=DAY, on=DAY - timedelta(days=1), others=others) is None
    assert "was booked for 9 March 2027" in meeting_is_missing(day=DAY, on=DAY, others=others)
