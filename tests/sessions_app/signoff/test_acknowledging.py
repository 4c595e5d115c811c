"""A plan that was chosen against safety advice is signed with each piece of it acknowledged."""

import pytest
from django.urls import reverse

from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.screening.models import Interview
from sessions_app.signing.rules import digest
from sessions_app.signoff import actions
from sessions_app.signoff.models import SignOff
from tests.factories.people import PASSWORD
from tests.factories.signoff import sign
from tests.sessions_app.pages import beside, words

pytestmark = pytest.mark.usefixtures("frozen")
CONCERN = (
    "Robin's private interview raised a concern; dosing together may endanger someone. "
    "Individual care and safety planning come first."
)


@pytest.fixture
def advised_plan(ready_plan, thea, NOW):
    """Sent, and chosen against one piece of safety advice."""
    Interview.objects.filter(partner__side="b").update(safety="concern")
    planning.choose(
        plan=ready_plan, approach=ready_plan.approach, reason="Weighed.", by=thea, at=NOW
    )
    return planning.submit(plan=ready_plan, by=thea, at=NOW)


@pytest.fixture
def page(client, paul, advised_plan):
    client.force_login(paul)
    return reverse("signoff:answer", args=[advised_plan.pk])


@pytest.fixture
def typed(advised_plan, NOW):
    seen = digest(content(advised_plan, on=facts.day_of(advised_plan, NOW)))
    return {"seen_digest": seen, "password": PASSWORD}


@pytest.mark.parametrize("ticked", [(), [{"id": "AD5", "sentence": "Other advice."}]], ids=str)
def test_nothing_is_signed_without_the_very_advice_acknowledged(ticked, advised_plan, paul, NOW):
    with pytest.raises(actions.NotAcknowledged) as refusal:
        sign(advised_plan, by=paul, at=NOW, acknowledged=ticked)

    assert str(refusal.value).startswith("Nothing was signed: this plan was chosen against safety")
    assert not SignOff.objects.exists()


def test_what_was_acknowledged_is_kept_with_the_signature(advised_plan, paul, NOW):
    needed = facts.acknowledgements_needed(advised_plan)

    kept = sign(advised_plan, by=paul, at=NOW, acknowledged=needed)

    assert needed == [{"id": "AD2", "sentence": CONCERN}]
    assert SignOff.objects.get(pk=kept.pk).acknowledged == needed


def test_a_plan_without_such_advice_keeps_none(signed_plan):
    assert signed_plan.signoffs.get().acknowledged == []


def test_the_page_asks_for_each_piece_by_its_sentence(client, page, typed):
    asked = client.get(page)
    unticked = client.post(page, typed)

    assert f"I have weighed this safety advice: {CONCERN}" in beside(asked, "acknowledge_0")
    assert "To be acknowledged by the prescriber." in words(asked)
    assert unticked.status_code == 422
    assert "Please tick it, or send the plan back." in beside(unticked, "acknowledge_0")
    assert not SignOff.objects.exists()


def test_the_page_says_when_the_fit_has_changed_since_the_choice(client, page):
    before = words(client.get(page))
    Interview.objects.filter(partner__side="a").update(first_ketamine=True)

    after = words(client.get(page))

    assert "Fit has changed since" not in before
    assert (
        "Fit has changed since Dual psycholytic dosing was chosen. What is different "
        "Alex: First ketamine session was “No” and is “Yes”."
    ) in after


def test_a_ticked_page_is_signed_and_says_so_afterwards(client, page, typed, advised_plan):
    client.post(page, typed | {"acknowledge_0": "on"})

    advised_plan.refresh_from_db()
    assert advised_plan.stage == "cleared"
    assert f"Acknowledged, AD2: {CONCERN}" in words(client.get(page))
