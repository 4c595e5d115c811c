"""When a letter leaves and when it stays, as tables."""

from datetime import UTC, datetime, time, timedelta

import pytest

from sessions_app.reminders.rules import leaving
from sessions_app.reminders.rules.hours import Hours
from sessions_app.reminders.rules.leaving import Case, Verdict
from sessions_app.reminders.rules.words import (
    ASKS_FOR_A_CALL,
    OUTCOMES,
    SENTENCES,
    Outcome,
    Why,
    when,
)

MEETING = datetime(2027, 3, 10, 17, tzinfo=UTC)  # ten in the morning in Denver
DAY = timedelta(days=1)
ANY_HOUR = Hours(zone="America/Denver")
DAYTIME = Hours(zone="America/Denver", letters_from=time(9), letters_until=time(20))


def denver(day, hour, minute=0):
    return datetime(2027, 3, day, hour, minute, tzinfo=UTC) + timedelta(hours=7)


def case(**facts):
    usual = {
        "lead": 1440,
        "written_for": MEETING,
        "planned_at": MEETING - 9 * DAY,
        "starts_at": MEETING,
        "leads": (4320, 1440),
        "neutral_name": "Elm Appointments",
        "hours": ANY_HOUR,
    }
    return Case(**usual | facts)


def test_a_letter_is_due_its_lead_before_the_meeting_and_a_lead_of_none_is_no_letter():
    assert leaving.due_times(starts_at=MEETING, leads=[4320, 180, 0]) == {
        4320: MEETING - 3 * DAY,
        180: MEETING - timedelta(hours=3),
    }


@pytest.mark.parametrize(
    ("due_at", "starts_at", "leaves_at"),
    [
        (denver(9, 10), denver(10, 10), denver(9, 10)),
        (denver(9, 9), denver(10, 9), denver(9, 9)),
        (denver(9, 7), denver(10, 7), denver(9, 9)),
        (denver(9, 19, 59), denver(10, 19, 59), denver(9, 19, 59)),
        (denver(9, 20), denver(10, 20), denver(10, 9)),
        (denver(9, 23), denver(10, 23), denver(10, 9)),
        (denver(10, 7), denver(10, 9, 30), denver(10, 9)),
        (denver(10, 7), denver(10, 9, 29), None),
        (denver(10, 5), denver(10, 8), None),
        (denver(9, 21), denver(10, 0), None),
        (denver(10, 9), denver(10, 9, 2), denver(10, 9)),
        (denver(10, 9), denver(10, 9), None),
    ],
)
def test_a_letter_due_at_night_leaves_in_the_morning_or_not_at_all(due_at, starts_at, leaves_at):
    found = leaving.leave_at(due_at=due_at, starts_at=starts_at, hours=DAYTIME)

    assert found == leaves_at


def test_hours_that_never_open_let_no_letter_out():
    never = Hours(zone="America/Denver", letters_from=time(20), letters_until=time(9))

    assert never.next_allowed(denver(9, 10)) is None
    assert leaving.leave_at(due_at=denver(9, 10), starts_at=MEETING, hours=never) is None


def test_without_quiet_hours_a_letter_leaves_as_it_is_due():
    due_at = denver(9, 3)

    assert leaving.leave_at(due_at=due_at, starts_at=MEETING, hours=ANY_HOUR) == due_at


def test_the_hours_are_those_of_the_readers_clock():
    hours = Hours(zone="Europe/Berlin", letters_from=time(9), letters_until=time(20))

    found = leaving.leave_at(due_at=denver(9, 13), starts_at=denver(11, 13), hours=hours)

    assert found == datetime(2027, 3, 10, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "leaves_at"), [(ANY_HOUR, denver(9, 15, 30)), (DAYTIME, denver(9, 15, 30))]
)
def test_no_letter_leaves_while_the_session_lasts(hours, leaves_at):
    session = Hours(
        zone=hours.zone,
        letters_from=hours.letters_from,
        letters_until=hours.letters_until,
        session_at=denver(9, 13),
        session_ends_at=denver(9, 15, 30),
    )

    assert session.next_allowed(denver(9, 14)) == leaves_at
    assert session.next_allowed(denver(9, 12, 59)) == denver(9, 12, 59)


def test_a_session_into_the_night_holds_a_letter_until_the_morning():
    hours = Hours(
        zone="America/Denver",
        letters_from=time(9),
        letters_until=time(20),
        session_at=denver(9, 18),
        session_ends_at=denver(9, 21),
    )

    assert hours.next_allowed(denver(9, 18)) == denver(10, 9)


@pytest.mark.parametrize(
    ("lead", "late", "expected"),
    [
        (1440, timedelta(hours=18), False),
        (1440, timedelta(hours=18, seconds=1), True),
        (4320, timedelta(hours=18), False),
        (4320, timedelta(hours=18, seconds=1), True),
        (120, timedelta(minutes=90), False),
        (120, timedelta(minutes=91), True),
        (11, timedelta(minutes=10), False),
        (11, timedelta(minutes=11), True),
        (2, timedelta(minutes=2), True),
    ],
)
def test_a_letter_may_be_late_by_a_part_of_its_lead_but_never_reach_into_the_meeting(
    lead, late, expected
):
    leaves_at = MEETING - timedelta(minutes=lead)

    found = leaving.too_late(at=leaves_at + late, leaves_at=leaves_at, starts_at=MEETING, lead=lead)

    assert found is expected


