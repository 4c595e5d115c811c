"""Reading the plan as the prescriber will, sending it, ending it."""

import pytest
from django.urls import reverse

from sessions_app.planning.models import Plan
from tests.factories.signoff import decline
from tests.sessions_app.pages import beside, buttons, forms, value, words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def at(client, thea):
    client.force_login(thea)
    return lambda name, plan: reverse(f"planning:{name}", args=[plan.pk])


def test_a_whole_plan_can_be_sent(client, at, ready_plan):
    page = client.get(at("review", ready_plan))

    response = client.post(at("submit", ready_plan), follow=True)

    ready_plan.refresh_from_db()
    said = words(response)
    assert buttons(page) == ["Send to the prescriber"]
    assert forms(page) == [at("submit", ready_plan)]
    assert ready_plan.stage == "with_prescriber"
    assert "Sent to the prescriber. You will see here when they answer." in said
    assert "It waits for the prescriber Sent by Thea Lindqvist, Mon 1 March 2027, 10:00" in said
    assert buttons(response) == []


def test_open_gates_disable_the_button_and_say_why(client, at, prepared_plan):
    response = client.get(at("review", prepared_plan))

    said = words(response)
    assert "Before it can be sent, 2 open points have to be solved." in said
    assert "Must be solved The session has no date yet. Schedule" in said
    assert "Send to the prescriber" in said
    assert buttons(response) == []


def test_a_plan_sent_past_the_button_is_refused_with_the_first_reason(client, at, prepared_plan):
    response = client.post(at("submit", prepared_plan), follow=True)

    prepared_plan.refresh_from_db()
    assert prepared_plan.stage == "draft"
    assert "The plan cannot be sent yet. The session has no date yet." in words(response)


def test_the_page_shows_everything_the_prescriber_will_read(client, at, ready_plan):
    said = words(client.get(at("review", ready_plan)))

    for told in (
        "Alex Moreno Called Alex, born 5 May 1985. Takes about half (1/2) of their own approved",
        "Planned in this session 100 mg",
        "Dual psycholytic dosing A3, version 1, built in, text",
        "Stop word Anchor",
        "Touch both agreed to Holding hands",
        "We would like to be at ease with silence. Agreed by Alex, Mon 1 March 2027, 08:00 "
        "(Denver) and Robin, Mon 1 March 2027, 08:00 (Denver).",
        "Own words of A. Only for Alex. Never on the other’s paper.",
        "Own words of B. Only for Robin. Never on the other’s paper.",
        "The dose is taken at (T0) Tue 9 March 2027, 14:00 (Denver)",
        "One month meeting Thu 8 April 2027, 10:00 (Denver)",
    ):
        assert told in said


def test_a_plan_sent_back_leads_to_the_answer(client, at, sent_plan, paul, NOW):
    decline(sent_plan, reason="Name a second companion.", by=paul, at=NOW)

    response = client.get(at("review", sent_plan))

    answers = reverse("integration:after", args=[sent_plan.pk])
    assert "This is revision 2. Read what the prescriber answered" in words(response)
    assert "Last sent by Thea Lindqvist" in words(response)
    assert f'<a href="{answers}">Read what the prescriber answered</a>' in response.text


def test_a_signed_plan_goes_on_after_sign_off(client, at, signed_plan):
    response = client.get(at("review", signed_plan))

    assert "Go on after sign-off" in words(response)
    assert buttons(response) == []


def test_withdrawing_tells_what_is_lost_and_asks_why(client, at, ready_plan):
    page = client.get(at("withdraw", ready_plan))

    response = client.post(at("withdraw", ready_plan), {"why": ""})

    assert "Its meetings are cancelled with it, no letter leaves any more" in words(page)
    assert response.status_code == 422
    assert "Please write a few words here." in beside(response, "why")
    assert Plan.objects.get().stage == "draft"


def test_a_withdrawn_plan_ends_with_its_meetings_and_its_reason(client, at, ready_plan):
    response = client.post(at("withdraw", ready_plan), {"why": "They asked to wait."})

    plan = Plan.objects.get()
    assert response.url == reverse("desk:folder", args=[plan.couple_id])
    assert (plan.stage, plan.withdrawn_why) == ("withdrawn", "They asked to wait.")
    assert not plan.meetings.standing().exists()
    assert "Withdrawn They asked to wait." in words(client.get(at("review", plan)))


def test_a_plan_that_is_over_cannot_be_withdrawn_again(client, at, ready_plan):
    client.post(at("withdraw", ready_plan), {"why": "They asked to wait."})

    page = client.get(at("withdraw", ready_plan))
    again = client.post(at("withdraw", ready_plan), {"why": "Once more."})

    assert "There is nothing to withdraw." in words(page)
    assert forms(page) == []
    assert again.status_code == 422
    assert "This plan is withdrawn, so it cannot become withdrawn." in words(again)
    assert value(again, "why") == "Once more."
    assert Plan.objects.get().withdrawn_why == "They asked to wait."
