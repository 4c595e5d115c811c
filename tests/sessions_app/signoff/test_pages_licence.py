"""Whoever cannot sign reads so before a field is filled in: a plan, or a medicine."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.people.rules import Role
from sessions_app.signoff.models import SignOff
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import PASSWORD, LicenceFactory, colleague
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_pages import read
from tests.sessions_app.pages import buttons, words
from tests.shelf import take

pytestmark = pytest.mark.usefixtures("frozen")
YESTERDAY = (NOW - timedelta(days=1)).date()
RUN_OUT = (
    "Your licence or DEA registration here has run out. A clinic admin notes the new date on the "
    "people page."
)


@pytest.fixture
def quinn(clinic, couple):
    """A second prescriber of the care team, so that the approvals of the first go on."""

    def make():
        quinn = colleague(clinic, Role.PRESCRIBER, name="Quinn Sato", email="quinn@elm.example")
        CareTeamMemberFactory(couple=couple, account=quinn)
        return quinn

    return take("quinn", make)


@pytest.fixture(params=[{"expires_on": YESTERDAY}, {"dea_expires_on": YESTERDAY}], ids=str)
def run_out(request, clinic, quinn):
    far = {"expires_on": YESTERDAY + timedelta(days=400)}
    return LicenceFactory(account=quinn, clinic=clinic, **far | request.param)


@pytest.fixture
def asked(couple, sent_plan):
    return {
        "approve": reverse("approvals:approve", args=[couple.pair[0].pk]),
        "answer": reverse("signoff:answer", args=[sent_plan.pk]),
    }


def test_no_field_is_offered_once_the_licence_has_run_out(client, quinn, run_out, asked):
    client.force_login(quinn)

    pages = {name: client.get(url) for name, url in asked.items()}

    assert {name: RUN_OUT in words(page) for name, page in pages.items()} == dict.fromkeys(
        asked, True
    )
    assert {name: buttons(page) for name, page in pages.items()} == {
        "approve": [],
        "answer": ["Ask for changes", "Decline this plan"],
    }
    assert "You can send the plan back meanwhile." in words(pages["answer"])


def test_on_the_last_day_both_forms_are_offered(client, clinic, quinn, asked):
    LicenceFactory(account=quinn, clinic=clinic, expires_on=NOW.date())
    client.force_login(quinn)

    pages = {name: client.get(url) for name, url in asked.items()}

    assert [RUN_OUT in words(page) for page in pages.values()] == [False, False]
    assert [buttons(page)[0] for page in pages.values()] == ["Sign this approval", "Sign this plan"]


def test_a_licence_that_ran_out_while_the_form_was_filled_in_loses_no_word(
    client, quinn, run_out, asked, couple
):
    client.force_login(quinn)
    before = list(Approval.objects.values())

    page = client.post(asked["approve"], read(couple.pair[0]) | {"monitoring": "ZEBRA looks."})

    assert page.status_code == 422
    assert f"Nothing was signed. {RUN_OUT}" in words(page)
    assert "ZEBRA looks." in page.text
    assert list(Approval.objects.values()) == before


def test_a_plan_sent_for_signature_meanwhile_is_refused_and_the_form_stays(
    client, quinn, run_out, asked, sent_plan
):
    client.force_login(quinn)
    seen = client.get(asked["answer"]).context["digest"]

    page = client.post(asked["answer"], {"seen_digest": seen, "password": PASSWORD})

    assert page.status_code == 422
    assert f"Nothing was signed. {RUN_OUT}" in words(page)
    assert not SignOff.objects.exists()
