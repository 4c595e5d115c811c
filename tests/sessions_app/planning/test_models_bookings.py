"""What PostgreSQL itself holds about rooms and bookings."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from sessions_app.planning.models import Booking, Room
from tests.factories.couples import CoupleFactory, PartnerFactory
from tests.factories.people import AccountFactory, ClinicFactory
from tests.factories.planning import (
    NOW,
    SESSION_AT,
    BookingFactory,
    MeetingFactory,
    PlanFactory,
    RoomFactory,
)
from tests.sessions_app.refusals import refused

HOUR = timedelta(hours=1)
TAKEN = {"therapist": AccountFactory, "partner": PartnerFactory, "room": RoomFactory}
ALLOWED = {"allowed_at": NOW, "allowed_why": "Two rooms, one door."}


def during(begins, ends):
    return DateTimeTZRange(SESSION_AT + begins * HOUR, SESSION_AT + ends * HOUR)


@pytest.fixture(params=TAKEN)
def taken(request, db):
    """(name, the person or room)."""
    return request.param, TAKEN[request.param]()


@pytest.mark.parametrize("span", [(0, 2), (1, 3), (-1, 1), (0.5, 1), (-9, 9)])
def test_nobody_and_no_room_is_taken_twice_at_once(taken, span):
    name, who = taken
    BookingFactory(**{name: who}, during=during(0, 2))

    with refused(f"booking_{name}_once_at_a_time"):
        BookingFactory(**{name: who}, during=during(*span))

    assert Booking.objects.count() == 1


def test_one_may_follow_another_and_others_may_be_taken_meanwhile(taken):
    name, who = taken
    BookingFactory(**{name: who}, during=during(0, 2))

    BookingFactory(**{name: who}, during=during(2, 4))
    BookingFactory(**{name: TAKEN[name]()}, during=during(0, 2))

    assert Booking.objects.count() == 3


def test_a_meeting_and_a_session_are_in_each_others_way(taken):
    name, who = taken
    plan = PlanFactory()
    BookingFactory(**{name: who}, plan=plan, meeting=MeetingFactory(plan=plan))

    with refused(f"booking_{name}_once_at_a_time"):
        BookingFactory(**{name: who}, plan=PlanFactory())


def test_what_was_allowed_on_purpose_may_overlap(taken):
    name, who = taken
    BookingFactory(**{name: who})

    BookingFactory(**{name: who}, allowed_by=AccountFactory(), **ALLOWED)

    assert Booking.objects.count() == 2


@pytest.mark.parametrize("missing", ["allowed_at", "allowed_by", "allowed_why"])
def test_a_double_booking_says_who_when_and_why(missing, taken):
    name, who = taken
    told = ALLOWED | {"allowed_by": AccountFactory()}
    told[missing] = "" if missing == "allowed_why" else None

    with refused("booking_allowed_with_at_by_and_why"):
        BookingFactory(**{name: who}, **told)


@pytest.mark.django_db
@pytest.mark.parametrize("names", [(), ("therapist", "room"), ("partner", "room")])
def test_a_booking_takes_one_person_or_one_room(names):
    with refused("booking_of_one_person_or_room"):
        BookingFactory(**{name: TAKEN[name]() for name in names})


@pytest.mark.parametrize(
    "endless",
    [
        DateTimeTZRange(SESSION_AT, None),
        DateTimeTZRange(None, SESSION_AT),
        DateTimeTZRange(empty=True),
    ],
)
def test_a_booking_begins_and_ends(endless, taken):
    name, who = taken

    with refused("booking_has_two_ends"):
        BookingFactory(**{name: who}, during=endless)


@pytest.mark.django_db
def test_a_room_is_known_once_however_it_is_written():
    elm, oak = ClinicFactory(), ClinicFactory()
    RoomFactory(clinic=elm, name="Room 1")

    with refused("room_name_once"):
        RoomFactory(clinic=elm, name="ROOM 1")

    assert RoomFactory(clinic=oak, name="Room 1")


def test_rooms_are_seen_by_whoever_works_in_their_clinic(clinic, thea, ada, stranger):
    room = RoomFactory(clinic=clinic)
    RoomFactory(clinic=clinic, active=False, name="Old room")

    assert list(Room.objects.visible_to(thea).active()) == [room]
    assert Room.objects.visible_to(ada).count() == 2
    assert list(Room.objects.visible_to(stranger)) == []


def test_bookings_are_told_to_whoever_may_know_the_couple(plan, thea, ada, stranger):
    booking = BookingFactory(plan=plan, therapist=thea)
    BookingFactory(plan=PlanFactory(couple=CoupleFactory()), therapist=AccountFactory())

    assert list(Booking.objects.visible_to(thea)) == [booking]
    assert list(Booking.objects.visible_to(ada)) == [booking]
    assert list(Booking.objects.visible_to(stranger)) == []
    assert str(booking) == f"{thea} for {plan}"
