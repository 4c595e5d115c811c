"""How long something waits, in the clinic's own days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sessions_app.people.rules import local_day
from sessions_app.signoff.rules import AGES, age, waits_long_enough

ON = date(2027, 3, 14)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (-1, "since today"),
        (0, "since today"),
        (1, "since yesterday"),
        (2, "for 2 days"),
        (3, "for 3 days"),
        (40, "for 40 days"),
    ],
)
def test_an_age_is_told_in_days(days, told):
    assert age(since=ON - timedelta(days=days), on=ON) == told


@pytest.mark.parametrize(
    ("at", "told"),
    [
        # Denver: the evening before, a minute around midnight, and the night an hour is left out.
        (datetime(2027, 3, 14, 6, 59, tzinfo=UTC), "since yesterday"),
        (datetime(2027, 3, 14, 7, 0, tzinfo=UTC), "since today"),
        (datetime(2027, 3, 15, 5, 59, tzinfo=UTC), "since today"),
        (datetime(2027, 3, 13, 6, 59, tzinfo=UTC), "for 2 days"),
    ],
)
def test_the_day_is_the_clinics_and_not_the_servers(at, told):
    assert age(since=local_day(at=at, zone="America/Denver"), on=ON) == told


@pytest.mark.parametrize("days", range(9))
@pytest.mark.parametrize("chosen", [*AGES, "", "of bronze"])
def test_a_board_is_narrowed_to_what_waits_that_long(days, chosen):
    shown = waits_long_enough(since=ON - timedelta(days=days), on=ON, age=chosen)

    assert shown is (days >= (int(chosen) if chosen in AGES else 0))
