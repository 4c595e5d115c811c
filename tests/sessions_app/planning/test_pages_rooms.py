"""What an admin decides about time and place, and the pages that lead on from a plan."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.rules import Role
from sessions_app.planning import actions
from sessions_app.planning.models import Booking, Plan, Room
from tests.factories.people import MembershipFactory
from tests.factories.planning import NOW, SESSION_AT, RoomFactory, chosen
from tests.sessions_app.desk.couples import cared_for
from tests.sessions_app.pages import beside, buttons, words

pytestmark = pytest.mark.usefixtures("frozen")
ROOMS = "/rooms/"


@pytest.fixture
def ada_in(client, ada):
    client.force_login(ada)
    return client


@pytest.fixture
def iris(clinic, thea, paul, protocols, ready_plan):
    """A plan without a date, beside another couple's session on 9 March."""
    couple = cared_for(clinic, thea, paul, name="Iris Valdez")
    return chosen(actions.begin(couple=couple, by=thea, at=NOW), by=thea, at=NOW)


@pytest.fixture
def taken_time(thea):
    return {
        "day": "2027-03-09",
        "clock": "14:00",
        "minutes": "120",
        "therapist": thea.pk,
        "room": "Room 1",
        "why": "The other couple comes by video.",
    }


def test_rooms_are_added_closed_and_opened_again(ada_in, clinic):
    ada_in.post(ROOMS, {"name": "  Garden  room "})
    room = Room.objects.get()
    closed = ada_in.post(reverse("planning:set_room", args=[room.pk]), follow=True)
    opened = ada_in.post(reverse("planning:set_room", args=[room.pk]), follow=True)

    assert (room.name, room.clinic) == ("Garden room", clinic)
    assert "Closed. What is booked there stays." in words(closed)
    assert "It can be booked again." in words(opened)
    assert list(Event.objects.order_by("pk").values_list("deed", flat=True))[-3:] == [
        "room added",
        "room closed",
        "room opened",
    ]


def test_a_room_is_not_added_twice(ada_in, clinic):
    RoomFactory(clinic=clinic, name="Room 1")

    response = ada_in.post(ROOMS, {"name": "room 1"})

    assert response.status_code == 422
    assert "There is already a room of this name." in beside(response, "name")


def test_an_empty_page_says_what_rooms_are_for(ada_in):
    assert "No rooms yet" in words(ada_in.get(ROOMS))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rooms_asks_a_fixed_number_of_times(
    count, ada_in, clinic, django_assert_num_queries
):
    for _ in range(count):
        RoomFactory(clinic=clinic)
    ada_in.get(ROOMS)

    with django_assert_num_queries(4):
        ada_in.get(ROOMS)


@pytest.mark.parametrize("who", ["thea", "paul"])
def test_only_an_admin_keeps_rooms_and_books_a_taken_time(who, client, request, iris, clinic):
    client.force_login(request.getfixturevalue(who))
    room = RoomFactory(clinic=clinic)

    answers = [
        client.get(ROOMS).status_code,
        client.post(reverse("planning:set_room", args=[room.pk])).status_code,
        client.get(reverse("planning:double_book", args=[iris.pk])).status_code,
    ]

    assert answers == [403, 403, 403]
    with pytest.raises(NotYourDeed):
        actions.double_book(
            plan=iris, starts_at=SESSION_AT, minutes=60, zone="America/Denver", room="",
            therapist=iris.begun_by, why="No.", by=request.getfixturevalue(who), at=NOW,
        )  # fmt: skip


def test_another_clinic_finds_neither(client, stranger, iris, clinic):
    client.force_login(stranger)
    room = RoomFactory(clinic=clinic, name="The attic")

    assert client.post(reverse("planning:set_room", args=[room.pk])).status_code == 404
    assert client.get(reverse("planning:double_book", args=[iris.pk])).status_code == 404


def test_an_admin_books_a_taken_time_with_a_reason_and_everybody_sees_it(
    ada_in, client, iris, taken_time, thea
):
    address = reverse("planning:double_book", args=[iris.pk])

    response = ada_in.post(address, taken_time, follow=True)

    plan = Plan.objects.get(pk=iris.pk)
    assert "Booked. Whoever plans it sees that it was on purpose." in words(response)
    assert plan.starts_at == datetime(2027, 3, 9, 21, tzinfo=UTC)
    doubled = Booking.objects.exclude(allowed_at=None)
    assert {row.allowed_why for row in doubled} == {"The other couple comes by video."}
    assert {str(row.taken) for row in doubled} == {str(thea), "Room 1"}
    assert Event.objects.filter(deed="double booking allowed").count() == 1
    client.force_login(thea)
    said = words(client.get(reverse("planning:schedule", args=[iris.pk])))
    assert "Double-booked on purpose" in said
    assert "The other couple comes by video." in said
    week = words(client.get(reverse("calendar:week"), {"on": "2027-03-09"}))
    assert "Double-booked on purpose" in week


def test_without_a_reason_nothing_is_booked_twice(ada_in, ada, iris, taken_time, thea):
    address = reverse("planning:double_book", args=[iris.pk])

    response = ada_in.post(address, taken_time | {"why": " "})

    assert response.status_code == 422
    assert "Please fill this in." in beside(response, "why")
    with pytest.raises(actions.ReasonForDoubleBooking) as refusal:
        actions.double_book(
            plan=iris, starts_at=SESSION_AT, minutes=60, zone="America/Denver", room="",
            therapist=thea, why=" ", by=ada, at=NOW,
        )  # fmt: skip
    assert str(refusal.value) == "Please write why people or a room may be booked twice here."
    assert Plan.objects.get(pk=iris.pk).starts_at is None


def test_what_comes_after_a_plan_is_offered_on_one_page(client, thea, signed_plan):
    client.force_login(thea)
    actions.withdraw(plan=signed_plan, why="Not now.", by=thea, at=NOW)

    page = client.get(reverse("planning:again", args=[signed_plan.pk]))
    asked = client.get(reverse("planning:take_up", args=[signed_plan.pk]))
    taken = client.post(
        reverse("planning:take_up", args=[signed_plan.pk]), {"time": "keep"}, follow=True
    )
    copied = client.post(reverse("planning:copy", args=[signed_plan.pk]), follow=True)

    assert buttons(page) == ["Begin the next plan from this one"]
    assert "Keep Tue 9 March 2027, 14:00 (Denver), if it is still free." in words(asked)
    assert "It is a draft again." in words(taken)
    assert "Dates, private words and agreements start anew." in words(copied)


def test_a_plan_that_stands_is_not_taken_up(client, thea, signed_plan):
    client.force_login(thea)
    address = reverse("planning:take_up", args=[signed_plan.pk])

    assert "There is nothing to take up." in words(client.get(address))
    assert client.post(address, {"time": "keep"}).status_code == 422
    assert (
        client.post(reverse("planning:swap", args=[signed_plan.pk]), follow=True).status_code == 200
    )
    assert Plan.objects.count() == 1


def test_an_admin_of_two_clinics_keeps_the_rooms_of_the_one_they_work_in(client, ada, clinic):
    elsewhere = MembershipFactory(account=ada, role=Role.ADMIN.value).clinic
    here, there = RoomFactory(clinic=clinic), RoomFactory(clinic=elsewhere)
    client.force_login(ada)

    answers = [
        client.post(reverse("planning:set_room", args=[room.pk])).status_code
        for room in (here, there)
    ]

    there.refresh_from_db()
    assert (answers, there.active) == ([302, 404], True)
