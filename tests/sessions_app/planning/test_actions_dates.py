"""The session's date and the meetings after it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions, facts
from sessions_app.planning.models import Meeting
from sessions_app.planning.rules.gates import hard, open_gates
from tests.factories.planning import NOW, SESSION_AT, booked
from tests.sessions_app.planning.deeds import MEETING, SESSION, now
from tests.sessions_app.trail import newest, row

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEXT_DAY_AT = SESSION_AT + 19 * HOUR
AFTER = SESSION_AT + 3 * HOUR


def session(plan, thea, **change):
    return {
        "starts_at": SESSION_AT, "minutes": 150, "zone": "America/Denver",
        "place": "3 Quay Street", "room": "Room 1", "therapist": thea,
    } | change  # fmt: skip


def meeting(kind="next_day", starts_at=NEXT_DAY_AT, **change):
    return {
        "kind": kind, "starts_at": starts_at, "minutes": 60, "zone": "America/Denver",
        "place": "3 Quay Street", "leads": [180],
    } | change  # fmt: skip


def kinds(plan, **which):
    return sorted(Meeting.objects.filter(plan=plan, **which).values_list("kind", flat=True))


@pytest.fixture
def held_plan(signed_plan, thea):
    actions.hold(plan=signed_plan, by=thea, at=AFTER)
    return now(signed_plan)


def test_a_session_is_booked_as_it_was_said(prepared_plan, thea):
    told = session(prepared_plan, thea)

    actions.schedule(plan=prepared_plan, by=thea, at=NOW, **told)

    kept = now(prepared_plan)
    assert {name: getattr(kept, name) for name in SESSION} == told
    assert newest() == [row("session scheduled", kept, thea, NOW, revision=1)]


@pytest.mark.parametrize("hours", [0, -1, -1000])
def test_a_session_is_not_booked_into_the_past(hours, prepared_plan, thea):
    past = NOW + hours * HOUR
    rows = Event.objects.count()

    with pytest.raises(actions.TimeIsPast) as refusal:
        actions.schedule(
            plan=prepared_plan, by=thea, at=NOW, **session(prepared_plan, thea, starts_at=past)
        )

    assert str(refusal.value) == "That time has already passed. Choose a later one."
    assert now(prepared_plan).starts_at is None
    assert Event.objects.count() == rows


def test_the_room_of_a_session_that_has_begun_may_still_be_corrected(signed_plan, thea):
    told = {name: getattr(now(signed_plan), name) for name in SESSION}

    actions.schedule(plan=signed_plan, by=thea, at=AFTER, **told | {"room": "Room 2"})

    assert (now(signed_plan).room, now(signed_plan).revision) == ("Room 2", 2)


def test_a_moved_session_leaves_its_meetings_and_the_gate_says_so(ready_plan, thea):
    before = list(ready_plan.meetings.values_list("kind", "starts_at"))

    actions.schedule(
        plan=ready_plan, by=thea, at=NOW,
        **session(ready_plan, thea, starts_at=SESSION_AT + 3 * DAY),
    )  # fmt: skip

    plan = now(ready_plan)
    gates = hard(open_gates(facts.gate_facts(plan, on=facts.day_of(plan, NOW))))
    assert list(plan.meetings.values_list("kind", "starts_at")) == before
    assert [gate.sentence for gate in gates] == [
        "The meeting of the next day is not on the day after, 12 to 36 hours later."
    ]


def test_meetings_are_booked_moved_and_left_out_in_one_deed(ready_plan, thea):
    first, week, month = ready_plan.meetings.all()
    told = [meeting(starts_at=NEXT_DAY_AT + HOUR), meeting("one_month", month.starts_at)]

    actions.book_meetings(plan=ready_plan, meetings=told, by=thea, at=NOW)

    standing = Meeting.objects.standing().filter(plan=ready_plan)
    assert [{name: getattr(m, name) for name in MEETING} for m in standing] == told
    assert [m.pk for m in standing] == [first.pk, month.pk]
    week.refresh_from_db()
    assert (week.cancelled_by, week.cancelled_at) == (thea, NOW)
    assert week.cancelled_why == "No longer part of the plan."
    assert newest(2) == [
        row("meeting cancelled", week, thea, NOW),
        row("meetings booked", ready_plan, thea, NOW, revision=1),
    ]


def test_a_meeting_that_was_left_out_can_be_booked_again(ready_plan, thea):
    every = [{name: getattr(m, name) for name in MEETING} for m in ready_plan.meetings.all()]
    actions.book_meetings(plan=ready_plan, meetings=every[:1], by=thea, at=NOW)

    actions.book_meetings(plan=ready_plan, meetings=every, by=thea, at=NOW)

    assert kinds(ready_plan, cancelled_at=None) == ["next_day", "one_month", "one_week"]
    assert kinds(ready_plan, cancelled_at=NOW) == ["one_month", "one_week"]


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (meeting(starts_at=SESSION_AT + 11 * HOUR), actions.NotTheDayAfter),
        (meeting(starts_at=SESSION_AT + 37 * HOUR), actions.NotTheDayAfter),
        (meeting("one_week", NOW), actions.TimeIsPast),
        (meeting("one_week", NOW - DAY), actions.TimeIsPast),
        (meeting(minutes=0), ValidationError),
        (meeting(zone="Denver"), ValidationError),
        (meeting(place=""), ValidationError),
    ],
    ids=["too soon", "too late", "now", "past", "no length", "no zone", "no place"],
)
def test_one_meeting_that_cannot_be_leaves_all_as_they_were(told, refusal, ready_plan, thea):
    before = list(ready_plan.meetings.values())
    rows = Event.objects.count()

    with pytest.raises(refusal):
        actions.book_meetings(
            plan=ready_plan,
            meetings=[meeting("one_month", SESSION_AT + 40 * DAY), told],
            by=thea,
            at=NOW,
        )

    assert list(now(ready_plan).meetings.values()) == before
    assert Event.objects.count() == rows


def test_the_same_kind_is_not_booked_twice_at_once(ready_plan, thea):
    with pytest.raises(ValidationError) as refusal:
        actions.book_meetings(plan=ready_plan, meetings=[meeting(), meeting()], by=thea, at=NOW)

    assert refusal.value.messages == ["A meeting of this kind is already booked."]


def test_a_meeting_after_the_session_is_moved_without_touching_the_signed_plan(held_plan, thea):
    week = held_plan.meetings.get(kind="one_week")

    actions.move_meeting(
        meeting=week, starts_at=week.starts_at + DAY, minutes=45, by=thea, at=AFTER
    )

    moved, plan = Meeting.objects.get(pk=week.pk), now(held_plan)
    assert (moved.starts_at, moved.minutes) == (week.starts_at + DAY, 45)
    assert (plan.stage, plan.revision) == ("held", 1)
    assert newest() == [row("meeting moved", week, thea, AFTER)]


@pytest.mark.parametrize(
    ("moved_to", "refusal", "sentence"),
    [
        (AFTER, actions.TimeIsPast, "That time has already passed. Choose a later one."),
        (
            SESSION_AT + 37 * HOUR,
            actions.NotTheDayAfter,
            "The meeting of the next day starts on the day after the session, "
            "12 to 36 hours after the dose.",
        ),
    ],
)
def test_a_meeting_is_not_moved_where_it_cannot_be(moved_to, refusal, sentence, held_plan, thea):
    first = held_plan.meetings.get(kind="next_day")

    with pytest.raises(refusal) as refused:
        actions.move_meeting(meeting=first, starts_at=moved_to, minutes=60, by=thea, at=AFTER)

    assert str(refused.value) == sentence
    assert Meeting.objects.get(pk=first.pk).starts_at == first.starts_at


def test_a_cancelled_meeting_says_who_when_and_why(held_plan, thea):
    week = held_plan.meetings.get(kind="one_week")

    actions.cancel_meeting(meeting=week, why="They are away.", by=thea, at=AFTER)

    week.refresh_from_db()
    assert (week.cancelled_by, week.cancelled_at) == (thea, AFTER)
    assert week.cancelled_why == "They are away."
    assert kinds(held_plan, cancelled_at=None) == ["next_day", "one_month"]
    assert newest(2)[0] == row("meeting cancelled", week, thea, AFTER)


def test_a_held_meeting_says_who_and_when(held_plan, thea):
    first = held_plan.meetings.get(kind="next_day")

    actions.hold_meeting(meeting=first, by=thea, at=NEXT_DAY_AT)

    first.refresh_from_db()
    assert (first.held_by, first.held_at) == (thea, NEXT_DAY_AT)
    assert newest() == [row("meeting held", first, thea, NEXT_DAY_AT)]


@pytest.mark.parametrize("over", ["held", "cancelled"])
def test_what_is_over_is_neither_moved_nor_cancelled_nor_held(over, held_plan, thea):
    week = held_plan.meetings.get(kind="one_week")
    Meeting.objects.filter(pk=week.pk).update(**{f"{over}_at": AFTER, f"{over}_by": thea})
    before, rows = Meeting.objects.filter(pk=week.pk).values().get(), Event.objects.count()
    deed = {"meeting": week, "by": thea, "at": AFTER}

    for act, told in [
        (actions.move_meeting, {"starts_at": week.starts_at + DAY, "minutes": 60}),
        (actions.cancel_meeting, {"why": "They are away."}),
        (actions.hold_meeting, {}),
    ]:
        with pytest.raises(actions.MeetingIsOver) as refusal:
            act(**deed, **told)

    assert str(refusal.value) == (
        "This meeting was already held or cancelled, so nothing was changed."
    )
    assert Meeting.objects.filter(pk=week.pk).values().get() == before
    assert Event.objects.count() == rows


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_touches_a_meeting(who, held_plan, request):
    week = held_plan.meetings.get(kind="one_week")
    deed = {"meeting": week, "by": request.getfixturevalue(who), "at": AFTER}

    for act, told in [
        (actions.move_meeting, {"starts_at": week.starts_at + DAY, "minutes": 60}),
        (actions.cancel_meeting, {"why": "They are away."}),
        (actions.hold_meeting, {}),
    ]:
        with pytest.raises(NotYourDeed):
            act(**deed, **told)

    assert list(Meeting.objects.standing().filter(pk=week.pk)) == [week]


@pytest.mark.parametrize("named", [True, False])
def test_a_held_meeting_stays_when_the_others_are_booked_anew(named, signed_plan, thea):
    late = NEXT_DAY_AT + 2 * HOUR
    first = signed_plan.meetings.get(kind="next_day")
    actions.hold_meeting(meeting=first, by=thea, at=late)
    before = Meeting.objects.filter(pk=first.pk).values().get()
    told = [meeting()] * named + [meeting("one_week", SESSION_AT + 8 * DAY)]

    actions.book_meetings(plan=signed_plan, meetings=told, by=thea, at=late)

    assert Meeting.objects.filter(pk=first.pk).values().get() == before
    assert kinds(signed_plan, cancelled_at=None) == ["next_day", "one_week"]


def test_each_plan_keeps_its_own_meetings(couple, plan, thea, prepared_plan):
    booked(prepared_plan, by=thea, at=NOW)
    other = actions.begin(couple=couple, by=thea, at=NOW)

    assert kinds(other) == []
    assert kinds(prepared_plan) == ["next_day", "one_month", "one_week"]
