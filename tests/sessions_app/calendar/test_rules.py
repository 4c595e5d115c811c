"""Weeks, months, and what little leaves the app."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sessions_app.calendar.rules import (
    begins,
    clocks_change,
    day_from,
    digest_of,
    initials,
    month_before,
    month_of,
    neutral_title,
    next_month,
    week_of,
    week_words,
)
from tests.sessions_app.planning.clocks import ZONES

TODAY = date(2027, 3, 1)
DAYS = st.dates(date(2025, 1, 1), date(2035, 12, 31))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2027-03-09", date(2027, 3, 9)),
        ("", TODAY),
        ("yesterday", TODAY),
        ("2027-02-30", TODAY),
        ("9999-12-31", TODAY),
        ("0001-01-01", TODAY),
    ],
)
def test_an_address_names_a_day_or_means_today(text, day):
    assert day_from(text, today=TODAY) == day


@given(day=DAYS)
def test_a_week_begins_on_monday_and_holds_its_day(day):
    week = week_of(day)

    assert week[0].weekday() == 0
    assert day in week
    assert [later - one for one, later in pairwise(week)] == [timedelta(1)] * 6


@given(day=DAYS)
def test_a_month_is_shown_in_whole_weeks(day):
    shown, first = month_of(day), day.replace(day=1)

    assert len(shown) % 7 == 0
    assert {each for each in shown if each.month == day.month} == {
        day.replace(day=1) + timedelta(n)
        for n in range((next_month(day) - day.replace(day=1)).days)
    }
    assert month_before(next_month(day)) == first


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 3, 9), "8 to 14 March 2027"),
        (date(2027, 4, 1), "29 March to 4 April 2027"),
        (date(2026, 12, 31), "28 December 2026 to 3 January 2027"),
    ],
)
def test_a_week_is_named_by_its_ends(day, said):
    assert week_words(week_of(day)) == said


def test_the_day_on_which_clocks_change_is_known():
    assert begins(date(2027, 3, 14), "America/Denver") == datetime(2027, 3, 14, 7, tzinfo=UTC)
    days = [date(2027, 3, day) for day in (13, 14, 15)]
    assert [clocks_change(day, "America/Denver") for day in days] == [False, True, False]


@given(day=DAYS, zone=st.sampled_from(ZONES))
def test_one_day_begins_after_another(day, zone):
    """A zone may leave a whole day out, as Samoa did; then both begin at one moment."""
    assert begins(day, zone) <= begins(day + timedelta(1), zone)


def test_outside_there_are_only_initials():
    assert initials(["Alex", "robin"]) == "A and R"
    assert neutral_title(["Alex", "Robin"]) == "Appointment A and R"
    assert neutral_title([]) == "Appointment"


def test_a_secret_is_kept_as_its_digest():
    assert digest_of("a") != digest_of("b")
    assert len(digest_of("a")) == 64
