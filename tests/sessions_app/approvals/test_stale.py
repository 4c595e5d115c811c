"""A prescriber signs what they read: not an older record, and nothing twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from sessions_app.approvals import actions, facts
from sessions_app.approvals.models import Approval, ApprovalSignature
from sessions_app.approvals.rules import Cause
from sessions_app.people.rules import Role
from sessions_app.screening import actions as screening
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import PASSWORD, colleague
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_actions import approve
from tests.sessions_app.approvals.test_pages import TYPED
from tests.sessions_app.pages import value, words

pytestmark = pytest.mark.usefixtures("approvals_by_hand")


@pytest.fixture
def alex(couple):
    return couple.pair[0]


def new_medicine(partner, thea, paul):
    screening.record_medicines(
        partner=partner, lines=["Lithium"], groups=["lithium"], by=thea, at=NOW
    )


def new_answer(partner, thea, paul):
    screening.record_health(
        partner=partner, topics={}, measured_on=NOW.date(), systolic=120, diastolic=80,
        by=thea, at=NOW,
    )  # fmt: skip


def reported(partner, thea, paul):
    approval = partner.approvals.get()
    actions.report(approval=approval, why=Cause.PREGNANCY, by=thea, at=NOW)


def used(partner, thea, paul):
    actions.use_session(approval=partner.approvals.get(), by=thea, at=NOW)


def signed_already(partner, thea, paul):
    approve(partner, paul)


MEANWHILE = [new_medicine, new_answer, reported, used, signed_already]


@pytest.mark.parametrize("happens", MEANWHILE, ids=lambda each: each.__name__)
def test_what_changed_between_reading_and_signing_is_read_again(happens, alex, thea, paul):
    seen = facts.seen(alex)
    happens(alex, thea, paul)
    before = list(Approval.objects.values())

    with pytest.raises(actions.RecordHasChanged):
        approve(alex, paul, seen=seen)

    assert list(Approval.objects.values()) == before
    assert approve(alex, paul).prescriber == paul


def test_the_same_answers_and_another_partners_are_no_change(couple, alex, thea, paul):
    new_medicine(alex, thea, paul)
    seen = facts.seen(alex)
    new_medicine(couple.pair[1], thea, paul)

    assert approve(alex, paul, seen=seen).partner == alex


def test_an_old_page_is_refused_with_all_that_was_typed_and_signs_when_read_again(
    client, frozen, alex, thea, paul
):
    address = reverse("approvals:approve", args=[alex.pk])
    client.force_login(paul)
    page = client.get(address)
    new_medicine(alex, thea, paul)

    old = client.post(address, TYPED | {"seen": value(page, "seen")})
    none = client.post(address, TYPED)
    again = client.post(address, TYPED | {"seen": value(old, "seen")})

    assert (old.status_code, none.status_code) == (422, 422)
    assert "changed while you were reading" in words(old)
    assert value(old, "rx_reference") == "RX-9"
    assert value(old, "seen") == facts_before_signing(again)
    assert again.status_code == 302
    assert Approval.objects.open().get(partner=alex).signature.signed_by == paul


def facts_before_signing(response):
    return response.wsgi_request.POST["seen"]


def test_the_same_form_sent_twice_signs_once(client, frozen, alex, paul):
    address = reverse("approvals:approve", args=[alex.pk])
    client.force_login(paul)
    sent = TYPED | {"seen": value(client.get(address), "seen")}
    signed = ApprovalSignature.objects.count()

    answers = [client.post(address, sent).status_code for _ in range(2)]

    assert answers == [302, 422]
    assert ApprovalSignature.objects.count() == signed + 1


@pytest.mark.django_db(transaction=True)
def test_two_prescribers_at_once_leave_one_new_approval(clinic, alex, paul):
    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    CareTeamMemberFactory(couple=alex.couple, account=nell)
    seen, together = facts.seen(alex), Barrier(4)

    def run(by):
        together.wait(timeout=20)
        try:
            approve(alex, by, seen=seen, at=NOW + timedelta(minutes=1), password=PASSWORD)
        except actions.RecordHasChanged as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "signed"

    with ThreadPoolExecutor(4) as pool:
        came = list(pool.map(run, [paul, nell, paul, nell]))

    assert sorted(came) == ["RecordHasChanged"] * 3 + ["signed"]
    assert Approval.objects.open().filter(partner=alex).count() == 1
    assert alex.approvals.count() == 2
