"""Who may open the stations of a plan, and what all of them show."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from tests.sessions_app.pages import buttons, forms, words

STATIONS = ["fit", "roles", "intentions", "preparation", "schedule", "review"]
PAGES = [*STATIONS, "withdraw"]
# Literal numbers: a page that asks the database more often has to say so here.
QUERIES = {
    "fit": 10,
    "roles": 9,
    "intentions": 11,
    "preparation": 10,
    "schedule": 11,
    "review": 10,
    "lists": 10,
    "line": 10,
    "tasks": 10,
    "again": 9,
    "withdraw": 9,
}
FILLED_IN = {
    "fit": {
        "goals": ["deep_shift"],
        "comfort": "no",
        "reactivity": "high",
        "companion_need": "none",
        "stuck_pattern": "no",
        "setting": "office",
        "third_sober_adult": "yes",
        "sober_a": "yes",
        "sober_b": "yes",
    },
    "roles": {"stop_word": "Lantern"},
    "intentions": {"joint": "Other words."},
    "preparation": {"confirmed": ["risks"]},
    "meetings": {
        "next_day_book": "on",
        "next_day_day": "2027-03-10",
        "next_day_clock": "12:00",
        "next_day_minutes": "60",
    },
    "withdraw": {"why": "Not now."},
    "submit": {"send": "yes"},
}

pytestmark = pytest.mark.usefixtures("frozen")


def address(name, plan, *more):
    return reverse(f"planning:{name}", args=[plan.pk, *more])


@pytest.mark.parametrize("name", PAGES)
def test_the_therapist_opens_every_page_at_every_stage(name, client, thea, paul, signed_plan):
    client.force_login(thea)

    signed = client.get(address(name, signed_plan))
    actions.withdraw(plan=signed_plan, why="Not now.", by=thea, at=signed_plan.submitted_at)
    withdrawn = client.get(address(name, signed_plan))

    assert (signed.status_code, withdrawn.status_code) == (200, 200)


@pytest.mark.parametrize("name", PAGES)
def test_a_plan_that_was_just_begun_has_every_page(name, client, thea, plan):
    client.force_login(thea)

    assert client.get(address(name, plan)).status_code == 200


@pytest.mark.parametrize("name", STATIONS)
def test_the_prescriber_reads_every_station_and_is_offered_no_form(name, client, paul, ready_plan):
    client.force_login(paul)

    response = client.get(address(name, ready_plan))

    assert response.status_code == 200
    assert "A therapist of the clinic changes it." in words(response)
    assert forms(response) == []


def test_the_prescriber_is_told_that_withdrawing_is_not_theirs(client, paul, ready_plan):
    client.force_login(paul)

    assert client.get(address("withdraw", ready_plan)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_an_admin_and_a_stranger_find_nothing_there(name, client, ada, stranger, ready_plan):
    answers = []
    for account in (ada, stranger):
        client.force_login(account)
        answers.append(client.get(address(name, ready_plan)).status_code)

    assert answers == [404, 404]


@pytest.mark.parametrize("name", FILLED_IN)
def test_nobody_else_changes_a_plan(name, client, paul, ada, stranger, ready_plan, NOW):
    before = content(ready_plan, on=facts.day_of(ready_plan, NOW))
    answers = []
    for account in (paul, ada, stranger):
        client.force_login(account)
        answers.append(client.post(address(name, ready_plan), FILLED_IN[name]).status_code)

    ready_plan = Plan.objects.get()
    assert answers == [403, 404, 404]
    assert ready_plan.stage == "draft"
    assert content(ready_plan, on=facts.day_of(ready_plan, NOW)) == before


@pytest.mark.parametrize("name", PAGES)
def test_whoever_is_not_signed_in_is_asked_to(name, client, ready_plan):
    response = client.get(address(name, ready_plan))

    assert (response.status_code, response.url) == (
        302,
        f"/sign-in/?next={address(name, ready_plan)}",
    )


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_asks_the_database_a_fixed_number_of_times(
    name, client, thea, ready_plan, django_assert_num_queries
):
    client.force_login(thea)

    with django_assert_num_queries(QUERIES[name]):
        client.get(address(name, ready_plan))


@pytest.mark.parametrize("name", [*STATIONS, "lists", "line", "tasks"])
def test_reading_only_takes_no_more_than_twelve_questions_either(
    name, client, paul, ready_plan, django_assert_max_num_queries
):
    client.force_login(paul)

    with django_assert_max_num_queries(12):
        client.get(address(name, ready_plan))


def test_choosing_asks_the_database_eleven_times(
    client, thea, ready_plan, django_assert_num_queries
):
    client.force_login(thea)

    with django_assert_num_queries(11):
        client.get(address("choose", ready_plan, "a1"))


@pytest.mark.parametrize("name", ["roles", "preparation", "schedule", "review"])
def test_without_an_approach_a_page_leads_to_the_fit(name, client, thea, plan):
    client.force_login(thea)

    response = client.get(address(name, plan))

    assert "No approach is chosen yet" in words(response)
    assert f'href="{address("fit", plan)}">See which approach fits' in response.text


def test_every_station_shows_the_rail_the_folder_and_what_stands_in_the_way(client, thea, plan):
    client.force_login(thea)

    for name in STATIONS:
        response = client.get(address(name, plan))

        said = words(response)
        assert "Alex and Robin · Session plan 1" in said
        assert f'href="{reverse("desk:folder", args=[plan.couple_id])}"' in response.text
        assert "What still stands in the way 1 open" in said
        assert "No approach is chosen yet." in said
        assert response.text.count('aria-current="step"') == 1


@pytest.mark.parametrize("name", STATIONS)
def test_a_plan_that_was_sent_says_what_a_change_costs(name, client, thea, sent_plan):
    client.force_login(thea)

    said = words(client.get(address(name, sent_plan)))

    assert "asks the prescriber to look again." in said
    assert "With the prescriber" in said


def test_a_signed_plan_says_that_a_change_voids_the_signature(client, thea, signed_plan):
    client.force_login(thea)

    said = words(client.get(address("intentions", signed_plan)))

    assert "Changing anything voids the signature" in said


@pytest.mark.parametrize("name", STATIONS)
def test_a_withdrawn_plan_can_be_read_and_is_not_offered_for_change(name, client, thea, ready_plan):
    actions.withdraw(plan=ready_plan, why="Not now.", by=thea, at=ready_plan.begun_at)
    client.force_login(thea)

    response = client.get(address(name, ready_plan))

    assert "This plan was withdrawn." in words(response)
    assert "What still stands in the way" not in words(response)
    assert forms(response) == []


def test_a_held_plan_is_a_record(client, thea, signed_plan):
    actions.hold(plan=signed_plan, by=thea, at=signed_plan.starts_at + timedelta(hours=1))
    client.force_login(thea)

    response = client.get(address("intentions", signed_plan))

    said = words(response)
    assert "This plan is a record now: it can be read and no longer changed." in said
    assert "We would like to be at ease with silence." in said
    assert buttons(response) == []
