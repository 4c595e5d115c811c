"""A clinic's own wording, and who writes and who publishes it."""

import pytest
from django.urls import reverse

from protocols.models import ProtocolVersion
from sessions_app.wording import actions


@pytest.fixture
def half():
    return ProtocolVersion.objects.get(approach="dual_psycholytic")


@pytest.fixture
def draft(half, clinic, thea, NOW):
    return actions.start(version=half, clinic=clinic, by=thea, at=NOW)


@pytest.fixture
def at(draft):
    return lambda name, *more: reverse(f"wording:{name}", args=[draft.pk, *more])


@pytest.fixture
def writing(client, thea):
    client.force_login(thea)
    return client
