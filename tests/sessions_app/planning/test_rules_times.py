from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sessions_app.people.rules import local_day
from sessions_app.planning.rules.times import (
    DAYS_AFTER,
    MEETING_LABELS,
    MeetingKind,
    clock_problem,
    lead_words,
    leads_for,
    moment,
    moved_along,
    next_day_fits,
    propose,
)
from tests.sessions_app.planning.clocks import (
    FIRST,
    LAST,
    ZONES,
    changes,
    moments_showing,
    offset,
)

DENVER = "America/Denver"
WORDS = {0: "missing", 1: None, 2: "doubled"}

zones = st.sampled_from(ZONES)
moments = st.datetimes(
    FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(UTC)
)
# A change of clocks is rare; half of what is tried stands within two days of one.
near_changes = st.sampled_from(changes()).flatmap(
    lambda change: st.tuples(
        st.just(change[0]),
        st.integers(-2880, 2880).map(lambda minutes: change[1] + timedelta(minutes=minutes)),
    )
)
places_and_moments = st.one_of(st.tuples(zones, moments), near_changes)


def denver(*parts):
    return moment(day=date(*parts[:3]), clock=time(*parts[3:]), zone=DENVER)


def proposed(kind, session_at, zone):
    return propose(kind=kind, session_at=session_at, minutes=60, leads=[180], zone=zone)


@pytest.mark.parametrize(
    ("day", "clock", "zone", "problem"),
    [
        (date(2027, 3, 14), time(1, 59), DENVER, None),
        (date(2027, 3, 14), time(2, 0), DENVER, "missing"),
        (date(2027, 3, 14), time(2, 59), DENVER, "missing"),
        (date(2027, 3, 14), time(3, 0), DENVER, None),
        (date(2027, 11, 7), time(0, 59), DENVER, None),
        (date(2027, 11, 7), time(1, 0), DENVER, "doubled"),
        (date(2027, 11, 7), time(1, 59), DENVER, "doubled"),
        (date(2027, 11, 7), time(2, 0), DENVER, None),
        (date(2027, 3, 14), time(2, 30), "America/Phoenix", None),
        (date(2027, 10, 3), time(2, 15), "Australia/Lord_Howe", "missing"),
        (date(2027, 10, 3), time(2, 45), "Australia/Lord_Howe", None),
        (date(2027, 4, 4), time(1, 45), "Australia/Lord_Howe", "doubled"),
    ],
)
def test_a_time_that_clocks_skip_or_show_twice_is_named(day, clock, zone, problem):
    assert clock_problem(day=day, clock=clock, zone=zone) == problem


@pytest.mark.parametrize("minutes", [-121, -120, -61, -60, -59, -31, -30, -1, 0, 1, 29, 30, 59, 60])
def test_at_every_change_of_clocks_the_problem_is_the_number_of_moments(minutes):
    wrong = []
    for zone, at in changes():
        # Read on the old time, so that the hour that is skipped can be named at all.
        shown = at.replace(tzinfo=None) + offset(at - timedelta(minutes=1), zone)
        shown += timedelta(minutes=minutes)
        expected = WORDS[len(moments_showing(shown, zone))]
        if clock_problem(day=shown.date(), clock=shown.time(), zone=zone) != expected:
            wrong.append((zone, shown))

    assert wrong == []


@settings(max_examples=500, deadline=None)
@given(places_and_moments)
def test_a_moment_and_its_local_clock_tell_the_same(place):
    zone, at = place
    shown = at.replace(second=0, microsecond=0) + offset(at, zone)
    day, clock = shown.date(), shown.replace(tzinfo=None).time()
    found = moments_showing(datetime.combine(day, clock), zone)

    problem = clock_problem(day=day, clock=clock, zone=zone)

    assert problem == WORDS[len(found)]
    if problem is None:
        assert moment(day=day, clock=clock, zone=zone) == found[0]


@settings(max_examples=500, deadline=None)
@given(places_and_moments)
@example(("Antarctica/Troll", datetime(2027, 10, 31, 0, 0, tzinfo=UTC)))
@example(("Pacific/Kiritimati", datetime(2027, 6, 1, 9, 59, tzinfo=UTC)))
@example(("Pacific/Niue", datetime(2027, 6, 1, 10, 59, 59, 999999, tzinfo=UTC)))
def test_a_proposed_next_day_is_always_the_local_day_after_and_12_to_36_hours_later(place):
    zone, session_at = place

    found = proposed(MeetingKind.NEXT_DAY, session_at, zone)

    after = found.starts_at - session_at
    assert timedelta(hours=12) <= after <= timedelta(hours=36)
    assert local_day(at=found.starts_at, zone=zone) == local_day(
        at=session_at, zone=zone
    ) + timedelta(days=1)
    assert next_day_fits(session_at=session_at, meeting_at=found.starts_at, zone=zone)


def test_around_every_change_of_clocks_the_next_day_fits_at_every_half_hour():
    wrong = [
        (zone, session_at)
        for zone, at in changes()
        for session_at in (at + timedelta(minutes=30 * n) for n in range(-76, 50))
        if not next_day_fits(
            session_at=session_at,
            meeting_at=proposed(MeetingKind.NEXT_DAY, session_at, zone).starts_at,
            zone=zone,
        )
    ]

    assert wrong == []


