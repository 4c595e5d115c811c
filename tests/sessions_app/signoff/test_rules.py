"""How long something waits, in the clinic's own days, and what of an approval's end is known."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sessions_app.signoff.rules import AGES, Lapse, age, end_ahead, waits_long_enough

ON = date(2027, 3, 14)
# In Denver the night in which an hour is left out; it is noon there.
NOW = datetime(2027, 3, 14, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "told"),
    [
        (NOW + timedelta(seconds=5), "since 12:00"),
        (NOW, "since 12:00"),
        (NOW - timedelta(minutes=59), "since 11:01"),
        # A minute around midnight, and the days before: the clinic's own, not the server's.
        (datetime(2027, 3, 14, 7, 0, tzinfo=UTC), "since 00:00"),
        (datetime(2027, 3, 14, 6, 59, tzinfo=UTC), "since yesterday"),
        (datetime(2027, 3, 13, 7, 0, tzinfo=UTC), "since yesterday"),
        (datetime(2027, 3, 13, 6, 59, tzinfo=UTC), "for 2 days"),
        (NOW - timedelta(days=40), "for 40 days"),
    ],
)
def test_an_age_is_told_on_the_clinics_clock_and_in_its_days(since, told):
    assert age(since=since, now=NOW, zone="America/Denver") == told


@pytest.mark.parametrize("days", range(9))
@pytest.mark.parametrize("chosen", [*AGES, "", "of bronze"])
def test_a_board_is_narrowed_to_what_waits_that_long(days, chosen):
    shown = waits_long_enough(since=ON - timedelta(days=days), on=ON, age=chosen)

    assert shown is (days >= (int(chosen) if chosen in AGES else 0))


def day(ahead):
    return ON + timedelta(days=ahead)


@pytest.mark.parametrize(
    ("until", "licence", "left", "planned", "found"),
    [
        (31, None, 6, [], None),
        (30, None, 6, [], (30, Lapse.LAST_DAY)),
        (0, None, 6, [], (0, Lapse.LAST_DAY)),
        (90, 30, 6, [], (30, Lapse.LICENCE)),
        (90, 31, 6, [], None),
        (12, 20, 6, [], (12, Lapse.LAST_DAY)),
        (20, 12, 6, [], (12, Lapse.LICENCE)),
        # One that ran out is found by the sweep, and tells nothing ahead.
        (90, -1, 6, [], None),
        (90, None, 1, [8], (8, Lapse.SESSIONS)),
        (90, None, 2, [8], None),
        (90, None, 2, [8, 22], (22, Lapse.SESSIONS)),
        (90, None, 2, [8, 22, 29], (22, Lapse.SESSIONS)),
        (90, None, 2, [8, 36], None),
        (12, None, 1, [8], (8, Lapse.SESSIONS)),
        (8, None, 1, [8], (8, Lapse.LAST_DAY)),
    ],
)
def test_the_first_end_that_the_calendar_knows_is_told(until, licence, left, planned, found):
    end = end_ahead(
        on=ON,
        valid_until=day(until),
        licence_until=None if licence is None else day(licence),
        left=left,
        planned=[day(ahead) for ahead in planned],
        idle_until=day(200),
    )

    assert end == (found and (day(found[0]), found[1]))


@pytest.mark.parametrize(
    ("idle_until", "planned", "found"),
    [
        (30, [], (30, Lapse.IDLE)),
        (31, [], None),
        (0, [], (0, Lapse.IDLE)),
        (9, [10], (9, Lapse.IDLE)),
        # The session comes in time, and the days are counted anew from it.
        (9, [9], None),
        (9, [4, 18], None),
    ],
)
def test_too_long_without_a_session_is_an_end_that_a_session_in_time_puts_off(
    idle_until, planned, found
):
    end = end_ahead(
        on=ON,
        valid_until=day(90),
        licence_until=None,
        left=6,
        planned=[day(ahead) for ahead in planned],
        idle_until=day(idle_until),
    )

    assert end == (found and (day(found[0]), found[1]))
