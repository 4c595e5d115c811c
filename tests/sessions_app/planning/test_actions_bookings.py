"""Nobody is booked twice: what each deed takes, gives back, and refuses."""

from datetime import timedelta

import pytest

from sessions_app.audit.models import Event
from sessions_app.people.rules import Role
from sessions_app.planning import actions
from sessions_app.planning.models import Booking, Plan, Room
from tests.factories.couples import couple_of
from tests.factories.people import colleague
from tests.factories.planning import NOW, SESSION_AT, RoomFactory
from tests.factories.screening import InterviewFactory

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def other_plan(clinic, thea, paul, protocols):
    """Another couple of Thea's, with an approach and no date."""
    return begun(couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": "Maya Ruiz"}), thea)


def begun(couple, by):
    for partner in couple.pair:
        InterviewFactory(partner=partner, recorded_by=by)
    return actions.begin(couple=couple, by=by, at=NOW)


def session(therapist, **change):
    return {
        "starts_at": SESSION_AT, "minutes": 150, "zone": "America/Denver",
        "place": "3 Quay Street", "room": "Room 9", "therapist": therapist,
    } | change  # fmt: skip


def taken():
    """(who or what, from, to) of every booking, in minutes from the session's T0."""
    rows = Booking.objects.select_related("therapist", "partner", "room").order_by("pk")
    return [
        (
            getattr(row.taken, "called", row.taken.name),
            *(
                (at - SESSION_AT) // timedelta(minutes=1)
                for at in (row.during.lower, row.during.upper)
            ),
        )
        for row in rows
    ]


def refusal(deed, **told):
    rows = Event.objects.count()
    with pytest.raises(actions.TimeIsTaken) as refused:
        deed(**told)
    assert Event.objects.count() == rows
    return refused.value


def test_a_session_takes_its_people_and_room_from_the_arrival_on(prepared_plan, thea):
    actions.schedule(plan=prepared_plan, by=thea, at=NOW, **session(thea))

    assert taken() == [
        ("Thea Lindqvist", -45, 150),
        ("Alex", -45, 150),
        ("Robin", -45, 150),
        ("Room 9", -45, 150),
    ]


def test_a_moved_session_gives_its_old_time_back(prepared_plan, thea):
    actions.schedule(plan=prepared_plan, by=thea, at=NOW, **session(thea))

    actions.schedule(
        plan=prepared_plan, by=thea, at=NOW, **session(thea, starts_at=SESSION_AT + DAY)
    )

    assert {row[1:] for row in taken()} == {(1440 - 45, 1440 + 150)}


def test_a_session_without_a_room_takes_none(prepared_plan, thea):
    actions.schedule(plan=prepared_plan, by=thea, at=NOW, **session(thea, room=""))

    assert [row[0] for row in taken()] == ["Thea Lindqvist", "Alex", "Robin"]
    assert not Room.objects.exists()


def test_a_room_is_found_however_it_is_written(prepared_plan, clinic, thea):
    known = RoomFactory(clinic=clinic, name="Garden room")

    actions.schedule(plan=prepared_plan, by=thea, at=NOW, **session(thea, room="  garden  ROOM"))

    assert Booking.objects.get(room__isnull=False).room == known
    assert Room.objects.count() == 1


def test_a_closed_room_is_not_booked(prepared_plan, clinic, thea):
    RoomFactory(clinic=clinic, name="Garden room", active=False)

    with pytest.raises(actions.RoomIsClosed) as refused:
        actions.schedule(plan=prepared_plan, by=thea, at=NOW, **session(thea, room="Garden room"))

    assert str(refused.value) == (
        "Garden room is no longer used. Choose another room, or ask an admin to reopen it."
    )
    assert taken() == []


def test_a_taken_therapist_and_room_are_named_with_what_has_them(ready_plan, other_plan, thea):
    refused = refusal(
        actions.schedule, plan=other_plan, by=thea, at=NOW, **session(thea, room="Room 1")
    )

    assert str(refused) == (
        "Thea Lindqvist and Room 1 already have a session with Alex and Robin "
        "from 13:15 to 16:30 on Tue 9 March (Denver)."
    )
    assert Plan.objects.get(pk=other_plan.pk).starts_at is None


def test_the_next_free_times_are_offered(ready_plan, other_plan, thea):
    refused = refusal(actions.schedule, plan=other_plan, by=thea, at=NOW, **session(thea))

    assert refused.free == [
        SESSION_AT + 2.5 * HOUR,
        SESSION_AT + DAY,
        SESSION_AT + 2 * DAY,
    ]


def test_a_couple_of_another_team_is_only_another_booking(
    ready_plan, clinic, paul, thea, protocols
):
    noa = colleague(clinic, Role.THERAPIST, name="Noa Berg")
    plan = begun(couple_of(clinic=clinic, lead=noa), noa)

    refused = refusal(actions.schedule, plan=plan, by=noa, at=NOW, **session(noa, room="Room 1"))

    assert str(refused) == (
        "Room 1 already has another booking from 13:15 to 16:30 on Tue 9 March (Denver)."
    )


def test_a_meeting_is_in_the_way_of_a_session(ready_plan, other_plan, thea):
    first = ready_plan.meetings.get(kind="next_day")

    refused = refusal(
        actions.schedule, plan=other_plan, by=thea, at=NOW,
        **session(thea, starts_at=first.starts_at),
    )  # fmt: skip

    assert str(refused) == (
        "Thea Lindqvist already has a meeting with Alex and Robin "
        "from 10:00 to 11:00 on Wed 10 March (Denver)."
    )


def test_both_partners_are_in_one_place_at_a_time(ready_plan, couple, thea, clinic):
    again = actions.begin(couple=couple, by=thea, at=NOW)
    noa = colleague(clinic, Role.THERAPIST, name="Noa Berg")

    refused = refusal(actions.schedule, plan=again, by=thea, at=NOW, **session(noa))

    assert str(refused).startswith("Alex and Robin already have a session with Alex and Robin")


def test_a_meeting_is_not_moved_onto_a_taken_time(ready_plan, thea):
    week = ready_plan.meetings.get(kind="one_week")
    month = ready_plan.meetings.get(kind="one_month")
    before = taken()

    refused = refusal(
        actions.move_meeting, meeting=week, starts_at=month.starts_at, minutes=60, by=thea, at=NOW
    )

    assert str(refused).startswith(
        "Thea Lindqvist, Alex, Robin and Room 1 already have a meeting with Alex and Robin"
    )
    assert taken() == before


def test_two_meetings_may_change_places(ready_plan, thea):
    told = {
        m.kind: {"kind": m.kind, "minutes": 60, "zone": m.zone, "place": m.place, "leads": m.leads,
                 "starts_at": m.starts_at}
        for m in ready_plan.meetings.all()
    }  # fmt: skip
    week, month = told["one_week"], told["one_month"]
    week["starts_at"], month["starts_at"] = month["starts_at"], week["starts_at"]

    actions.book_meetings(plan=ready_plan, meetings=list(told.values()), by=thea, at=NOW)

    kept = {m.kind: m.starts_at for m in ready_plan.meetings.all()}
    assert kept == {kind: each["starts_at"] for kind, each in told.items()}


def test_a_plan_that_waits_for_the_prescriber_holds_its_place(sent_plan, other_plan, thea):
    assert refusal(actions.schedule, plan=other_plan, by=thea, at=NOW, **session(thea))


def test_a_withdrawn_plan_gives_everything_back(signed_plan, other_plan, thea):
    actions.withdraw(plan=signed_plan, why="Not now.", by=thea, at=NOW)

    assert taken() == []
    assert (
        actions.schedule(plan=other_plan, by=thea, at=NOW, **session(thea)).starts_at == SESSION_AT
    )


def test_a_cancelled_meeting_gives_its_time_back(ready_plan, thea):
    week = ready_plan.meetings.get(kind="one_week")

    actions.cancel_meeting(meeting=week, why="They are away.", by=thea, at=NOW)

    assert not Booking.objects.filter(meeting=week).exists()
    assert Booking.objects.filter(plan=ready_plan).count() == 12


def test_meetings_move_along_with_their_session(ready_plan, thea):
    week, month = (ready_plan.meetings.get(kind=kind) for kind in ("one_week", "one_month"))
    going = {week.pk: week.starts_at + DAY}

    actions.schedule(
        plan=ready_plan, by=thea, at=NOW, along=going,
        **session(thea, starts_at=SESSION_AT + DAY, room="Room 1"),
    )  # fmt: skip

    kept = dict(ready_plan.meetings.values_list("kind", "starts_at"))
    assert kept["one_week"] == week.starts_at + DAY
    assert kept["one_month"] == month.starts_at
    assert Booking.objects.get(meeting=week, room__isnull=False).during.lower == kept["one_week"]


def test_where_a_meeting_cannot_move_along_nothing_moves(ready_plan, thea):
    week, month = (ready_plan.meetings.get(kind=kind) for kind in ("one_week", "one_month"))
    before = taken()

    refusal(
        actions.schedule, plan=ready_plan, by=thea, at=NOW, along={week.pk: month.starts_at},
        **session(thea, starts_at=SESSION_AT + DAY),
    )  # fmt: skip

    assert sorted(taken()) == sorted(before)
    assert Plan.objects.get(pk=ready_plan.pk).starts_at == SESSION_AT
