"""What was typed at a station and not saved is kept for whoever typed it, and for nobody else."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions_app.audit.models import Event
from sessions_app.people.rules import Role
from sessions_app.planning.models import Draft, Plan
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import colleague
from tests.factories.planning import NOW, DraftFactory
from tests.sessions_app.pages import value, words

pytestmark = pytest.mark.usefixtures("frozen")

TYPED = {"stop_word": "Lantern", "hand_sign": "Two fingers", "touch_a": ["hug"], "changes": "2"}


def test_what_is_typed_is_kept_and_offered_on_the_next_visit(client, at, prepared_plan, thea):
    response = client.post(at("keep_draft", prepared_plan, "roles"), TYPED)

    draft, said = Draft.objects.get(), words(client.get(at("roles", prepared_plan)))
    assert (response.status_code, response.content) == (204, b"")
    assert (draft.account, draft.plan, draft.station) == (thea, prepared_plan, "roles")
    assert draft.fields["touch_a"] == ["hug"]
    assert "You typed something here and did not save it Mon 1 March 2027, 10:00" in said
    assert "Bring it back?" in said


def test_it_is_brought_back_only_when_asked_for(client, at, prepared_plan):
    client.post(at("keep_draft", prepared_plan, "roles"), TYPED)

    before = client.get(at("roles", prepared_plan))
    after = client.get(at("roles", prepared_plan), {"kept": "yes"})

    assert value(before, "stop_word") == "Anchor"
    assert (value(after, "stop_word"), value(after, "hand_sign")) == ("Lantern", "Two fingers")
    assert value(after, "changes") == "2"
    assert "What you typed is back" in words(after)
    assert Plan.objects.get().stop_word == "Anchor"


def test_saving_forgets_it(client, at, prepared_plan):
    client.post(at("keep_draft", prepared_plan, "roles"), TYPED)

    client.post(at("roles", prepared_plan), TYPED | {"changes": str(prepared_plan.changes)})

    assert Draft.objects.count() == 0
    assert Plan.objects.get().stop_word == "Lantern"


def test_it_can_be_thrown_away(client, at, prepared_plan):
    client.post(at("keep_draft", prepared_plan, "roles"), TYPED)

    response = client.post(at("drop_draft", prepared_plan, "roles"))

    assert response.url == at("roles", prepared_plan)
    assert Draft.objects.count() == 0


def test_what_says_the_same_as_the_plan_is_not_offered(client, at, prepared_plan):
    page = client.get(at("intentions", prepared_plan))
    as_it_is = {name: value(page, name) for name in ("joint", "private_a", "private_b")}
    client.post(
        at("keep_draft", prepared_plan, "intentions"),
        as_it_is | {"agrees_a": "on", "agrees_b": "on", "changes": "1"},
    )

    assert "did not save it" not in words(client.get(at("intentions", prepared_plan)))


@pytest.mark.parametrize("station", ["fit", "intentions", "preparation"])
def test_every_station_offers_what_was_typed_there(station, client, at, prepared_plan):
    client.post(
        at("keep_draft", prepared_plan, station),
        {"joint": "Trust.", "goals": ["deep_shift"], "qA3-Q05": "on", "qA3-Q05_place": "x"},
    )

    asked = client.get(at(station, prepared_plan))
    back = client.get(at(station, prepared_plan), {"kept": "yes"})

    assert "Bring it back?" in words(asked)
    assert (back.status_code, "What you typed is back" in words(back)) == (200, True)


def test_nobody_else_is_offered_it(client, at, clinic, prepared_plan):
    client.post(at("keep_draft", prepared_plan, "roles"), TYPED)
    una = colleague(clinic, Role.THERAPIST, email="una@elm.example")
    CareTeamMemberFactory(couple=prepared_plan.couple, account=una)
    client.force_login(una)

    response = client.get(at("roles", prepared_plan), {"kept": "yes"})

    assert "Lantern" not in response.text
    assert response.status_code == 200
    assert "typed" not in words(response)


def test_it_runs_out(client, at, prepared_plan, thea):
    DraftFactory(plan=prepared_plan, account=thea, fields={"stop_word": ["Lantern"]})

    with time_machine.travel(NOW + timedelta(days=14), tick=False):
        client.force_login(thea)
        said = words(client.get(at("roles", prepared_plan)))
        client.post(at("keep_draft", prepared_plan, "intentions"), {"joint": "Trust."})

    assert "did not save it" not in said
    assert [draft.station for draft in Draft.objects.all()] == ["intentions"]


def test_it_leaves_no_row_in_the_trail_and_no_change_in_the_plan(client, at, prepared_plan):
    rows, before = Event.objects.count(), prepared_plan.changes

    client.post(at("keep_draft", prepared_plan, "roles"), TYPED)

    assert (Event.objects.count(), Plan.objects.get().changes) == (rows, before)


def test_what_no_station_can_hold_is_not_kept(client, at, prepared_plan):
    too_much = client.post(at("keep_draft", prepared_plan, "roles"), {"ride": "x" * 100_001})
    nowhere = client.post(at("keep_draft", prepared_plan, "kitchen"), TYPED)

    assert (too_much.status_code, nowhere.status_code) == (413, 404)
    assert Draft.objects.count() == 0


def test_only_whoever_may_plan_keeps_anything(client, prepared_plan, paul, ada, stranger):
    url = reverse("planning:keep_draft", args=[prepared_plan.pk, "roles"])
    answers = {}
    for account in (paul, ada, stranger):
        client.force_login(account)
        answers[account.name] = client.post(url, TYPED).status_code

    assert answers == {"Paul Adeyemi": 403, "Ada Okafor": 404, "Stranger": 404}
    assert Draft.objects.count() == 0
