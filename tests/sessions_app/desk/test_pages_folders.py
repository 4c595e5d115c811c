"""The couples: searched by name, page by page; and the folder of one."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse

from sessions_app.couples.models import Couple
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from tests.factories.couples import couple_of
from tests.factories.people import MembershipFactory
from tests.sessions_app.desk.couples import another_couple, cared_for
from tests.sessions_app.pages import buttons, forms, value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def three(clinic, thea, couple):
    """Alex and Robin, Iris and Robin, Noor and Sam called Sammy."""
    couple_of(clinic=clinic, lead=thea, a={"name": "Iris Valdez"})
    couple_of(
        clinic=clinic,
        lead=thea,
        a={"name": "Noor Haddad"},
        b={"name": "Samuel Brandt", "preferred_name": "Sammy"},
    )


def found(client, query):
    said = words(client.get("/folders/", query))
    return [name for name in ("Alex", "Iris", "Noor") if f"{name} and" in said]


@pytest.mark.parametrize(
    ("looked_for", "names"),
    [
        ("", ["Alex", "Iris", "Noor"]),
        ("   ", ["Alex", "Iris", "Noor"]),
        ("alex", ["Alex"]),
        ("MORENO", ["Alex"]),
        ("robin", ["Alex", "Iris"]),
        ("robin iris", ["Iris"]),
        ("sammy", ["Noor"]),
        ("samuel  haddad", ["Noor"]),
        ("hale iris", ["Iris"]),
        ("%", []),
        ("a' or 1=1 --", []),
    ],
)
def test_each_word_is_looked_for_in_both_names(looked_for, names, signed_in, three):
    assert found(signed_in, {"q": looked_for}) == names


def test_what_was_looked_for_stays_in_its_field_and_is_counted(signed_in, three):
    response = signed_in.get("/folders/", {"q": " robin  hale "})

    assert value(response, "q") == "robin hale"
    assert "2 couples with “robin hale” in a name." in words(response)


def test_hostile_words_come_back_as_text(signed_in, three):
    response = signed_in.get("/folders/", {"q": '"><script>alert(1)</script>'})

    assert "<script>alert" not in response.text
    assert "Nobody of that name" in words(response)
    assert 'href="/folders/"' in response.text


def test_a_very_long_search_is_cut_and_finds_nobody(signed_in, three):
    response = signed_in.get("/folders/", {"q": "x" * 5000})

    assert value(response, "q") == "x" * 100
    assert "Nobody of that name" in words(response)


def test_no_couples_yet_offers_the_first_step(client, thea, paul):
    client.force_login(thea)
    response = client.get("/folders/")
    assert "No couples yet" in words(response)
    assert 'href="/folders/open/"' in response.text

    client.force_login(paul)
    response = client.get("/folders/")
    assert "You are on no care team yet" in words(response)
    assert 'href="/folders/open/"' not in response.text


def test_a_row_tells_what_is_planned_who_leads_and_what_comes_next(signed_in, sent_plan):
    assert (
        "Alex and Robin Dual psycholytic dosing · led by Thea Lindqvist "
        "Next: session, Tue 9 March 2027, 14:00 (Denver) With the prescriber"
    ) in words(signed_in.get("/folders/"))


def test_after_the_session_the_next_meeting_comes_next(signed_in, sent_plan, NOW):
    Plan.objects.update(starts_at=NOW - timedelta(hours=1))

    assert "Next: meeting, Wed 10 March 2027, 10:00 (Denver)" in words(signed_in.get("/folders/"))


def test_a_couple_without_a_plan_says_so(signed_in, couple):
    assert "Alex and Robin Led by Thea Lindqvist No plan yet" in words(signed_in.get("/folders/"))


def test_the_newest_plan_is_the_one_that_shows(signed_in, thea, sent_plan, couple, NOW):
    planning.begin(couple=couple, by=thea, at=NOW)

    said = words(signed_in.get("/folders/"))

    assert "No approach chosen yet · led by Thea Lindqvist" in said
    assert "With the prescriber" not in said


def test_whoever_was_last_at_work_stands_first(signed_in, clinic, thea, paul, sent_plan, NOW):
    another_couple(clinic, thea, paul, name="Iris Valdez", sent_at=NOW)
    cared_for(clinic, thea, paul, name="Noor Haddad")

    said = words(signed_in.get("/folders/"))

    assert said.index("Iris and") < said.index("Alex and") < said.index("Noor and")


def test_a_long_list_has_pages_that_keep_the_search(signed_in, three, monkeypatch):
    monkeypatch.setattr(import_module("sessions_app.desk.views.folders"), "A_PAGE", 1)

    first = signed_in.get("/folders/", {"q": "robin"})
    second = signed_in.get("/folders/", {"q": "robin", "page": 2})

    assert "Page 1 of 2" in words(first)
    assert "q=robin&amp;page=2" in first.text
    assert "Page 2 of 2" in words(second)
    assert {"Alex", "Iris"} == {
        name for page in (first, second) for name in ("Alex", "Iris") if f"{name} and" in page.text
    }


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", ""])
def test_a_page_that_is_not_there_is_the_nearest_one(page, signed_in, three):
    assert found(signed_in, {"page": page}) == ["Alex", "Iris", "Noor"]


def test_a_new_plan_begins_with_the_couple(signed_in, three):
    response = signed_in.get("/folders/", {"for": "plan", "q": "alex"})

    assert "Whom is the plan for?" in words(response)
    assert value(response, "for") == "plan"
    assert buttons(response) == ["Find", "New plan for Alex and Robin"]
    assert forms(response) == [
        "/folders/",
        reverse("planning:begin", args=[Couple.objects.earliest("pk").pk]),
    ]


def test_a_plan_is_begun_only_for_couples_one_cares_for(client, clinic, thea, couple):
    couple_of(clinic=clinic, lead=couple.lead, a={"name": "Iris Valdez"})
    elsewhere = couple_of(clinic=clinic, lead=couple.lead, a={"name": "Noor Haddad"})
    elsewhere.team.all().delete()
    MembershipFactory(account=thea, clinic=clinic, role=Role.ADMIN.value)
    client.force_login(thea)

    assert found(client, {}) == ["Alex", "Iris", "Noor"]
    assert found(client, {"for": "plan"}) == ["Alex", "Iris"]


def test_choosing_for_a_plan_means_nothing_to_others(client, paul, ada, three):
    for account in (paul, ada):
        client.force_login(account)
        response = client.get("/folders/", {"for": "plan"})
        assert "Whom is the plan for?" not in words(response)
        assert "New plan" not in words(response)
