"""Two clinics, so that one can be asked what the other keeps."""

import pytest
from django.urls import reverse

from tests.factories.people import ClinicFactory


@pytest.fixture
def elm(db):
    return ClinicFactory(name="Elm House")


@pytest.fixture
def oak(db):
    return ClinicFactory(name="Oak House")


@pytest.fixture
def page(client):
    """The page of this name about a folder or a partner, asked or sent by this account."""

    def asking(account, name, subject, sent=None):
        client.force_login(account)
        address = reverse(name, args=[subject.pk])
        return client.get(address) if sent is None else client.post(address, sent)

    return asking


@pytest.fixture
def alex(couple):
    return couple.pair[0]
