"""Questions, topics and what the couple confirmed."""

from datetime import date

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.planning.models import Plan
from tests.factories.planning import chosen
from tests.sessions_app.pages import beside, ticked, value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def at(client, thea):
    client.force_login(thea)
    return lambda name, plan: reverse(f"planning:{name}", args=[plan.pk])


@pytest.fixture
def talk(plan, thea, NOW):
    return chosen(plan, by=thea, at=NOW, approach=Approach.EXTENDED_DISCUSSION)


@pytest.fixture
def psycholytic(plan, thea, NOW):
    return chosen(plan, by=thea, at=NOW)


def test_questions_are_kept_in_the_order_of_their_numbers(client, at, psycholytic):
    response = client.post(
        at("preparation", psycholytic),
        {
            "qA3-Q01": "on", "qA3-Q01_place": "2",
            "qA3-Q04": "on", "qA3-Q04_place": "1",
            "qA3-Q09": "on",
            "tA3-T02": "on", "tA3-T02_opening": "I have wondered …",
            "confirmed": ["emergency_card", "listening"],
            "acknowledged_a": ["risks"], "consented_b": "2027-02-14",
        },
    )  # fmt: skip

    plan = Plan.objects.get()
    assert response.url == at("schedule", plan)
    assert [c.question.key for c in plan.chosen_questions.all()] == ["A3-Q04", "A3-Q01", "A3-Q09"]
    assert [(c.topic.key, c.opening) for c in plan.chosen_topics.all()] == [
        ("A3-T02", "I have wondered …")
    ]
    assert plan.confirmed == ["emergency_card", "listening"]
    assert [part.acknowledged for part in plan.pair] == [["risks"], []]
    assert [part.consented_on for part in plan.pair] == [None, date(2027, 2, 14)]


def test_what_was_chosen_stands_in_front_and_is_ticked(client, at, prepared_plan):
    client.post(
        at("preparation", prepared_plan), {"qA3-Q09": "on", "qA3-Q02": "on", "qA3-Q02_place": "1"}
    )

    response = client.get(at("preparation", prepared_plan))

    rows = [
        name for name in response.text.split('"') if name.startswith("qA3-") and ":" not in name
    ]
    assert rows[:4] == ["qA3-Q02", "qA3-Q02_place", "qA3-Q09", "qA3-Q09_place"]
    assert (value(response, "qA3-Q02_place"), value(response, "qA3-Q09_place")) == ("1", "2")
    assert ticked(response, "qA3-Q02") == ["on"]
    assert ticked(response, "qA3-Q01") == []


def test_each_question_says_whom_it_is_for_and_which_are_private(client, at, psycholytic):
    said = words(client.get(at("preparation", psycholytic)))

    assert "Each alone private" in said
    assert "Both together" in said


def test_only_the_talk_has_a_mode_and_a_silence(client, at, psycholytic):
    assert "Silent reflection" not in words(client.get(at("preparation", psycholytic)))


def test_the_talk_keeps_who_leads_it_and_how_long_it_is_silent(client, at, talk):
    client.post(
        at("preparation", talk),
        {"tA4-T03": "on", "mode": "couple_led", "reflection_minutes": "12"},
    )

    plan = Plan.objects.get()
    assert (plan.mode, plan.reflection_minutes) == ("couple_led", 12)
    assert [c.topic.key for c in plan.chosen_topics.all()] == ["A4-T03"]


def test_four_topics_and_a_long_silence_are_sent_back_beside_their_fields(client, at, talk):
    topics = {f"tA4-T0{n}": "on" for n in range(1, 5)}

    response = client.post(
        at("preparation", talk),
        topics | {"reflection_minutes": "40", "tA4-T02_opening": "I wonder how …"},
    )

    assert response.status_code == 422
    assert "An agenda holds up to three topics. Untick one. The future" not in words(response)
    assert "An agenda holds up to three topics. Untick one. Desire and affection" in words(response)
    assert "Please choose between 10 and 15 minutes." in beside(response, "reflection_minutes")
    assert value(response, "reflection_minutes") == "40"
    assert value(response, "tA4-T02_opening") == "I wonder how …"
    assert [name for name in topics if ticked(response, name)] == list(topics)


def test_a_place_that_is_no_place_is_named_beside_its_row(client, at, psycholytic):
    response = client.post(at("preparation", psycholytic), {"qA3-Q01": "on", "qA3-Q01_place": "0"})

    assert response.status_code == 422
    assert 'id="id_qA3-Q01_place_error"' in response.text
    assert "Please choose between 1 and 99 as its place." in words(response)


def test_what_has_to_happen_is_listed_with_packing_and_room(client, at, psycholytic):
    said = words(client.get(at("preparation", psycholytic)))

    assert "Practise I-statements and a slow pace while sober." in said
    assert "Separate private interviews, one per partner. Therapist, before any joint plan" in said
    assert "Packing list" in said
    assert "Room checklist" in said


def ordered(plan):
    return [chosen.question.key for chosen in Plan.objects.get().chosen_questions.all()]


@pytest.mark.parametrize(
    ("move", "order"),
    [
        ("qA3-Q02:-1", ["A3-Q02", "A3-Q01", "A3-Q03"]),
        ("qA3-Q02:1", ["A3-Q01", "A3-Q03", "A3-Q02"]),
        ("qA3-Q01:-1", ["A3-Q01", "A3-Q02", "A3-Q03"]),
        ("qA3-Q09:1", ["A3-Q01", "A3-Q02", "A3-Q03"]),
        ("qA3-Q02:99", ["A3-Q01", "A3-Q02", "A3-Q03"]),
    ],
)
def test_a_row_moves_without_a_script_and_the_page_stays(move, order, client, at, psycholytic):
    places = {f"qA3-Q0{n}_place": str(n) for n in (1, 2, 3)}
    ticks = dict.fromkeys(("qA3-Q01", "qA3-Q02", "qA3-Q03"), "on")

    response = client.post(at("preparation", psycholytic), places | ticks | {"move": move})

    assert response.url == at("preparation", psycholytic)
    assert ordered(psycholytic) == order


def test_enter_in_a_field_saves_and_moves_nothing(client, at, prepared_plan):
    page = client.get(at("preparation", prepared_plan)).text

    first = page[page.index('id="station"') :].split("<button")[1]
    assert first.startswith(' class="away" type="submit"')
    assert "name=" not in first.split(">")[0]


def test_a_consent_that_is_still_to_come_is_sent_back_with_everything_typed(client, at, talk):
    response = client.post(
        at("preparation", talk), {"consented_a": "2027-03-02", "parked": "The house."}
    )

    assert response.status_code == 422
    assert "That day is still to come." in beside(response, "consented_a")
    assert value(response, "parked") == "The house."


def test_what_is_left_for_another_day_is_kept_with_the_talk(client, at, talk):
    client.post(at("preparation", talk), {"parked": "The house, for another day."})

    assert Plan.objects.get().parked == "The house, for another day."