@settings(max_examples=500, deadline=None)
@given(places_and_moments, st.sampled_from([MeetingKind.ONE_WEEK, MeetingKind.ONE_MONTH]))
def test_the_later_meetings_are_at_ten_on_their_own_local_day(place, kind):
    zone, session_at = place

    found = proposed(kind, session_at, zone)

    day = local_day(at=session_at, zone=zone) + timedelta(days=DAYS_AFTER[kind])
    assert found.starts_at == moment(day=day, clock=time(10), zone=zone)
    assert found.starts_at.replace(tzinfo=None) + offset(found.starts_at, zone) == datetime.combine(
        day, time(10)
    )


@pytest.mark.parametrize(
    ("session", "meeting"),
    [
        ((2027, 3, 9, 0, 0), (2027, 3, 10, 10, 0)),
        ((2027, 3, 9, 14, 0), (2027, 3, 10, 10, 0)),
        ((2027, 3, 9, 22, 0), (2027, 3, 10, 10, 0)),
        ((2027, 3, 9, 22, 1), (2027, 3, 10, 11, 0)),
        ((2027, 3, 9, 23, 0), (2027, 3, 10, 11, 0)),
        ((2027, 3, 9, 23, 59), (2027, 3, 10, 12, 0)),
        # The night in between has 23 hours, and the other one 25.
        ((2027, 3, 13, 21, 30), (2027, 3, 14, 11, 0)),
        ((2027, 11, 6, 22, 30), (2027, 11, 7, 10, 0)),
    ],
)
def test_the_next_day_is_at_ten_or_twelve_hours_after_a_late_session(session, meeting):
    found = proposed(MeetingKind.NEXT_DAY, denver(*session), DENVER)

    assert found.starts_at == denver(*meeting)
    assert (found.kind, found.minutes, found.leads) == ("next_day", 60, (180,))


@pytest.mark.parametrize(
    ("meeting", "fits"),
    [
        ((2027, 3, 9, 23, 59), False),
        ((2027, 3, 10, 1, 59), False),
        ((2027, 3, 10, 2, 0), True),
        ((2027, 3, 10, 23, 59), True),
        ((2027, 3, 11, 0, 0), False),
        ((2027, 3, 11, 1, 0), False),
        ((2027, 3, 8, 10, 0), False),
    ],
)
def test_after_a_session_at_two_in_the_afternoon(meeting, fits):
    session_at = denver(2027, 3, 9, 14, 0)

    assert next_day_fits(session_at=session_at, meeting_at=denver(*meeting), zone=DENVER) is fits


@pytest.mark.parametrize(("hours", "fits"), [(35, True), (36, True), (37, False)])
def test_after_a_session_just_past_midnight_36_hours_are_the_end(hours, fits):
    session_at = denver(2027, 3, 9, 0, 0)
    meeting_at = session_at + timedelta(hours=hours)

    assert next_day_fits(session_at=session_at, meeting_at=meeting_at, zone=DENVER) is fits


def test_the_day_after_is_the_one_of_the_sessions_own_zone():
    session_at = datetime(2027, 3, 10, 3, tzinfo=UTC)
    meeting_at = session_at + timedelta(hours=14)

    assert next_day_fits(session_at=session_at, meeting_at=meeting_at, zone=DENVER)
    assert not next_day_fits(session_at=session_at, meeting_at=meeting_at, zone="UTC")


def test_every_kind_of_meeting_has_its_words_and_its_day():
    assert list(MEETING_LABELS) == list(MeetingKind)
    assert DAYS_AFTER == {"next_day": 1, "one_week": 7, "one_month": 30}


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(4320, "3 days"), (1440, "1 day"), (180, "3 hours"), (60, "1 hour"), (90, "90 minutes")],
)
def test_a_lead_is_said_in_whole_units(minutes, words):
    assert lead_words(minutes) == words


@pytest.mark.parametrize(
    ("kind", "clinic", "expected"),
    [
        (MeetingKind.NEXT_DAY, [1440], [180]),
        (MeetingKind.ONE_WEEK, [1440], [1440]),
        (MeetingKind.ONE_MONTH, [], [180]),
    ],
)
def test_letters_leave_when_the_clinic_wishes_but_not_close_to_the_session(kind, clinic, expected):
    assert leads_for(kind, protocol=[180], clinic=clinic) == expected


@settings(max_examples=500, deadline=None)
@given(near_changes)
def test_of_two_equal_clocks_either_can_be_meant(place):
    zone, at = place
    shown = at.replace(second=0, microsecond=0) + offset(at, zone)
    day, clock = shown.date(), shown.replace(tzinfo=None).time()
    found = moments_showing(datetime.combine(day, clock), zone)
    if clock_problem(day=day, clock=clock, zone=zone) != "doubled":
        return

    meant = [moment(day=day, clock=clock, zone=zone, second=second) for second in (False, True)]

    assert meant == found


@settings(max_examples=500, deadline=None)
@given(places_and_moments, st.integers(1, 40), st.integers(-60, 60), st.integers(0, 47))
def test_a_meeting_that_moves_along_keeps_its_clock(place, days, moved, half_hours):
    """Or nothing is said, exactly where clocks skip or double that time."""
    zone, session_at = place
    meeting_at = session_at + timedelta(days=days)
    to_at = session_at + timedelta(days=moved, minutes=30 * half_hours)

    along = moved_along(meeting_at=meeting_at, from_at=session_at, to_at=to_at, zone=zone)

    days_on = local_day(at=to_at, zone=zone) - local_day(at=session_at, zone=zone)
    shown = meeting_at.replace(tzinfo=None) + offset(meeting_at, zone) + days_on
    found = moments_showing(shown, zone)
    assert along == (found[0] if len(found) == 1 else None)
