import pytest
from django.urls import reverse

from sessions_app.people.rules import Role
from tests.factories.couples import couple_of
from tests.factories.people import colleague


@pytest.fixture
def vera(clinic):
    """A second prescriber."""
    return colleague(clinic, Role.PRESCRIBER, name="Vera Lund", email="vera@elm.example")


@pytest.fixture
def pair(clinic, thea, paul, vera):
    """Alex and Robin, nothing told yet."""
    return couple_of(clinic=clinic, lead=thea, team=[paul, vera]).pair


@pytest.fixture
def alex(pair):
    return pair[0]


@pytest.fixture
def robin(pair):
    return pair[1]


@pytest.fixture
def page(client):
    """The page of this name about one partner, asked or sent by this account."""

    def asking(account, name, partner, sent=None):
        client.force_login(account)
        address = reverse(f"screening:{name}", args=[partner.pk])
        return client.get(address) if sent is None else client.post(address, sent)

    return asking
