from http import HTTPStatus

import pytest
from django.db import connections

NOT_READY = (HTTPStatus.SERVICE_UNAVAILABLE, "not ready\n")


def told(response):
    return response.status_code, response.text


def test_anybody_may_ask_and_learns_nothing_else(client, db):
    assert told(client.get("/health/")) == (HTTPStatus.OK, "ready\n")


def test_without_redis_it_is_not_ready(client, db, settings, caplog):
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock"}
    }

    assert told(client.get("/health/")) == NOT_READY
    assert "health: redis does not answer" in caplog.messages


@pytest.mark.django_db(transaction=True)
def test_without_the_database_it_is_not_ready(client, caplog):
    connection = connections["default"]
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = "/nowhere"
    try:
        answer = told(client.get("/health/"))
    finally:
        connection.settings_dict["HOST"] = host

    assert answer == NOT_READY
    assert "health: database does not answer" in caplog.messages


def test_it_is_asked_and_not_told(client, db):
    assert client.post("/health/").status_code == HTTPStatus.METHOD_NOT_ALLOWED
