"""What waits for a signature, and for whom a row leads somewhere."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from sessions_app.signoff import actions as signoff
from tests.factories.approvals import approved
from tests.factories.couples import CareTeamMemberFactory, couple_of
from tests.factories.people import MembershipFactory, colleague
from tests.factories.planning import booked, prepared
from tests.factories.screening import InterviewFactory
from tests.factories.signoff import ask_for_changes
from tests.sessions_app.pages import words
from tests.shelf import take

pytestmark = pytest.mark.usefixtures("frozen")
QUEUE = "/sign-off/"


@pytest.fixture
def at():
    return lambda name, plan: reverse(f"signoff:{name}", args=[plan.pk])


def another_sent(clinic, thea, paul, *, name, sent_at):
    def make():
        couple = couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": name})
        for partner in couple.pair:
            InterviewFactory(partner=partner, recorded_by=thea)
            approved(partner, paul)
        plan = planning.begin(couple=couple, by=thea, at=sent_at)
        plan = prepared(plan, by=thea, at=sent_at)
        return planning.submit(plan=booked(plan, by=thea, at=sent_at), by=thea, at=sent_at)

    return take(("another sent", name, sent_at), make)


def test_whatever_waits_longest_stands_first(client, clinic, thea, paul, sent_plan, NOW):
    another_sent(clinic, thea, paul, name="Iris Valdez", sent_at=NOW - timedelta(days=2))
    client.force_login(paul)

    said = words(client.get(QUEUE))

    assert "2 plans, longest waiting first." in said
    assert said.index("Iris and Robin") < said.index("Alex and Robin")
    assert "Waits for 2 days Read and answer: the plan of Iris and Robin" in said
    assert "Waits since 09:00 Read and answer: the plan of Alex and Robin" in said


def test_a_row_tells_what_when_and_from_whom(client, paul, sent_plan):
    client.force_login(paul)

    assert (
        "Alex and Robin Dual psycholytic dosing Session Tue 9 March 2027, 14:00 (Denver) "
        "Thea Lindqvist, LMFT"
    ) in words(client.get(QUEUE))


def test_a_plan_sent_this_minute_waits_since_the_minute_it_was_sent(client, paul, sent_plan, NOW):
    Plan.objects.update(submitted_at=NOW - timedelta(seconds=20))
    client.force_login(paul)

    assert "Waits since 09:59" in words(client.get(QUEUE))


def test_an_empty_queue_says_what_it_is_for(client, paul, ready_plan):
    client.force_login(paul)

    assert "Nothing waits Plans stand here from the moment" in words(client.get(QUEUE))


def test_the_admin_sees_that_it_waits_and_cannot_open_it(client, ada, sent_plan, at):
    client.force_login(ada)

    response = client.get(QUEUE)

    assert "Alex and Robin Session Tue 9 March 2027, 14:00 (Denver)" in words(response)
    assert "Dual psycholytic dosing" not in words(response)
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


def test_a_row_tells_what_changed_since_the_last_signature(client, thea, paul, signed_plan, NOW):
    planning.schedule(
        plan=signed_plan, by=thea, at=NOW, starts_at=signed_plan.starts_at, minutes=160,
        zone=signed_plan.zone, place=signed_plan.place, room="", therapist=signed_plan.therapist,
    )  # fmt: skip
    planning.submit(plan=signed_plan, by=thea, at=NOW)
    client.force_login(paul)

    said = words(client.get(QUEUE))

    assert "revision 2 Since the last signature" in said
    assert "minutes" in said.split("Since the last signature")[1]


def test_the_admin_reads_no_word_of_what_changed(client, ada, thea, paul, sent_plan, NOW):
    ask_for_changes(sent_plan, reason="Other words.", by=paul, at=NOW)
    planning.submit(plan=sent_plan, by=thea, at=NOW)
    client.force_login(ada)
    admin = words(client.get(QUEUE))
    client.force_login(paul)

    assert "Since the last answer nothing changed" in words(client.get(QUEUE))
    assert "Since" not in admin


def test_a_plan_handed_over_names_its_new_prescriber_everywhere(
    client, clinic, couple, thea, paul, ada, sent_plan, at, NOW
):
    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    CareTeamMemberFactory(couple=couple, account=nell)
    signoff.hand_over(plan=sent_plan, to=nell, by=ada, at=NOW)

    told = {}
    for account in (thea, paul, nell):
        client.force_login(account)
        pages = ["/", QUEUE, at("answer", sent_plan)]
        told[account.name] = ["Nell Odum" in words(client.get(page)) for page in pages]
    mine = words(client.get("/"))

    assert told == {
        "Thea Lindqvist": [True, True, True],
        "Paul Adeyemi": [True, True, True],
        "Nell Odum": [False, False, False],
    }
    assert "Read and answer the plan of Alex and Robin" in mine


def asked_for(partner, thea, at):
    request = approvals.prepare(
        partner=partner, approaches=[], settings=[], wish="A first session.", by=thea, at=at
    )
    return approvals.submit(request=request, by=thea, at=at)


def test_an_approval_that_is_asked_for_waits_with_the_prescriber(
    client, clinic, couple, thea, paul, ada, NOW
):
    asked_for(couple.pair[0], thea, NOW - timedelta(hours=3))
    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    said = {}
    for account in (paul, thea, ada, nell):
        client.force_login(account)
        queue, today = words(client.get(QUEUE)), words(client.get("/"))
        said[account] = ("Alex Moreno Asked by Thea" in queue, "An approval is asked for" in today)

    assert said == {
        paul: (True, True), thea: (False, False), ada: (False, False), nell: (False, False)
    }  # fmt: skip


def test_a_request_somebody_took_waits_for_them_alone(client, clinic, couple, thea, paul, NOW):
    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    CareTeamMemberFactory(couple=couple, account=nell)
    request = asked_for(couple.pair[0], thea, NOW - timedelta(hours=3))
    approvals.take(request=request, by=nell, at=NOW)
    client.force_login(paul)

    assert "Nell Odum, LMFT looks at it Waits since 07:00" in words(client.get(QUEUE))
    assert "An approval is asked for" not in words(client.get("/"))


@pytest.mark.parametrize("more", [0, 2], ids=["one plan", "three plans"])
def test_the_queue_asks_the_database_ten_times(
    more, client, clinic, thea, paul, sent_plan, NOW, django_assert_num_queries
):
    for number in range(more):
        name = f"Iris Valdez{number}"
        another_sent(clinic, thea, paul, name=name, sent_at=NOW - timedelta(days=2))
    client.force_login(paul)

    with django_assert_num_queries(11):
        client.get(QUEUE)
