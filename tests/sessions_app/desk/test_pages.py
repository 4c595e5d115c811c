"""Who may open the pages of the desk, what an admin never reads there, what they cost."""

from datetime import timedelta

import pytest

from sessions_app.approvals.models import Approval
from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from sessions_app.planning.models import Meeting, Part, Plan
from sessions_app.screening.models import Interview
from tests.factories.people import MembershipFactory
from tests.factories.planning import MeetingFactory
from tests.factories.signoff import decline
from tests.sessions_app.desk.couples import another_couple
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")
CANARY = "ZEBRA"


def addresses(plan):
    return {
        "today": "/",
        "folders": "/folders/",
        "folder": f"/folders/{plan.couple_id}/",
        "record": f"/records/{plan.pair[0].partner_id}/",
    }


def statuses(client, account, plan):
    client.force_login(account)
    return {name: client.get(url).status_code for name, url in addresses(plan).items()}


def main_part(response):
    return response.text[response.text.index("<main") :]


@pytest.fixture
def telling_plan(sent_plan, paul, NOW):
    """A plan that was sent back, with a private word wherever somebody can write one."""
    decline(sent_plan, reason=CANARY, by=paul, at=NOW)
    Plan.objects.update(
        joint_intention=CANARY, choice_reason=CANARY, place=CANARY, room=CANARY, companion=CANARY
    )
    Part.objects.update(private_intention=CANARY)
    Meeting.objects.update(place=CANARY, starts_at=NOW + timedelta(days=2))
    Interview.objects.update(note=CANARY)
    Approval.objects.update(conditions=CANARY, medicine=CANARY)
    return Plan.objects.get()


def test_the_care_team_opens_everything(client, thea, paul, signed_plan):
    for account in (thea, paul):
        assert set(statuses(client, account, signed_plan).values()) == {200}


def test_an_admin_opens_all_but_the_records(client, ada, signed_plan):
    assert statuses(client, ada, signed_plan) == {
        "today": 200,
        "folders": 200,
        "folder": 200,
        "record": 404,
    }


def test_a_stranger_opens_only_what_shows_them_nothing(client, stranger, signed_plan):
    assert statuses(client, stranger, signed_plan) == {
        "today": 200,
        "folders": 200,
        "folder": 404,
        "record": 404,
    }
    assert "Alex" not in client.get("/").text + client.get("/folders/").text


def test_whoever_is_not_signed_in_is_asked_to(client, signed_plan):
    for url in addresses(signed_plan).values():
        response = client.get(url)
        assert (response.status_code, response.url) == (302, f"/sign-in/?next={url}")


def test_pages_are_only_read(client, thea, signed_plan):
    client.force_login(thea)

    assert {client.post(url).status_code for url in addresses(signed_plan).values()} == {405}


def test_somebody_whose_role_ended_sees_nothing_more(client, thea, signed_plan, NOW):
    Membership.objects.filter(account=thea).update(ended_at=NOW)

    assert statuses(client, thea, signed_plan) == {
        "today": 200,
        "folders": 200,
        "folder": 404,
        "record": 404,
    }
    assert "Alex" not in client.get("/").text + client.get("/folders/").text


@pytest.mark.parametrize("name", ["today", "folders", "folder"])
def test_an_admin_reads_names_times_and_states_only(name, client, ada, telling_plan):
    client.force_login(ada)

    page = main_part(client.get(addresses(telling_plan)[name]))

    assert "Alex and Robin" in page
    assert CANARY not in page
    assert "psycholytic" not in page
    assert 'class="glyph' not in page
    assert "Sent back" in page or "Draft" in page


def test_there_was_something_to_read(client, thea, telling_plan):
    client.force_login(thea)
    here = addresses(telling_plan)

    assert main_part(client.get(here["today"])).count(CANARY) > 2
    assert CANARY in main_part(client.get(here["record"]))
    for name in ("today", "folders", "folder"):
        page = main_part(client.get(here[name]))
        assert "psycholytic" in page
        assert 'class="glyph' in page


def test_an_admin_who_is_also_a_therapist_reads_whole_only_who_they_care_for(
    client, clinic, thea, ada, telling_plan
):
    MembershipFactory(account=ada, clinic=clinic, role=Role.THERAPIST.value)

    client.force_login(ada)

    for name in ("today", "folders", "folder"):
        page = main_part(client.get(addresses(telling_plan)[name]))
        assert "Alex and Robin" in page
        assert CANARY not in page
        assert "psycholytic" not in page
    assert client.get(addresses(telling_plan)["record"]).status_code == 404


# Literal numbers: a page that asks the database more often has to say so here.
@pytest.mark.parametrize("more", [0, 2], ids=["one couple", "three couples"])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("today", {"thea": 12, "paul": 13, "ada": 13}), ("folders", 8)],
    ids=["today", "folders"],
)
def test_a_list_asks_the_database_as_often_for_one_as_for_three(
    name, queries, more, client, clinic, thea, paul, ada, sent_plan, NOW, django_assert_num_queries
):
    for number in range(more):
        another_couple(clinic, thea, paul, name=f"Iris{number} Valdez", sent_at=NOW)

    url = addresses(sent_plan)[name]

    # A prescriber is told of approvals that are asked for, an admin of licences that run out.
    for who, account in {"thea": thea, "paul": paul, "ada": ada}.items():
        client.force_login(account)
        with django_assert_num_queries(queries[who] if name == "today" else queries):
            client.get(url)


def test_the_day_by_the_minute_asks_twice_more(
    client, thea, sent_plan, NOW, django_assert_num_queries
):
    Plan.objects.update(starts_at=NOW + timedelta(hours=2))
    client.force_login(thea)

    with django_assert_num_queries(14):
        client.get("/")


@pytest.mark.parametrize("more", [0, 2], ids=["one meeting", "three meetings"])
@pytest.mark.parametrize(("name", "queries"), [("folder", 9), ("record", 12)])
def test_a_folder_and_a_record_ask_a_fixed_number_of_times(
    name, queries, more, client, thea, ready_plan, NOW, django_assert_num_queries
):
    Meeting.objects.filter(plan=ready_plan).delete()
    for kind in ["next_day", "one_week", "one_month"][: more + 1]:
        MeetingFactory(plan=ready_plan, kind=kind)
    url = addresses(ready_plan)[name]
    client.force_login(thea)

    with django_assert_num_queries(queries):
        response = client.get(url)

    assert "Alex" in words(response)
