"""A plan that waits for an answer, as its page is asked for."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.people.rules import Role
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.signing.rules import digest
from tests.factories.approvals import RequestFactory
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import colleague
from tests.factories.planning import NOW as WORKING_HOUR
from tests.shelf import take


@pytest.fixture
def at():
    return lambda name, plan: reverse(f"signoff:{name}", args=[plan.pk])


@pytest.fixture
def seen(sent_plan, NOW):
    return digest(content(sent_plan, on=facts.day_of(sent_plan, NOW)))


@pytest.fixture
def nell(clinic, couple):
    def make():
        nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
        CareTeamMemberFactory(couple=couple, account=nell)
        return nell

    return take("nell", make)


@pytest.fixture
def request_of(thea):
    """A request that waits, for this partner and for so long."""

    def ask(partner, *, since=timedelta(days=2), **facts):
        told = {"wish": "ZEBRA", "submitted_by": thea, "submitted_at": WORKING_HOUR - since}
        return RequestFactory(partner=partner, **{"state": "submitted"} | told | facts)

    return ask


@pytest.fixture
def waits(couple, request_of):
    return request_of(couple.pair[0])
