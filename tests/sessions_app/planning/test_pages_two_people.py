"""Two people at one station: nobody's words are lost, and somebody chooses between both."""

import pytest

from sessions_app.planning.models import Plan
from tests.sessions_app.pages import ticked, value, words
from tests.sessions_app.planning.deeds import (
    do,
    record_facts,
    schedule,
    set_roles,
    write_intentions,
)

pytestmark = pytest.mark.usefixtures("frozen")


def sent(page, names):
    """What a browser would send from this page, as the fields stand."""
    return {name: value(page, name) for name in names} | {"touch_a": ["hand"], "touch_b": ["hand"]}


ROLES = ("changes", "stop_word", "hand_sign", "companion", "companion_phone", "ride")


def test_a_station_saved_meanwhile_is_not_written_over(client, at, prepared_plan, una, NOW):
    page = client.get(at("roles", prepared_plan))
    do(set_roles(prepared_plan, stop_word="Harbour", ride="Una drives"), prepared_plan,
       by=una, at=NOW)  # fmt: skip

    response = client.post(
        at("roles", prepared_plan),
        sent(page, ROLES) | {"stop_word": "Lantern", "hand_sign": "Two fingers"},
    )

    plan, said = Plan.objects.get(), words(response)
    assert response.status_code == 422
    assert (plan.stop_word, plan.ride) == ("Harbour", "Una drives")
    assert "Una Brandt saved this station while you were working on it." in said
    assert "Stop word Keep what is saved Harbour Keep what I typed Lantern" in said
    assert "Ride home Keep what is saved Una drives Keep what I typed Kim drives" in said
    assert value(response, "stop_word") == "Lantern"
    assert value(response, "hand_sign") == "Two fingers"
    assert value(response, "changes") == str(plan.changes)


def test_each_row_is_settled_as_the_reader_chooses(client, at, prepared_plan, una, NOW):
    page = client.get(at("roles", prepared_plan))
    do(set_roles(prepared_plan, stop_word="Harbour", ride="Una drives"), prepared_plan,
       by=una, at=NOW)  # fmt: skip
    typed = sent(page, ROLES) | {"stop_word": "Lantern", "touch_a": ["hug"]}
    conflict = client.post(at("roles", prepared_plan), typed)

    client.post(
        at("roles", prepared_plan),
        typed
        | {"changes": value(conflict, "changes"), "choosing": ["stop_word", "ride", "touch_a"]}
        | {"keep_stop_word": "mine", "keep_ride": "theirs", "keep_touch_a": "theirs"},
    )

    plan = Plan.objects.get()
    assert (plan.stop_word, plan.ride, plan.pair[0].touch) == (
        "Lantern", "Una drives", ["hand", "hug"],
    )  # fmt: skip


def test_a_row_without_a_choice_is_asked_again_with_the_choices_made(
    client, at, prepared_plan, una, NOW
):
    page = client.get(at("roles", prepared_plan))
    do(set_roles(prepared_plan, stop_word="Harbour", ride="Una drives"), prepared_plan,
       by=una, at=NOW)  # fmt: skip

    response = client.post(
        at("roles", prepared_plan),
        sent(page, ROLES)
        | {"changes": "99", "stop_word": "Lantern", "choosing": ["stop_word", "ride"]}
        | {"keep_stop_word": "theirs"},
    )

    assert response.status_code == 422
    assert "Please choose one of the two texts in each row." in words(response)
    assert ticked(response, "keep_stop_word") == ["theirs"]
    assert ticked(response, "keep_ride") == []
    assert Plan.objects.get().stop_word == "Harbour"


def test_another_station_saved_meanwhile_is_in_nobodys_way(client, at, prepared_plan, una, NOW):
    page = client.get(at("roles", prepared_plan))
    words_of_una = write_intentions(prepared_plan, joint="Rest.")
    do(words_of_una, prepared_plan, by=una, at=NOW)

    response = client.post(at("roles", prepared_plan), sent(page, ROLES) | {"stop_word": "Lantern"})

    plan = Plan.objects.get()
    assert response.status_code == 302
    assert (plan.stop_word, plan.joint_intention) == ("Lantern", "Rest.")


