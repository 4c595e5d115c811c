"""What several pages of a plan's stations are tried with."""

import pytest
from django.urls import reverse

from sessions_app.people.rules import Role
from sessions_app.planning import actions
from tests.factories.couples import couple_of
from tests.factories.people import colleague
from tests.factories.planning import FACTS, NOW, booked, prepared
from tests.factories.screening import FlagFactory, HealthFormFactory, InterviewFactory
from tests.shelf import take


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
def booked_as(plan, thea):
    """The plan with this approach, everything in it and a date, not sent yet."""

    def booking(approach):
        def make():
            return booked(prepared(plan, by=thea, at=NOW, approach=approach), by=thea, at=NOW)

        return take(("booked as", approach), make)

    return booking


@pytest.fixture
def at(client, thea):
    client.force_login(thea)
    return lambda name, plan, *more: reverse(f"planning:{name}", args=[plan.pk, *more])


@pytest.fixture
def una(clinic):
    """Another therapist, who saves meanwhile."""
    return colleague(clinic, Role.THERAPIST, name="Una Brandt", email="una@elm.example")


@pytest.fixture
def theo(clinic):
    return colleague(clinic, Role.THERAPIST, name="Theo Marsh", email="theo@elm.example")


@pytest.fixture
def kept(clinic, thea, paul, protocols):
    """The folder that goes on, with a plan."""
    couple = couple_of(clinic=clinic, lead=thea, team=[paul])
    actions.begin(couple=couple, by=thea, at=NOW)
    return couple


@pytest.fixture
def goes(clinic, theo, protocols):
    """The same two the other way round, with a draft and what one of them told."""
    robin, alex = {"name": "Robin Hale", "phone": "303-555-0100"}, {"name": "Alex Moreno"}
    couple = couple_of(clinic=clinic, lead=theo, a=robin, b=alex)
    actions.begin(couple=couple, by=theo, at=NOW)
    for make in (InterviewFactory, HealthFormFactory, FlagFactory):
        make(partner=couple.pair[1])
    return couple
