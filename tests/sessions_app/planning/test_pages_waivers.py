"""Advice that a plan goes on without: the reason, who reads it, and taking it back."""

import pytest

from sessions_app.audit.models import Event
from sessions_app.planning import actions
from sessions_app.planning.models import Plan, Waiver
from tests.factories.planning import NOW
from tests.sessions_app.pages import beside, words
from tests.sessions_app.planning.deeds import now, whole

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")


@pytest.fixture
def without_ride(ready_plan):
    Plan.objects.filter(pk=ready_plan.pk).update(ride="", ride_confirmed=False)
    return now(ready_plan)


def test_an_advice_is_waived_with_a_reason_and_taken_back(client, at, without_ride, thea):
    page = words(client.get(at("waive", without_ride, "ride")))
    client.post(at("waive", without_ride, "ride"), {"reason": "They walk home."})
    waived = words(client.get(at("review", without_ride)))
    shown = whole(without_ride)["waivers"]
    client.post(at("lift_waiver", without_ride, "ride"))

    assert "Ride named and confirmed No ride home is arranged." in page
    assert "Waived by Thea Lindqvist, Mon 1 March 2027, 10:00 (Denver)" in waived
    assert "No ride home is arranged" not in waived
    assert [(each["title"], each["reason"], each["by"]) for each in shown] == [
        ("Ride named and confirmed", "They walk home.", "Thea Lindqvist, LMFT")
    ]
    kept = Waiver.objects.get()
    assert (kept.waived_by, kept.waived_at, kept.lifted_by, kept.lifted_at) == (
        thea, NOW, thea, NOW,
    )  # fmt: skip
    assert whole(without_ride)["waivers"] == []
    assert "No ride home is arranged" in words(client.get(at("review", without_ride)))
    told = Event.objects.filter(subject_kind="plan", deed__contains="waive")
    assert list(told.values_list("deed", flat=True)) == [
        "waiver lifted", "advice waived",
    ]  # fmt: skip


def test_a_waiver_without_a_reason_is_sent_back(client, at, without_ride):
    response = client.post(at("waive", without_ride, "ride"), {"reason": " "})

    assert response.status_code == 422
    assert "Please write a few words here." in beside(response, "reason")
    assert Waiver.objects.count() == 0


def test_what_does_not_stand_open_cannot_be_waived(client, at, ready_plan):
    response = client.post(at("waive", ready_plan, "ride"), {"reason": "Why not."})
    unknown = client.get(at("waive", ready_plan, "S7"))

    assert "Only advice that stands open can be waived." in words(response)
    assert (response.status_code, unknown.status_code) == (422, 404)


def test_a_waiver_voids_a_signature_and_is_read_by_the_prescriber(client, at, signed_plan, thea):
    Plan.objects.update(ride="", ride_confirmed=False)

    actions.waive(plan=now(signed_plan), gate="ride", reason="On foot.", by=thea, at=NOW)

    assert (now(signed_plan).stage, now(signed_plan).revision) == ("draft", 2)


def test_a_waiver_that_does_not_stand_cannot_be_taken_back(client, at, ready_plan):
    response = client.post(at("lift_waiver", ready_plan, "ride"), follow=True)

    assert "This is not waived any more, so nothing was changed." in words(response)


# -- boosters
