"""The hour of the demo's next meeting, asked at every hour somebody may load it."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessions_app.demo.story import next_meeting_at
from sessions_app.people.rules import local_day
from sessions_app.planning.rules.times import next_day_fits
from tests.sessions_app.planning.clocks import FIRST, LAST, changes, offset

DENVER = "America/Denver"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
WEEKS = {
    "an ordinary week": MONDAY,
    "clocks go forward": datetime(2027, 3, 10, tzinfo=UTC),
    "clocks go back": datetime(2027, 11, 3, tzinfo=UTC),
}


def local(at, zone):
    return at.replace(tzinfo=None) + offset(at, zone)


def session_at(meeting_at, zone):
    """One in the afternoon of the day before, as the story tells it."""
    day = local_day(at=meeting_at, zone=zone) - DAY
    shown = datetime.combine(day, time(13))
    return shown.replace(tzinfo=UTC) - offset(shown.replace(tzinfo=UTC) + 7 * HOUR, zone)


def lead(meeting_at, now):
    return int((meeting_at - now).total_seconds() // 60) * MINUTE


def wrong(now, zone):
    """What is not as promised at this moment."""
    meeting_at = next_meeting_at(now=now, zone=zone).astimezone(UTC)
    shown = local(meeting_at, zone)
    due_at = meeting_at - lead(meeting_at, now)
    session = session_at(meeting_at, zone)
    promises = {
        "due within the minute": now <= due_at < now + MINUTE,
        "two hours ahead": meeting_at - now >= 2 * HOUR,
        "not beyond tomorrow": local_day(at=meeting_at, zone=zone)
        <= local_day(at=now, zone=zone) + DAY,
        "within the working day": time(9) <= shown.time() <= time(18),
        "on the half hour": shown.minute in (0, 30) and shown.second == shown.microsecond == 0,
        "the session is over": session + 3 * HOUR <= now,
        "the meeting fits it": next_day_fits(session_at=session, meeting_at=meeting_at, zone=zone),
    }
    return [promise for promise, kept in promises.items() if not kept]


@pytest.mark.parametrize("week", WEEKS)
def test_at_every_tenth_minute_of_a_week_the_next_meeting_is_at_a_decent_hour(week):
    moments = [WEEKS[week] + n * 10 * MINUTE for n in range(7 * 24 * 6)]

    found = {at: problems for at in moments if (problems := wrong(at, DENVER))}

    assert found == {}


@settings(max_examples=500, deadline=None)
@given(st.datetimes(FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC)))
@example(datetime(2027, 3, 1, 23, 0, tzinfo=UTC))
@example(datetime(2027, 3, 1, 23, 0, 0, 1, tzinfo=UTC))
@example(datetime(2027, 3, 2, 0, 59, 59, 999999, tzinfo=UTC))
def test_at_any_moment_the_next_meeting_is_at_a_decent_hour(now):
    assert wrong(now, DENVER) == []


def test_around_every_change_of_clocks_in_denver_it_is_so_too():
    moments = [
        at + n * 7 * MINUTE
        for zone, at in changes()
        if offset(at, DENVER) != offset(at - MINUTE, DENVER)
        for n in range(-300, 200)
    ]

    assert {at: problems for at in moments if (problems := wrong(at, DENVER))} == {}


@pytest.mark.parametrize(
    ("now", "meeting"),
    [
        ((1, 13, 0), (1, 15, 0)),
        ((1, 13, 1), (1, 15, 30)),
        ((1, 16, 0), (1, 18, 0)),
        ((1, 16, 1), (2, 9, 0)),
        ((1, 23, 59), (2, 9, 0)),
        ((2, 0, 0), (2, 9, 0)),
        ((2, 6, 59), (2, 9, 0)),
        ((2, 7, 1), (2, 9, 30)),
    ],
)
def test_a_day_in_denver(now, meeting):
    now, meeting = (datetime(2027, 3, *parts, tzinfo=UTC) + 7 * HOUR for parts in (now, meeting))

    assert next_meeting_at(now=now, zone=DENVER) == meeting