@pytest.mark.parametrize(
    ("tries", "minutes"), [(1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (60, 30), (30_000, 30)]
)
def test_each_try_waits_longer_up_to_half_an_hour(tries, minutes):
    assert leaving.pause_after(tries=tries) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("last_at", "expected"),
    [
        (None, True),
        (MEETING, False),
        (MEETING - timedelta(minutes=2), False),
        (MEETING - timedelta(minutes=2, seconds=1), True),
    ],
)
def test_a_page_says_so_when_letters_were_not_looked_at_for_two_minutes(last_at, expected):
    assert leaving.asleep(last_at=last_at, now=MEETING) is expected


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"cancelled": True}, Why.CANCELLED),
        ({"held": True}, Why.HELD),
        ({"withdrawn": True}, Why.WITHDRAWN),
        ({"starts_at": MEETING + DAY}, Why.MOVED),
        ({"leads": (4320,)}, Why.DROPPED),
        ({"wants_letters": False}, Why.UNWANTED),
        ({"neutral_name": "Elm Couples Therapy"}, Why.NAME_TELLS),
        ({"lately": 3}, Why.ENOUGH),
    ],
)
def test_a_letter_stays_for_one_reason(facts, why):
    at = MEETING - DAY

    assert leaving.verdict(case(), at=at) == Verdict(leaves_at=at)
    assert leaving.verdict(case(**facts), at=at) == Verdict(why=why)


@pytest.mark.parametrize(
    ("lead", "seen_from", "expected"),
    [
        # Both still to come.
        (4320, -4 * DAY, Verdict(leaves_at=MEETING - 3 * DAY)),
        (1440, -4 * DAY, Verdict(leaves_at=MEETING - DAY)),
        # Nobody looked for some hours: it leaves late.
        (4320, -3 * DAY + timedelta(hours=6), Verdict(leaves_at=MEETING - 2.75 * DAY)),
        (4320, -3 * DAY + timedelta(hours=19), Verdict(why=Why.TOO_LATE)),
        # Nobody looked for days: only the nearest leaves.
        (4320, -DAY + timedelta(hours=1), Verdict(why=Why.NEARER)),
        (1440, -DAY + timedelta(hours=1), Verdict(leaves_at=MEETING - timedelta(hours=23))),
        (1440, -timedelta(hours=5), Verdict(why=Why.TOO_LATE)),
    ],
)
def test_of_letters_that_are_late_only_the_nearest_leaves_and_not_too_late(
    lead, seen_from, expected
):
    assert leaving.verdict(case(lead=lead), at=MEETING + seen_from) == expected


@pytest.mark.parametrize(
    ("lead", "booked", "expected"),
    [
        # An hour after the first was due, the second still comes: silence.
        (4320, -3 * DAY + timedelta(hours=1), Verdict(why=Why.BOOKED_LATE)),
        (1440, -3 * DAY + timedelta(hours=1), Verdict(leaves_at=MEETING - DAY)),
        # After both were due: the nearest leaves at once, if it still helps.
        (4320, -timedelta(hours=20), Verdict(why=Why.BOOKED_LATE)),
        (1440, -timedelta(hours=20), Verdict(leaves_at=MEETING - timedelta(hours=20))),
        (1440, -timedelta(hours=2), Verdict(why=Why.BOOKED_LATE)),
    ],
)
def test_a_meeting_booked_late_never_sends_two_letters_at_once(lead, booked, expected):
    at = MEETING + booked

    assert leaving.verdict(case(lead=lead, planned_at=at), at=at) == expected


def test_a_late_letter_does_not_leave_at_night_either():
    starts_at = denver(10, 19)
    waiting = case(written_for=starts_at, starts_at=starts_at, hours=DAYTIME)

    found = leaving.verdict(waiting, at=denver(9, 21))

    assert found == Verdict(leaves_at=denver(10, 9))
    assert not found.goes(denver(9, 21))


def test_a_late_letter_that_finds_no_hour_any_more_asks_for_a_call():
    starts_at = denver(10, 8)
    hours = Hours(zone="America/Denver", letters_from=time(9), letters_until=time(10))
    waiting = case(
        lead=1320, leads=(1320,), written_for=starts_at, starts_at=starts_at, hours=hours
    )

    assert leaving.verdict(waiting, at=denver(9, 11)) == Verdict(why=Why.NO_HOUR)


def test_two_letters_that_wait_for_the_same_morning_are_one():
    starts_at = denver(10, 11)
    waiting = {"written_for": starts_at, "starts_at": starts_at, "hours": DAYTIME}
    leads = (240, 180)

    found = [
        leaving.verdict(case(lead=lead, leads=leads, **waiting), at=denver(10, 9)) for lead in leads
    ]

    assert found == [Verdict(why=Why.NEARER), Verdict(leaves_at=denver(10, 9))]


def test_every_reason_has_its_sentence_and_every_call_says_please():
    assert set(SENTENCES) == set(Why)
    assert set(OUTCOMES) == set(Outcome)
    assert {why for why, text in SENTENCES.items() if "please call" in text} == set(ASKS_FOR_A_CALL)


def test_a_moment_is_said_as_everywhere_in_the_house():
    assert when(MEETING, "America/Denver") == "Wed 10 March 2027, 10:00 (Denver)"
