"""Somebody who is on no care team."""

import pytest

from sessions_app.people.rules import Role
from tests.factories.people import colleague


@pytest.fixture
def bea(clinic):
    """A therapist of the clinic who is on no care team."""
    return colleague(clinic, Role.THERAPIST, name="Bea Sorel", email="bea@elm.example")
