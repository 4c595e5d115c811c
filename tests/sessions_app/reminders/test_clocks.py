"""Quiet hours on every clock there is: all zones, every change of the clocks from 2025 to 2035."""

from datetime import UTC, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import given, settings
from hypothesis import strategies as st

from sessions_app.reminders.rules.hours import Hours
from sessions_app.reminders.rules.leaving import LEAST_NOTICE, leave_at

FIRST, LAST = datetime(2025, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@cache
def changes(zone):
    """The days (as moments) on which this zone's clocks are changed."""
    tz, found, moment = ZoneInfo(zone), [], FIRST
    while moment < LAST:
        if moment.astimezone(tz).utcoffset() != (moment + 24 * HOUR).astimezone(tz).utcoffset():
            found.append(moment)
        moment += 24 * HOUR
    return found


def clock(at, zone):
    return at.astimezone(ZoneInfo(zone)).time()


def step_by_step(hours, at):
    """The first moment, by quarters of an hour, at which the reader's clock allows a letter."""
    while not hours.letters_from <= clock(at, hours.zone) < hours.letters_until:
        at += 15 * MINUTE
    return at


def test_on_each_change_of_the_clocks_a_letter_leaves_at_the_first_allowed_hour():
    looked_at, wrong = 0, []

    for zone in sorted(available_timezones()):
        hours = Hours(zone=zone, letters_from=time(9), letters_until=time(20))
        for due_at in (day + n * HOUR for day in changes(zone) for n in range(-12, 48, 11)):
            looked_at += 1
            if hours.next_allowed(due_at) != step_by_step(hours, due_at):
                wrong.append((zone, due_at))

    assert wrong == []
    assert looked_at > 20_000


zones = st.sampled_from(sorted(available_timezones()))
clocks = st.times().map(lambda t: t.replace(second=0, microsecond=0))


@st.composite
def quiet_hours(draw):
    zone = draw(zones)
    opens, closes = sorted(draw(st.lists(clocks, min_size=2, max_size=2, unique=True)))
    return Hours(zone=zone, letters_from=opens, letters_until=closes)


@st.composite
def moments(draw, zone):
    """Any minute of ten years, half of them within a day of a change of the clocks."""
    near = draw(st.booleans()) and changes(zone)
    start = draw(st.sampled_from(changes(zone))) - 24 * HOUR if near else FIRST
    span = 72 * 60 if near else int((LAST - FIRST) / MINUTE)
    return start + draw(st.integers(0, span)) * MINUTE


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_no_letter_leaves_early_at_a_forbidden_hour_or_into_the_meeting(data):
    hours = data.draw(quiet_hours())
    due_at = data.draw(moments(hours.zone))
    starts_at = due_at + data.draw(st.integers(1, 3 * 1440)) * MINUTE

    leaves_at = leave_at(due_at=due_at, starts_at=starts_at, hours=hours)

    if leaves_at is not None:
        assert due_at <= leaves_at < starts_at
        assert hours.letters_from <= clock(leaves_at, hours.zone) < hours.letters_until
        assert leaves_at == due_at or starts_at - leaves_at >= LEAST_NOTICE


@settings(max_examples=500, deadline=None)
@given(st.data())
def test_a_letter_within_its_hours_never_waits_and_no_letter_waits_for_days(data):
    hours = data.draw(quiet_hours())
    due_at = data.draw(moments(hours.zone))

    leaves_at = hours.next_allowed(due_at)

    if hours.letters_from <= clock(due_at, hours.zone) < hours.letters_until:
        assert leaves_at == due_at
    else:
        assert due_at < leaves_at <= due_at + 50 * HOUR
