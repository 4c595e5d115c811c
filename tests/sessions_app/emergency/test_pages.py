"""The pages on which a record is opened in an emergency, and where it is told."""

from datetime import timedelta

import pytest
import time_machine

from sessions_app.couples.models import EmergencyOpening
from sessions_app.couples.rules import OPENING_LASTS
from sessions_app.emergency import actions
from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from tests.factories.couples import couple_of
from tests.factories.people import colleague
from tests.factories.planning import NOW
from tests.look.reading import elements
from tests.sessions_app.pages import beside, buttons, words

from .test_emergency import A_SECOND, WHY

pytestmark = pytest.mark.django_db


def test_the_road_from_a_name_to_the_record_and_back(client, plan, bea, frozen):
    here = f"/emergency/{plan.couple_id}/"
    record = f"/records/{plan.pair[0].partner_id}/"
    client.force_login(bea)

    before = client.get(record).status_code
    found = words(client.get("/emergency/?q=alex"))
    asked = client.get(here)
    opened = client.post(here, {"reason": WHY}, follow=True)
    read = client.get(record)
    closed = client.post(f"/emergency/{EmergencyOpening.objects.get().pk}/close/", follow=True)

    assert before == 404
    assert "Alex and Robin" in found
    assert "These are told that you opened it, and why: Paul Adeyemi, Thea Lindqvist." in words(
        asked
    )
    assert "The record of Alex and Robin is open to you in an emergency." in words(opened)
    assert "For 60 more minutes. It closes by itself: Mon 1 March 2027, 11:00 (Denver)" in words(
        read
    )
    assert read.status_code == 200
    assert "The record is closed to you again." in words(closed)
    assert "is open to you" not in words(closed)
    assert client.get(record).status_code == 404


def test_the_banner_and_the_record_go_when_the_hour_is_over(client, plan, bea):
    record = f"/records/{plan.pair[0].partner_id}/"

    def at(moment, page):
        with time_machine.travel(moment, tick=False):
            return client.get(page)

    with time_machine.travel(NOW, tick=False):
        client.force_login(bea)
        client.post(f"/emergency/{plan.couple_id}/", {"reason": WHY})
    # Whoever reads nothing for a quarter of an hour is signed out, and the record closes with that.
    all_along = [at(NOW + timedelta(minutes=10 * n), record).status_code for n in range(1, 6)]
    last = at(NOW + OPENING_LASTS - A_SECOND, record)
    over, today = at(NOW + OPENING_LASTS, record), at(NOW + OPENING_LASTS, "/")

    assert all_along == [200] * 5
    assert (last.status_code, over.status_code) == (200, 404)
    assert "For 1 more minute. It closes by itself" in words(last)
    assert buttons(last)[0] == "Close it now: the record of Alex and Robin"
    assert "is open to you" not in words(today)


def test_without_a_reason_nothing_opens(client, plan, bea, frozen):
    client.force_login(bea)

    response = client.post(f"/emergency/{plan.couple_id}/", {"reason": " "})

    assert response.status_code == 422
    assert "Please write why this cannot wait." in beside(response, "reason")
    assert not EmergencyOpening.objects.exists()


def test_the_care_team_reads_of_it_on_their_next_page_and_an_admin_does_not_read_why(
    client, plan, clinic, thea, paul, ada, bea, frozen
):
    actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    actions.open_record(
        couple=plan.couple, reason="ZEBRA", by=colleague(clinic, Role.PRESCRIBER), at=NOW
    )
    Membership.objects.filter(account=bea).update(ended_at=NOW)

    told = {}
    for account in (thea, paul, ada, bea):
        client.force_login(account)
        told[account.name] = (
            "Bea Sorel, LMFT opened the record, Mon 1 March 2027, 10:00 (Denver) Read why, when "
            f"you are alone: Alex and Robin “{WHY}”" in words(client.get("/"))
        )

    assert told == {
        "Thea Lindqvist": True,
        "Paul Adeyemi": True,
        "Ada Okafor": False,
        "Bea Sorel": False,
    }


def test_after_a_week_it_is_told_by_the_trail_alone(client, plan, thea, bea):
    actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)

    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        client.force_login(thea)
        assert WHY not in words(client.get("/"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("al", "Please type three letters at least."),
        ("nobody", "Nobody of that name whose record is closed to you."),
        ("", "the care team is told."),
    ],
)
def test_names_are_not_listed_for_the_asking(query, said, client, plan, bea, frozen):
    client.force_login(bea)

    response = client.get(f"/emergency/?q={query}")

    assert said in words(response)
    assert "Alex" not in words(response)


def test_who_is_no_clinician_is_told_so_and_a_stranger_finds_nothing(
    client, plan, ada, stranger, frozen
):
    client.force_login(ada)
    admin = [client.get("/emergency/").status_code, client.get(f"/emergency/{plan.couple_id}/")]
    client.force_login(stranger)
    elsewhere = [
        "Alex" in words(client.get("/emergency/?q=alex")),
        client.get(f"/emergency/{plan.couple_id}/").status_code,
        client.post(f"/emergency/{plan.couple_id}/", {"reason": WHY}).status_code,
    ]

    assert (admin[0], admin[1].status_code) == (403, 404)
    assert elsewhere == [False, 404, 404]


def test_nobody_closes_what_another_opened(client, plan, thea, bea, frozen):
    opening = actions.open_record(couple=plan.couple, reason=WHY, by=bea, at=NOW)
    client.force_login(thea)

    assert client.post(f"/emergency/{opening.pk}/close/").status_code == 404
    opening.refresh_from_db()
    assert opening.ended_at is None


@pytest.mark.parametrize(("who", "offered"), [("bea", True), ("ada", False)])
def test_the_way_there_is_offered_to_whom_it_is_open(who, offered, client, request, frozen):
    client.force_login(request.getfixturevalue(who))

    links = [e["href"] for e in elements(client.get("/folders/").text) if e.tag == "a"]

    assert ("/emergency/" in links) is offered


@pytest.mark.parametrize("more", [0, 2], ids=["one couple", "three couples"])
def test_the_search_asks_the_database_five_times(
    more, client, clinic, thea, plan, bea, frozen, django_assert_num_queries
):
    for _ in range(more):
        couple_of(clinic=clinic, lead=thea)
    client.force_login(bea)

    with django_assert_num_queries(5):
        client.get("/emergency/?q=alex")


def test_why_is_not_on_the_page_before_it_is_asked_for(client, plan, thea, bea, frozen):
    actions.open_record(couple=plan.couple, reason="ZEBRA of one of them", by=bea, at=NOW)
    client.force_login(thea)

    told = [each for each in elements(client.get("/").text) if "ZEBRA" in each.text]
    folded = [each for each in told if each.tag == "details"]

    assert [each["open"] for each in folded] == [None]
    assert "open" not in folded[0].attrs
    assert all(folded[0] in each.above for each in told if each.tag == "p")
