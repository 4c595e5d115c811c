"""The couples: searched by name, page by page; and the folder of one."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.couples.models import Couple
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from sessions_app.screening.models import Interview
from tests.factories.couples import couple_of
from tests.factories.people import MembershipFactory
from tests.sessions_app.desk.couples import another_couple, cared_for
from tests.sessions_app.desk.private import told_everything
from tests.sessions_app.pages import buttons, forms, value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def signed_in(client, thea):
    client.force_login(thea)
    return client


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


def folder(client, couple):
    return client.get(reverse("desk:folder", args=[couple.pk]))


def test_a_folder_shows_both_partners_the_plans_the_meetings_and_the_team(
    signed_in, couple, sent_plan
):
    response = folder(signed_in, couple)

    said = words(response)
    assert (
        "Approvals of medicine Both hold, 152 days left "
        "Each record says what holds for its partner, and until when. "
        "Alex Alex Moreno The record is private to each partner."
    ) in said
    assert "Robin Robin Hale The record is private to each partner." in said
    assert (
        "Session plans Session plan 1 Dual psycholytic dosing "
        "Tue 9 March 2027, 14:00 (Denver) With the prescriber"
    ) in said
    assert "Meetings ahead Next day Wed 10 March 2027, 10:00 (Denver) After session plan 1" in said
    assert "Care team Change the care team Paul Adeyemi, MD Thea Lindqvist, LMFT leads" in said
    assert buttons(response) == ["New plan"]
    for partner in couple.pair:
        assert reverse("desk:record", args=[partner.pk]) in response.text


@pytest.mark.parametrize(
    ("until", "told"),
    [
        (date(2027, 7, 31), "Both hold, 152 days left"),
        (date(2027, 3, 2), "Both hold, 1 day left"),
        (date(2027, 3, 1), "Both hold, last day today"),
    ],
)
def test_the_folder_tells_of_both_approvals_until_the_first_runs_out(
    until, told, signed_in, couple
):
    Approval.objects.filter(partner=couple.pair[1]).update(valid_until=until)

    assert told in words(folder(signed_in, couple))


@pytest.mark.parametrize("side", [0, 1])
def test_whose_approval_does_not_hold_the_folder_does_not_tell(side, signed_in, couple, NOW):
    Approval.objects.filter(partner=couple.pair[side]).update(
        ended="lapsed", ended_why="acute_risk", ended_at=NOW
    )

    said = words(folder(signed_in, couple))

    assert "Approvals of medicine Not both hold now Each record says" in said
    assert "days left" not in said


@pytest.mark.parametrize(
    "changed",
    [
        {"sessions_used": 6},
        {"valid_until": date(2027, 2, 20)},
        {"ended": "revoked", "ended_why": "revoked"},
        {"ended": "lapsed", "ended_why": "acute_risk", "ended_note": "ZEBRA"},
        {"ended": "lapsed", "ended_why": "pregnancy"},
    ],
)
def test_for_whatever_cause_no_approval_holds_the_folder_looks_the_same(
    changed, signed_in, couple, paul, NOW
):
    theirs = Approval.objects.filter(partner=couple.pair[1])
    theirs.update(ended="lapsed", ended_why="expired", ended_at=NOW)
    as_usual = words(folder(signed_in, couple))

    ended = {"ended_at": NOW, "ended_by": paul} if "ended" in changed else {"ended_at": None}
    theirs.update(**{"ended": "", "ended_why": "", "ended_note": ""} | ended | changed)

    assert words(folder(signed_in, couple)) == as_usual


def test_nothing_on_a_joint_page_tells_that_anybody_was_asked_or_what_they_said(
    signed_in, couple, thea, sent_plan, NOW
):
    pages = ["/folders/", "/letters/", f"/folders/{couple.pk}/"]
    alex, robin = couple.pair
    # What is told ends the approval; that one holds or not is said there without its cause.
    ended = {"ended": "lapsed", "ended_why": "expired", "ended_at": NOW}
    Approval.objects.filter(partner=alex).update(**ended)
    before = {page: words(signed_in.get(page)) for page in pages}

    told_everything(alex, by=thea)
    Interview.objects.filter(partner=robin).delete()

    assert {page: words(signed_in.get(page)) for page in pages} == before


def test_an_empty_folder_says_what_a_plan_is(signed_in, couple):
    said = words(folder(signed_in, couple))

    assert "No plans yet A plan holds one session" in said
    assert "None is booked. They are proposed with the date of a session." in said


def test_the_prescriber_reads_a_folder_and_begins_no_plan(client, paul, couple, sent_plan):
    client.force_login(paul)

    response = folder(client, couple)

    assert "152 days left" in words(response)
    assert buttons(response) == []
    assert reverse("planning:review", args=[sent_plan.pk]) in response.text


def test_an_admin_reads_states_and_is_told_why_no_more(client, ada, couple, sent_plan):
    client.force_login(ada)

    response = folder(client, couple)

    said = words(response)
    assert "You see names, times and states of this couple." in said
    assert "Session plan 1 Tue 9 March 2027, 14:00 (Denver) With the prescriber" in said
    assert "Next day Wed 10 March 2027, 10:00 (Denver)" in said
    for hidden in ("Approval", "Interview", "psycholytic", "/records/", "/plans/", "/meetings/"):
        assert hidden not in response.text[response.text.index("<main") :]
    assert buttons(response) == []


def test_a_signed_plan_leads_to_what_follows_it(signed_in, couple, signed_plan):
    assert reverse("integration:after", args=[signed_plan.pk]) in folder(signed_in, couple).text


def test_meetings_of_another_couple_stay_there(
    signed_in, clinic, thea, paul, couple, protocols, NOW
):
    another_couple(clinic, thea, paul, name="Iris Valdez", sent_at=NOW)

    assert "None is booked." in words(folder(signed_in, couple))
