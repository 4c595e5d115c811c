"""Week and month: what stands on which day, for whom, and where it leads."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.planning import actions
from tests.factories.planning import NOW
from tests.sessions_app.desk.couples import another_couple
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")
PAGES = ("week", "month")
THE_DAY = {"on": "2027-03-09"}


@pytest.fixture
def shown(client):
    def get(account, view="week", **asked):
        client.force_login(account)
        return client.get(reverse(f"calendar:{view}"), THE_DAY | asked)

    return get


@pytest.mark.parametrize("view", PAGES)
def test_a_clinician_of_the_team_reads_it_whole(view, shown, thea, sent_plan):
    response = shown(thea, view)

    said = words(response)
    assert "14:00 Alex and Robin Session · Room 1 · Thea Lindqvist With the prescriber" in said
    assert "10:00 Alex and Robin Next day meeting · Room 1 · Thea Lindqvist" in said
    assert "Clocks of Denver" in said
    assert reverse("planning:review", args=[sent_plan.pk]) in response.text


@pytest.mark.parametrize("view", PAGES)
def test_an_admin_reads_names_times_and_states(view, shown, ada, sent_plan):
    response = shown(ada, view)

    said = words(response)
    assert "14:00 Alex and Robin Session With the prescriber" in said
    assert "Session ·" not in said
    assert reverse("desk:folder", args=[sent_plan.couple_id]) in response.text
    assert f"/plans/{sent_plan.pk}/" not in response.text


@pytest.mark.parametrize("view", PAGES)
def test_another_clinic_reads_nothing(view, shown, stranger, sent_plan):
    said = words(shown(stranger, view))

    assert "Alex" not in said
    assert f"Nothing is booked in this {view}." in said


def test_the_week_and_the_way_to_others_are_named(shown, thea, sent_plan):
    response = shown(thea)

    assert "8 to 14 March 2027" in words(response)
    assert "on=2027-03-01" in response.text
    assert "on=2027-03-15" in response.text
    assert "Sun 14 March Clocks change on this day." in words(response)


def test_what_was_withdrawn_or_cancelled_is_gone(shown, thea, signed_plan):
    actions.withdraw(plan=signed_plan, why="Not now.", by=thea, at=NOW)

    assert "Alex" not in words(shown(thea))


def test_a_held_meeting_says_so(shown, thea, signed_plan):
    first = signed_plan.meetings.get(kind="next_day")
    actions.hold_meeting(meeting=first, by=thea, at=first.starts_at)

    assert "Next day meeting · Room 1 · Thea Lindqvist Took place" in words(shown(thea))


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"room": "Room 1"}, True),
        ({"room": "Room 2"}, False),
        ({"person": "nobody"}, True),
        ({"on": "never"}, False),
    ],
)
def test_the_page_is_narrowed_by_room(asked, there, shown, thea, clinic, sent_plan):
    clinic.rooms.create(name="Room 2")

    assert ("14:00 Alex and Robin" in words(shown(thea, **asked))) is there


def test_the_page_is_narrowed_by_person(shown, thea, paul, clinic, sent_plan):
    another_couple(clinic, thea, paul, name="Iris Valdez", sent_at=NOW)
    other = clinic.memberships.filter(role="therapist").exclude(account=thea).get().account

    mine, theirs = words(shown(thea, person=thea.pk)), words(shown(thea, person=other.pk))

    assert ("Alex and Robin" in mine, "Iris and Robin" in mine) == (True, False)
    assert ("Alex and Robin" in theirs, "Iris and Robin" in theirs) == (False, True)


def test_narrowed_to_nothing_the_page_says_what_to_do(shown, thea, clinic, sent_plan):
    clinic.rooms.create(name="Room 2")

    assert "Nothing is booked here for this person or room." in words(shown(thea, room="Room 2"))


@pytest.mark.parametrize("view", PAGES)
@pytest.mark.parametrize("more", [0, 2])
def test_a_page_asks_the_database_a_fixed_number_of_times(
    more, view, client, clinic, thea, paul, sent_plan, django_assert_num_queries
):
    for n in range(more):
        another_couple(clinic, thea, paul, name=f"Iris{n} Valdez", sent_at=NOW - timedelta(days=n))
    client.force_login(thea)
    address = reverse(f"calendar:{view}")
    client.get(address, THE_DAY)

    with django_assert_num_queries(9):
        client.get(address, THE_DAY)
