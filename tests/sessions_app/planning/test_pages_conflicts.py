"""Every form of a plan, sent after somebody else saved what it is about: nothing is written over,
nothing typed is lost, and whoever sent it reads what stands now and may send it again."""

import pytest
from django.urls import reverse

from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from tests.sessions_app.pages import filled_in, value, words
from tests.sessions_app.planning.deeds import UNCHANGED, changes, do, whole

# What the other one saves meanwhile, and what is typed here, by the page.
STATIONS = {
    "fit": (("facts recorded", "comfort"), {"companion_need": ["any_sober_adult"]}),
    "roles": (("roles set", "hand_sign"), {"stop_word": ["Lantern"]}),
    "intentions": (("intentions written", "joint"), {"private_a": ["Lantern"]}),
    "preparation": (("preparation set", "questions"), {"consented_a": ["2027-02-27"]}),
    "schedule": (("session scheduled", "minutes"), {"place": ["Lantern House"]}),
    "meetings": (("meetings booked", "minutes"), {"one_week_minutes": ["45"]}),
    "lists": (("lists set", "own_packing"), {"own_room": ["A lantern"]}),
    "line": (("session line set", "minutes"), {}),
}
SHOWN_ON = {"meetings": "schedule"}
MEANWHILE = "Una Brandt saved this station while you were working on it."

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def at(client, thea, ready_plan):
    client.force_login(thea)
    return lambda name, *more: reverse(f"planning:{name}", args=[ready_plan.pk, *more])


def said_of(response, name):
    return next(iter(filled_in(response).get(name, [])), None)


@pytest.mark.parametrize("station", STATIONS)
def test_a_form_sent_after_somebody_else_saved_its_station_is_refused_whole(
    station, client, at, ready_plan, una, NOW
):
    deed, typed = STATIONS[station]
    sent = filled_in(client.get(at(SHOWN_ON.get(station, station)))) | typed
    do(changes(ready_plan)[deed], ready_plan, by=una, at=NOW)
    saved = whole(ready_plan)

    response = client.post(at(station), sent)

    assert (response.status_code, MEANWHILE in words(response)) == (422, True)
    assert whole(ready_plan) == saved
    assert {name: said_of(response, name) for name in typed} == {
        name: each[0] for name, each in typed.items()
    }
    assert "Keep what is saved" in words(response)
    assert value(response, "changes") == str(Plan.objects.get(pk=ready_plan.pk).changes)


def test_an_approach_is_chosen_under_the_verdict_that_was_read(client, at, ready_plan, una, NOW):
    page = client.get(at("choose", "a3"))
    do(changes(ready_plan)["facts recorded", "reactivity"], ready_plan, by=una, at=NOW)
    saved = whole(ready_plan)

    refused = client.post(at("choose", "a3"), filled_in(page))
    kept = whole(ready_plan)
    client.post(at("choose", "a3"), filled_in(refused) | {"reason": ["They practised for weeks."]})

    assert refused.status_code == 422
    assert "The facts or a record changed while you looked at it" in words(refused)
    assert kept == saved
    assert whole(ready_plan)["approach"]["reason"] == "They practised for weeks."


def test_another_approach_is_not_chosen_over_a_preparation_saved_meanwhile(
    client, at, ready_plan, una, NOW
):
    page = client.get(at("choose", "a4"))
    do(changes(ready_plan)["preparation set", "questions"], ready_plan, by=una, at=NOW)
    saved = whole(ready_plan)

    refused = client.post(at("choose", "a4"), filled_in(page) | {"reason": ["They wish it."]})

    assert "Una Brandt changed this plan while you looked at it" in words(refused)
    assert whole(ready_plan) == saved


def test_a_record_that_changed_meanwhile_changes_the_verdict_that_was_read(
    client, at, ready_plan, NOW
):
    page = client.get(at("choose", "a3"))
    interview = ready_plan.pair[0].partner.interview
    type(interview).objects.filter(pk=interview.pk).update(safety="concern")
    saved = Plan.objects.get(pk=ready_plan.pk).chosen_fit

    response = client.post(at("choose", "a3"), filled_in(page) | {"reason": ["As before."]})

    assert response.status_code == 422
    assert "The facts or a record changed while you looked at it" in words(response)
    assert value(response, "reason") == "As before."
    assert Plan.objects.get(pk=ready_plan.pk).chosen_fit == saved


def test_a_plan_is_sent_as_it_was_read(client, at, ready_plan, una, NOW):
    page = client.get(at("review"))
    do(changes(ready_plan)["roles set", "stop_word"], ready_plan, by=una, at=NOW)

    refused = client.post(at("submit"), filled_in(page), follow=True)
    stage = Plan.objects.get(pk=ready_plan.pk).stage
    client.post(at("submit"), filled_in(refused))

    assert "The plan changed while you looked at it, so it was not sent." in refused.text
    assert (stage, Plan.objects.get(pk=ready_plan.pk).stage) == ("draft", "with_prescriber")


def test_a_double_booking_is_of_the_session_that_was_read(client, at, ada, ready_plan, una, NOW):
    client.force_login(ada)
    page = client.get(at("double_book"))
    do(changes(ready_plan)["session scheduled", "minutes"], ready_plan, by=una, at=NOW)
    saved = whole(ready_plan)
    typed = filled_in(page) | {"why": ["They both know."], "minutes": ["160"]}

    refused = client.post(at("double_book"), typed)
    kept = whole(ready_plan)
    client.post(at("double_book"), filled_in(refused))

    assert "Una Brandt changed this plan while you looked at it" in words(refused)
    assert kept == saved
    assert (said_of(refused, "why"), said_of(refused, "minutes")) == ("They both know.", "160")
    assert whole(ready_plan)["session"]["minutes"] == 160


def test_a_session_double_booked_meanwhile_is_asked_about_at_its_station(
    client, at, ready_plan, ada, NOW
):
    page = client.get(at("schedule"))
    session = {name: getattr(ready_plan, name) for name in ("starts_at", "zone", "room")}
    actions.double_book(
        plan=ready_plan, minutes=155, therapist=ready_plan.therapist, why="They know.",
        by=ada, at=NOW, **session,
    )  # fmt: skip

    response = client.post(at("schedule"), filled_in(page) | {"place": ["Lantern House"]})

    assert response.status_code == 422
    assert "Ada Okafor saved this station while you were working on it." in words(response)
    assert whole(ready_plan)["session"]["minutes"] == 155


def test_every_deed_that_edits_a_plan_is_tried_here():
    assert {deed for (deed, _), _ in STATIONS.values()} | {"approach chosen"} >= set(UNCHANGED)
