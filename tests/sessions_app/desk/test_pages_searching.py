"""The couples by where their folder stands, by who leads them, and by what waits."""

from datetime import timedelta

import pytest

from sessions_app.couples import actions as couples
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Meeting, Plan
from tests.factories.couples import couple_of
from tests.factories.people import colleague
from tests.factories.planning import NOW, SESSION_AT
from tests.sessions_app.desk.private import told_everything
from tests.sessions_app.pages import value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def ada_reads(client, ada):
    client.force_login(ada)

    def names(**query):
        said = words(client.get("/folders/", query))
        return [name for name in ("Alex", "Iris", "Noor") if f"{name} and" in said]

    return names


@pytest.fixture
def theo(clinic):
    return colleague(clinic, Role.THERAPIST, name="Theo Marsh", email="theo@elm.example")


@pytest.fixture
def three(clinic, thea, theo, sent_plan):
    """Alex and Robin with a plan sent, Iris and Robin paused, Noor and Robin led by Theo."""
    iris = couple_of(clinic=clinic, lead=thea, a={"name": "Iris Valdez"})
    couples.pause(couple=iris, why="Holidays.", by=thea, at=NOW)
    return [iris, couple_of(clinic=clinic, lead=theo, a={"name": "Noor Haddad"})]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Alex", "Iris", "Noor"]),
        ({"stage": "open"}, ["Alex", "Noor"]),
        ({"stage": "paused"}, ["Iris"]),
        ({"stage": "closed"}, []),
        ({"stage": "nonsense"}, ["Alex", "Iris", "Noor"]),
        ({"lead": "theo"}, ["Noor"]),
        ({"lead": "9" * 9}, []),
        ({"lead": "1 or 1=1"}, ["Alex", "Iris", "Noor"]),
        ({"lead": "thea", "stage": "open"}, ["Alex"]),
        ({"lead": "thea", "q": "robin"}, ["Alex", "Iris"]),
        ({"needs": "on"}, ["Noor"]),
    ],
)
def test_couples_are_found_by_what_is_asked_for(query, names, ada_reads, three, thea, theo):
    people = {"thea": thea.pk, "theo": theo.pk}
    asked = query | ({"lead": people.get(query["lead"], query["lead"])} if "lead" in query else {})

    assert ada_reads(**asked) == names


@pytest.mark.parametrize(
    "change",
    [
        {"stage": "draft", "revision": 2},
        {"stage": "cleared", "starts_at": NOW - timedelta(hours=1)},
        {"stage": "withdrawn"},
    ],
)
def test_what_came_back_what_began_and_what_has_nothing_ahead_waits(
    change, ada_reads, three, sent_plan
):
    Plan.objects.update(**change)
    if change["stage"] == "withdrawn":
        Meeting.objects.update(cancelled_at=NOW, cancelled_by=sent_plan.begun_by)

    assert ada_reads(needs="on") == ["Alex", "Noor"]


def test_a_meeting_that_began_waits_to_be_recorded(ada_reads, three, signed_plan, thea):
    planning.hold(plan=signed_plan, by=thea, at=SESSION_AT)
    Meeting.objects.filter(kind="next_day").update(starts_at=NOW - timedelta(hours=1))

    assert ada_reads(needs="on") == ["Alex", "Noor"]


def test_what_one_of_them_told_alone_never_makes_a_couple_wait(ada_reads, three, couple, thea):
    told_everything(couple.pair[0], by=thea)

    assert ada_reads(needs="on") == ["Noor"]


def test_a_merged_folder_shows_only_when_it_is_asked_for(ada_reads, clinic, thea, ada, couple):
    twin = couple_of(clinic=clinic, lead=thea)
    planning.merge(kept=couple, goes=twin, why="Opened twice.", by=ada, at=NOW)

    assert ada_reads() == ["Alex"]
    assert ada_reads(stage="merged") == ["Alex"]


def test_what_was_asked_for_stays_chosen(client, thea, three):
    client.force_login(thea)

    response = client.get("/folders/", {"stage": "paused", "needs": "on", "q": "iris"})

    assert value(response, "q") == "iris"
    assert '<option value="paused" selected>' in response.text
    assert 'id="id_needs" checked' in response.text
    assert "No such couple" in words(response)
