"""What several pages of a plan's stations are tried with."""

import pytest
from django.urls import reverse

from sessions_app.people.rules import Role
from sessions_app.planning import actions
from tests.factories.people import colleague
from tests.factories.planning import FACTS


@pytest.fixture
def fit(client, thea, plan):
    client.force_login(thea)
    return reverse("planning:fit", args=[plan.pk])


@pytest.fixture
def weighed(plan, thea, NOW):
    """A plan whose facts point to dual psycholytic dosing, with moderate reactivity."""
    told = FACTS | {"goals": ["emotional_expression"], "reactivity": "moderate"}
    actions.record_facts(plan=plan, by=thea, at=NOW, **told)
    return plan


@pytest.fixture
def at(client, thea):
    client.force_login(thea)
    return lambda name, plan, *more: reverse(f"planning:{name}", args=[plan.pk, *more])


@pytest.fixture
def una(clinic):
    """Another therapist, who saves meanwhile."""
    return colleague(clinic, Role.THERAPIST, name="Una Brandt", email="una@elm.example")