def test_a_station_saved_as_it_was_is_in_nobodys_way(client, at, prepared_plan, una, NOW):
    page = client.get(at("roles", prepared_plan))
    do(set_roles(prepared_plan), prepared_plan, by=una, at=NOW)

    response = client.post(at("roles", prepared_plan), sent(page, ROLES) | {"stop_word": "Lantern"})

    assert response.status_code == 302
    assert Plan.objects.get().stop_word == "Lantern"


def test_a_changed_touch_answer_counts_although_only_the_agreement_is_signed(
    client, at, prepared_plan, una, NOW
):
    page = client.get(at("roles", prepared_plan))
    narrower = {"a": {"touch": ["hand"]}, "b": {"touch": ["hand"]}}
    do(set_roles(prepared_plan, parts=narrower), prepared_plan, by=una, at=NOW)

    response = client.post(
        at("roles", prepared_plan), sent(page, ROLES) | {"touch_a": ["hand", "hug"]}
    )

    assert response.status_code == 422
    assert Plan.objects.get().pair[0].touch == ["hand"]


@pytest.mark.parametrize("station", ["fit", "intentions", "preparation"])
def test_every_station_carries_the_number_it_was_shown_with(station, client, at, prepared_plan):
    page = client.get(at(station, prepared_plan))

    assert value(page, "changes") == str(prepared_plan.changes)
    assert Plan.objects.get().changes > 0


def test_two_texts_for_a_joint_intention_stand_side_by_side(client, at, prepared_plan, una, NOW):
    page = client.get(at("intentions", prepared_plan))
    do(write_intentions(prepared_plan, joint="Rest."), prepared_plan, by=una, at=NOW)

    response = client.post(
        at("intentions", prepared_plan),
        {name: value(page, name) for name in ("changes", "private_a", "private_b")}
        | {"joint": "Trust.", "agrees_a": "on"},
    )

    said = words(response)
    assert "What they want together Keep what is saved Rest. Keep what I typed Trust." in said
    assert "Alex agrees to these words Keep what is saved No Keep what I typed Yes" in said


def test_an_order_changed_by_somebody_else_is_asked_about(client, at, prepared_plan, una, NOW):
    page = client.get(at("preparation", prepared_plan))
    plan = Plan.objects.get()
    client.post(at("preparation", plan), {"qA3-Q05": "on", "qA3-Q05_place": "1"})

    response = client.post(
        at("preparation", plan),
        {"changes": value(page, "changes"), "qA3-Q06": "on", "qA3-Q06_place": "1"},
    )

    said = words(response)
    assert response.status_code == 422
    assert "What do I imagine you think of me" in said
    assert [c.question.key for c in Plan.objects.get().chosen_questions.all()] == ["A3-Q05"]


def test_a_live_change_that_meets_anothers_shows_the_whole_page(
    client, at, prepared_plan, una, NOW
):
    page = client.get(at("fit", prepared_plan))
    do(record_facts(prepared_plan, comfort="no"), prepared_plan, by=una, at=NOW)
    typed = {
        "changes": value(page, "changes"), "goals": ["emotional_expression"], "comfort": "unsure",
        "reactivity": "low", "companion_need": "none", "stuck_pattern": "no",
        "setting": "office", "third_sober_adult": "yes", "sober_a": "yes", "sober_b": "yes",
    }  # fmt: skip

    response = client.post(at("fit", prepared_plan), typed, headers={"HX-Request": "true"})

    assert response.status_code == 422
    assert (response["HX-Retarget"], response["HX-Reselect"]) == ("#main", "#main")
    assert "Separate inward time Keep what is saved Not Keep what I typed Unsure" in words(response)
    assert Plan.objects.get().comfort == "no"


def test_a_session_saved_meanwhile_is_asked_about_too(client, at, ready_plan, una, NOW):
    page = client.get(at("schedule", ready_plan))
    do(schedule(ready_plan, place="Elsewhere"), ready_plan, by=una, at=NOW)
    names = ("changes", "day", "clock", "minutes", "room")
    typed = {name: value(page, name) for name in names} | {"therapist": str(una.pk)}

    response = client.post(at("schedule", ready_plan), typed | {"place": "Third place"})

    said = words(response)
    assert response.status_code == 422
    assert "Place Keep what is saved Elsewhere Keep what I typed Third place" in said
    assert 'form="session-form"' in response.text
    assert Plan.objects.get().place == "Elsewhere"
