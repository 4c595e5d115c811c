"""The page of today, as somebody reads it."""

import pytest

from tests.sessions_app.pages import words


@pytest.fixture
def seen(client):
    """The words of the page as this account reads them."""

    def reading(account):
        client.force_login(account)
        return words(client.get("/"))

    return reading


@pytest.fixture
def signed_in(client, thea):
    client.force_login(thea)
    return client
