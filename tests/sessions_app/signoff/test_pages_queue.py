"""What waits for a signature, and for whom a row leads somewhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.factories.people import MembershipFactory, colleague
from tests.factories.planning import booked, prepared
from tests.factories.screening import InterviewFactory
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")
QUEUE = "/sign-off/"


@pytest.fixture
def at():
    return lambda name, plan: reverse(f"signoff:{name}", args=[plan.pk])


def another_sent(clinic, thea, paul, *, name, sent_at):
    couple = couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": name})
    for partner in couple.pair:
        InterviewFactory(partner=partner, recorded_by=thea)
        approved(partner, paul)
    plan = planning.begin(couple=couple, by=thea, at=sent_at)
    plan = prepared(plan, by=thea, at=sent_at)
    return planning.submit(plan=booked(plan, by=thea, at=sent_at), by=thea, at=sent_at)


def test_whatever_waits_longest_stands_first(client, clinic, thea, paul, sent_plan, NOW):
    another_sent(clinic, thea, paul, name="Iris Valdez", sent_at=NOW - timedelta(days=2))
    client.force_login(paul)

    said = words(client.get(QUEUE))

    assert "2 plans, longest waiting first." in said
    assert said.index("Iris and Robin") < said.index("Alex and Robin")
    assert "Waits 2 days Read and answer: the plan of Iris and Robin" in said
    assert "Waits 1 hour Read and answer: the plan of Alex and Robin" in said


def test_a_row_tells_what_when_and_from_whom(client, paul, sent_plan):
    client.force_login(paul)

    assert (
        "Alex and Robin Dual psycholytic dosing Session Tue 9 March 2027, 14:00 (Denver) "
        "Thea Lindqvist, LMFT"
    ) in words(client.get(QUEUE))


def test_a_plan_sent_this_minute_has_not_waited_yet(client, paul, sent_plan, NOW):
    Plan.objects.update(submitted_at=NOW - timedelta(seconds=20))
    client.force_login(paul)

    assert "Just sent" in words(client.get(QUEUE))


def test_an_empty_queue_says_what_it_is_for(client, paul, ready_plan):
    client.force_login(paul)

    assert "Nothing waits Plans stand here from the moment" in words(client.get(QUEUE))


def test_the_admin_sees_that_it_waits_and_cannot_open_it(client, ada, sent_plan, at):
    client.force_login(ada)

    response = client.get(QUEUE)

    assert "Alex and Robin Dual psycholytic dosing" in words(response)
    assert at("answer", sent_plan) not in response.text
    assert "Read" not in words(response)
    assert client.get(at("answer", sent_plan)).status_code == 404


def test_the_therapist_is_led_to_the_review(client, thea, sent_plan, at):
    client.force_login(thea)

    response = client.get(QUEUE)

    assert reverse("planning:review", args=[sent_plan.pk]) in response.text
    assert at("answer", sent_plan) not in response.text


def test_a_prescriber_who_is_also_admin_opens_only_what_they_care_for(
    client, clinic, thea, paul, sent_plan, at
):
    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum")
    MembershipFactory(account=nell, clinic=clinic, role=Role.ADMIN.value)
    client.force_login(nell)

    response = client.get(QUEUE)

    assert "Alex and Robin" in words(response)
    assert at("answer", sent_plan) not in response.text


def test_another_clinic_sees_nothing_of_it(client, stranger, sent_plan):
    client.force_login(stranger)

    assert "Nothing waits" in words(client.get(QUEUE))


@pytest.mark.parametrize("more", [0, 2], ids=["one plan", "three plans"])
def test_the_queue_asks_the_database_seven_times(
    more, client, clinic, thea, paul, sent_plan, NOW, django_assert_num_queries
):
    for number in range(more):
        name = f"Iris Valdez{number}"
        another_sent(clinic, thea, paul, name=name, sent_at=NOW - timedelta(days=2))
    client.force_login(paul)

    with django_assert_num_queries(7):
        client.get(QUEUE)
