"""The facts, the four verdicts, and choosing one."""

import pytest
from django.urls import reverse

from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from sessions_app.screening.models import Interview
from tests.factories.planning import FACTS
from tests.sessions_app.pages import beside, buttons, forms, ticked, words

pytestmark = pytest.mark.usefixtures("frozen")

TOLD = {
    "goals": ["emotional_expression"],
    "comfort": "yes",
    "reactivity": "low",
    "companion_need": "none",
    "stuck_pattern": "no",
    "setting": "office",
    "third_sober_adult": "yes",
    "sober_a": "yes",
    "sober_b": "no",
}


def choice(plan, code):
    return reverse("planning:choose", args=[plan.pk, code])


def test_beginning_a_plan_leads_to_its_fit(client, thea, couple, protocols):
    client.force_login(thea)

    response = client.post(reverse("planning:begin", args=[couple.pk]))

    plan = Plan.objects.get()
    assert response.url == reverse("planning:fit", args=[plan.pk])
    assert (plan.number, plan.stage, plan.begun_by) == (1, "draft", thea)


def test_before_the_facts_are_saved_four_cards_stand_without_a_verdict(client, fit):
    response = client.get(fit)

    said = words(response)
    assert "Four approaches, no verdict yet." in said
    for name in ("Solo dosing", "Dual psychedelic dosing", "Dual psycholytic dosing"):
        assert name in said
    assert "Suitable" not in said
    assert buttons(response) == ["Save the facts"]


def test_no_answer_is_given_before_it_was_asked(client, fit):
    response = client.get(fit)

    assert [ticked(response, name) for name in TOLD] == [[] for _ in TOLD]


def test_saved_facts_bring_the_verdicts(client, fit, plan):
    response = client.post(fit, TOLD, follow=True)

    plan.refresh_from_db()
    said = words(response)
    assert response.redirect_chain == [(fit, 302)]
    assert "Facts saved. The verdicts follow them." in said
    assert (plan.goals, plan.comfort, plan.stuck_pattern) == (
        ["emotional_expression"],
        "yes",
        False,
    )
    assert [part.can_stay_sober for part in plan.pair] == [True, False]
    assert "Meets They want deeper emotional expression and communication." in said
    assert ticked(response, "sober_b") == ["no"]


def test_a_question_left_open_is_named_beside_it_and_the_other_answers_stay(client, fit, plan):
    response = client.post(fit, TOLD | {"comfort": ""})

    plan.refresh_from_db()
    assert response.status_code == 422
    assert plan.facts_at is None
    assert "Please choose one." in beside(response, "comfort")
    assert "Please choose one." not in beside(response, "reactivity")
    assert ticked(response, "goals") == ["emotional_expression"]
    assert ticked(response, "sober_b") == ["no"]


def test_home_is_offered_only_where_the_clinic_has_home_sessions(client, fit, clinic):
    without = beside(client.get(fit), "setting")
    clinic.home_sessions = True
    clinic.save()

    assert "At home" not in without
    assert "Home sessions are off in this clinic." in without
    assert "At home" in beside(client.get(fit), "setting")


def test_each_reason_says_its_kind_and_what_would_change_it(client, fit, weighed):
    said = words(client.get(fit))

    assert (
        "Rule Needs partners who can stay grounded and vulnerable; conflict reactivity is "
        "moderate. Changes when: Both stay grounded in hard talks, in your judgement."
    ) in said


def test_the_cards_offer_what_the_verdict_allows(client, fit, plan, thea, NOW):
    told = FACTS | {"goals": ["emotional_expression"], "comfort": "no"}
    actions.record_facts(plan=plan, by=thea, at=NOW, **told)

    response = client.get(fit)

    said = words(response)
    assert forms(response) == ["", choice(plan, "a3")]
    assert "Choose this: Dual psycholytic dosing" in said
    assert "Choose with a reason: Extended discussion" in said
    assert "Not now: Dual psychedelic dosing" in said
    assert "Not now: Dual psychedelic dosing" not in buttons(response)


def test_what_stands_in_the_records_is_shown_and_cannot_be_typed_over(client, fit, couple):
    b = couple.pair[1]
    Interview.objects.filter(partner=b).delete()

    response = client.get(fit)

    said = words(response)
    assert (
        "Approvals of medicine Both hold, 152 days left "
        "Alex Open the record of Alex First ketamine session No"
    ) in said
    assert "First ketamine session Not asked yet" in said
    assert "Interview" not in said
    assert f'href="{reverse("desk:record", args=[b.pk])}"' in response.text


def test_a_reason_about_the_couple_leads_to_its_field_for_whoever_may_change_it(
    client, fit, weighed, paul
):
    field = f'<a href="{fit}#div_id_reactivity">Change the fact</a>'

    writing = client.get(fit)
    client.force_login(paul)
    reading = client.get(fit)

    assert writing.text.count(field) == 1
    assert 'id="div_id_reactivity"' in writing.text
    assert field not in reading.text


def test_a_private_reason_is_for_clinicians_and_leads_to_the_record(client, fit, weighed, couple):
    b = couple.pair[1]
    Interview.objects.filter(partner=b).update(safety="concern")

    response = client.get(fit)

    assert "For clinicians only." in words(response)
    assert f'<a href="{reverse("desk:record", args=[b.pk])}">Record of Robin</a>' in response.text


def test_a_draft_saves_each_changed_answer_at_once(client, fit, weighed):
    response = client.get(fit)

    assert 'hx-trigger="change delay:150ms"' in response.text


def test_a_plan_that_was_sent_is_changed_only_by_the_button(client, thea, sent_plan):
    client.force_login(thea)

    response = client.get(reverse("planning:fit", args=[sent_plan.pk]))

    assert "hx-post" not in response.text
    assert "Save the facts" in buttons(response)


def test_a_change_saved_on_the_way_leaves_no_message_behind(client, fit, weighed):
    response = client.post(fit, TOLD, headers={"HX-Request": "true"}, follow=True)

    assert "Facts saved. The verdicts follow them." not in words(response)
    assert "1 suitable" in words(response)


def test_facts_typed_into_a_plan_closed_meanwhile_are_not_lost(client, fit, plan, thea, NOW):
    actions.withdraw(plan=plan, why="Not now.", by=thea, at=NOW)

    response = client.post(fit, TOLD)

    assert response.status_code == 422
    assert "This plan is closed: its session was held or it was withdrawn." in words(response)
    assert ticked(response, "goals") == ["emotional_expression"]
