"""The database or Redis is away: a calm page that tells nothing, and no check that fails open."""

import pytest
from django.core.cache import caches
from django.db import InterfaceError, OperationalError, connection, transaction
from django.test import Client

from tests.doors.table import ROUTES
from tests.doors.world import records
from tests.factories.people import PASSWORD
from tests.house.routes import routes
from tests.sessions_app.pages import words
from tests.sessions_app.test_behind_fences import fenced, get
from tests.sessions_app.test_every_route import address

__all__ = ["fenced"]
pytestmark = pytest.mark.usefixtures("frozen")
SAID = "connection to server at db.zebra.internal failed: password of kapcouples_app"
OPEN_WITHOUT = {"/sign-in/", "/reset/"}


def signed_in(account):
    client = Client(raise_request_exception=False)
    client.force_login(account)
    return client


@pytest.fixture
def away():
    """From the call on no question to the database is answered."""

    def fall_silent(error):
        def refuse(execute, sql, params, many, context):
            raise error(SAID)

        return connection.execute_wrapper(refuse)

    with transaction.atomic():
        yield fall_silent
        transaction.set_rollback(True)


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_database_a_page_says_so_calmly(error, method, thea, couple, fenced, away):
    client, begin = signed_in(thea), f"/folders/{couple.pk}/plans/begin/"

    with away(error):
        answers = [getattr(client, method)(path) for path in ("/", "/folders/", begin, "/x/")]

    for answer in answers:
        assert (answer.status_code, answer["Retry-After"]) == (503, "60")
        assert words(answer).startswith("The records are out of reach for a moment Nothing you had")
        for secret in ("zebra", "kapcouples_app", "Traceback", "OperationalError", "Thea", "Alex"):
            assert secret not in answer.text
        assert answer["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_without_a_database_nobody_is_let_in(thea, fenced, away):
    client = Client(raise_request_exception=False)

    with away(OperationalError):
        answer = client.post("/sign-in/", {"email": thea.email, "password": PASSWORD})
        health = client.get("/health/")

    assert (answer.status_code, health.status_code) == (503, 503)
    assert "sessionid" not in answer.cookies


def test_a_mistake_of_ours_is_told_as_one(thea, monkeypatch):
    def breaks(*args, **kwargs):
        raise ValueError(SAID)

    monkeypatch.setattr("sessions_app.desk.rows.told", breaks)

    answer = signed_in(thea).get("/folders/")

    assert (answer.status_code, "Retry-After" in answer) == (500, False)
    assert words(answer).startswith("Something went wrong on our side")
    assert "zebra" not in answer.text


@pytest.fixture
def no_redis(settings):
    settings.CACHES = {
        "default": settings.CACHES["default"] | {"LOCATION": "redis://127.0.0.1:9/0"}
    }
    caches.close_all()


def test_without_redis_every_page_opens_all_the_same(thea, signed_plan, fenced, no_redis):
    things, client = records(signed_plan), signed_in(thea)

    broken = {}
    for name, path, _ in routes():
        if ROUTES[name].get and name not in ("health", "calendar:feed"):
            status, _ = get(client, address(name, path, things), role="kapcouples_app")
            if status >= 500:
                broken[name] = status

    assert broken == {}


def test_without_redis_what_was_written_is_kept_and_nobody_is_let_in(
    thea, plan, couple, fenced, no_redis
):
    client, stranger = signed_in(thea), Client(raise_request_exception=False)

    kept = client.post(f"/plans/{plan.pk}/words/", {"joint": "To be near."})
    closed = stranger.post("/sign-in/", {"email": thea.email, "password": PASSWORD})

    plan.refresh_from_db()
    assert (kept.status_code, plan.joint_intention) == (302, "To be near.")
    assert closed.status_code == 503
    assert "This cannot be checked at the moment." in words(closed)
    assert stranger.get("/health/").status_code == 503
