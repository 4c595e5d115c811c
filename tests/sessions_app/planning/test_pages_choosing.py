"""Choosing an approach at the fit: with a press, with a reason, against advice, and once more."""

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.planning import actions
from sessions_app.screening.models import Interview
from tests.factories.planning import FACTS, chosen
from tests.sessions_app.pages import beside, buttons, forms, words

from .test_pages_fit import TOLD, choice

pytestmark = pytest.mark.usefixtures("frozen")


def test_a_suitable_approach_is_chosen_with_one_press(client, fit, plan, thea):
    client.post(fit, TOLD)

    response = client.post(choice(plan, "a3"), follow=True)

    plan.refresh_from_db()
    assert response.redirect_chain == [(reverse("planning:roles", args=[plan.pk]), 302)]
    assert "Chosen. Next: who does what on the day." in words(response)
    assert (plan.approach, plan.chosen_by) == (Approach.DUAL_PSYCHOLYTIC, thea)


def test_caution_asks_for_a_reason(client, fit, weighed):
    asked = client.get(choice(weighed, "a3"))

    response = client.post(choice(weighed, "a3"), {"reason": ""})

    weighed.refresh_from_db()
    assert "Why do you choose it all the same?" in words(asked)
    assert response.status_code == 422
    assert "Please write a few words here." in beside(response, "reason")
    assert weighed.version is None


def test_caution_is_chosen_with_a_reason_that_is_kept(client, fit, weighed):
    client.post(choice(weighed, "a3"), {"reason": "They asked for it and have a plan B."})

    weighed.refresh_from_db()
    assert weighed.approach == Approach.DUAL_PSYCHOLYTIC
    assert weighed.choice_reason == "They asked for it and have a plan B."


def test_what_is_not_now_says_why_and_offers_no_button(client, fit, plan, thea, NOW):
    actions.record_facts(plan=plan, by=thea, at=NOW, **FACTS | {"comfort": "no"})

    asked = client.get(choice(plan, "a2"))
    forced = client.post(choice(plan, "a2"), {"reason": "All the same."})

    plan.refresh_from_db()
    assert "It cannot be chosen now." in words(asked)
    assert buttons(asked) == []
    assert forced.status_code == 422
    assert "Change the facts first." in words(forced)
    assert plan.version is None


def test_safety_advice_is_gone_against_with_a_reason_after_a_warning(client, fit, weighed):
    Interview.objects.update(safety="concern")

    cards = words(client.get(fit))
    asked = client.get(choice(weighed, "a3"))
    empty = client.post(choice(weighed, "a3"), {"reason": " "})
    client.post(choice(weighed, "a3"), {"reason": "Both are in individual care since."})

    weighed.refresh_from_db()
    marked = words(client.get(reverse("planning:roles", args=[weighed.pk])))
    assert "Needs the prescriber’s acknowledgement." in marked
    assert "Needs the prescriber’s acknowledgement." not in words(asked)
    assert "Choose against advice: Dual psycholytic dosing" in cards
    assert "Safety advice: the prescriber acknowledges it too." in cards
    assert "Safety advice says not now." in words(asked)
    assert buttons(asked) == ["Choose it against advice"]
    assert empty.status_code == 422
    assert "Please write a few words here." in beside(empty, "reason")
    assert weighed.choice_reason == "Both are in individual care since."


def test_advice_that_is_not_about_safety_asks_for_a_reason_alone(client, fit, plan, thea, NOW):
    Interview.objects.update(experience="none", first_ketamine=True)
    actions.record_facts(plan=plan, by=thea, at=NOW, **FACTS | {"goals": ["deep_shift"]})

    asked = words(client.get(choice(plan, "a2")))

    assert "Advice says not now." in asked
    assert "Safety advice says not now." not in asked


def test_two_who_are_called_the_same_are_told_apart_by_their_side(client, fit, weighed, couple):
    a, b = couple.pair
    b.preferred_name = a.called
    b.save()
    Interview.objects.filter(partner=b).update(first_ketamine=True)

    response = client.get(fit)

    link = f'<a href="{reverse("desk:record", args=[b.pk])}">Record of Alex (B)</a>'
    assert "Alex (B) would dose for the first time" in words(response)
    assert link in response.text
    assert f'<a href="{reverse("desk:record", args=[a.pk])}">Record of' not in response.text


