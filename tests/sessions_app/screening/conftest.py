import pytest

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
