"""The course of a couple on its folder, and whose turn it is."""

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.planning import actions
from tests.factories.planning import NOW, booked, prepared
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def folder(client, couple):
    def get(account):
        client.force_login(account)
        return client.get(reverse("desk:folder", args=[couple.pk]))

    return get


def test_the_course_is_drawn_and_can_be_read_as_a_list(folder, thea, signed_plan):
    first = signed_plan.meetings.get(kind="next_day")
    actions.hold_meeting(meeting=first, by=thea, at=first.starts_at)

    said = words(folder(thea))

    assert (
        "9 March 2027: session 1, planned 10 March 2027: next day meeting, took place "
        "16 March 2027: one week meeting, planned 8 April 2027: one month meeting, planned"
    ) in said


def test_before_the_first_date_there_is_no_course(folder, thea, prepared_plan):
    assert "The course so far" not in words(folder(thea))


def test_a_session_alone_makes_it_the_others_turn(folder, thea, ada, plan):
    plan = booked(prepared(plan, by=thea, at=NOW, approach=Approach.SOLO), by=thea, at=NOW)
    other = next(part for part in plan.pair if not part.doses)
    uneven = f"It is {other.partner.called}’s turn."

    before = words(folder(thea))
    swapped = actions.swap(plan=plan, by=thea, at=NOW)
    even = words(folder(thea))
    actions.withdraw(plan=swapped, why="Not now.", by=thea, at=NOW)

    assert uneven in before
    assert "Sessions alone so far, planned ones counted: Alex 1, Robin 1. They are even." in even
    assert uneven in words(folder(thea))
    assert "turn" not in words(folder(ada))


def test_an_admin_finds_the_way_to_a_taken_time(folder, ada, thea, ready_plan):
    assert "Book a taken time" in words(folder(ada))
    assert "Book a taken time" not in words(folder(thea))