def test_the_choice_has_words_for_the_couple_that_tell_nobodys_fact(client, fit, weighed):
    Interview.objects.filter(partner__side="b").update(safety="concern")

    asked = words(client.get(choice(weighed, "a3")))

    assert (
        "In words for the couple, which tell nobody’s fact: Your therapist would like to talk "
        "with each of you again before this option is planned."
    ) in asked


def test_a_plan_says_on_every_station_when_its_fit_has_changed(client, thea, prepared_plan):
    client.force_login(thea)
    stations = [reverse(f"planning:{name}", args=[prepared_plan.pk]) for name in ("fit", "roles")]
    before = [words(client.get(station)) for station in stations]

    Interview.objects.filter(partner__side="a").update(first_ketamine=True)
    after = [words(client.get(station)) for station in stations]

    told = (
        "Fit has changed since Dual psycholytic dosing was chosen. What is different "
        "Alex: First ketamine session was “No” and is “Yes”. "
        "The verdict was suitable and is caution. New: Alex would dose for the first time; "
        "sensitivity to a dose differs from person to person. Look at the choice again"
    )
    assert [told in said for said in after] == [True, True]
    assert ["Fit has changed" in said for said in before] == [False, False]


def test_looking_at_the_choice_again_keeps_the_verdict_of_today(client, thea, prepared_plan):
    client.force_login(thea)
    Interview.objects.filter(partner__side="a").update(first_ketamine=True)

    client.post(choice(prepared_plan, "a3"), {"reason": "Half a dose, in the office."})

    prepared_plan.refresh_from_db()
    said = words(client.get(reverse("planning:fit", args=[prepared_plan.pk])))
    assert "Fit has changed" not in said
    assert prepared_plan.chosen_fit["level"] == "caution"


def test_the_choice_tells_what_the_approach_means(client, fit, weighed):
    said = words(client.get(choice(weighed, "a3")))

    assert "Choose Dual psycholytic dosing?" in said
    assert "Both take a reduced dose, usually about half of what each was prescribed" in said
    assert "What must be there Both approvals include about half." in said


def test_another_approach_asks_first_because_choices_are_put_aside(
    client, thea, prepared_plan, NOW
):
    told = FACTS | {"goals": ["emotional_expression", "focused_talk"]}
    actions.record_facts(plan=prepared_plan, by=thea, at=NOW, **told)
    client.force_login(thea)

    response = client.get(reverse("planning:fit", args=[prepared_plan.pk]))
    asked = client.get(choice(prepared_plan, "a4"))

    assert forms(response) == [""]
    assert "Choose this instead: Extended discussion" in words(response)
    assert "Chosen Look at the choice: Dual psycholytic dosing" in words(response)
    assert "those chosen so far are put aside" in words(asked)


def test_an_approach_that_does_not_exist_is_not_found(client, fit, weighed):
    assert client.get(choice(weighed, "a9")).status_code == 404


def test_choosing_comes_after_the_facts(client, fit, plan):
    response = client.get(choice(plan, "a3"), follow=True)

    assert response.redirect_chain == [(fit, 302)]
    assert "Save the facts first; the verdicts follow them." in words(response)


def test_a_reader_sees_the_choice_and_its_reason(client, fit, weighed, thea, paul, NOW):
    reason = "They asked for it."
    actions.choose(plan=weighed, approach="dual_psycholytic", reason=reason, by=thea, at=NOW)
    client.force_login(paul)

    reading, choose = client.get(fit), client.get(choice(weighed, "a3"))

    assert "Conflict reactivity Moderate" in words(reading)
    assert "Why it was chosen all the same They asked for it." in words(choose)
    assert buttons(reading) == buttons(choose) == []


def test_the_glyph_shows_the_partner_who_would_dose(client, fit, plan, thea, couple, NOW):
    chosen(plan, by=thea, at=NOW, approach=Approach.SOLO)
    actions.record_facts(
        plan=plan, by=thea, at=NOW, **FACTS | {"goals": ["individual_healing"], "sober_a": False}
    )

    response = client.get(fit)

    assert 'aria-label="Alex stays sober, Robin takes the full dose"' not in response.text
    assert 'aria-label="Alex takes the full dose, Robin stays sober"' in response.text
    assert "Here Alex doses." in words(response)
