"""Two clinics, so that one can be asked what the other keeps."""

import pytest

from tests.factories.people import ClinicFactory


@pytest.fixture
def elm(db):
    return ClinicFactory(name="Elm House")


@pytest.fixture
def oak(db):
    return ClinicFactory(name="Oak House")
