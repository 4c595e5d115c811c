"""Waking a worker when the queue is well, gone, or silent."""

import socket
from contextlib import contextmanager

import pytest

from kapcouples import celery
from kapcouples.beat import Pulse


@pytest.fixture(autouse=True)
def _trusting(monkeypatch):
    monkeypatch.setattr(celery.Wake, "silent_until", 0.0)


@contextmanager
def queue_at(address):
    """The app as it would be with its queue elsewhere; a task of its own to wake."""
    app = celery.Celery("elsewhere", task_cls=celery.Wake, set_as_current=False)
    app.config_from_object("django.conf:settings", namespace="CELERY")
    app.conf.broker_url = address

    @app.task(name="documents.render", shared=False)
    def render(pk):
        """Never runs here."""

    yield render
    app.close()


@contextmanager
def silent_server():
    """It takes the line and never says a word."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server, f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_page_goes_on_when_the_queue_is_gone(caplog):
    with queue_at("redis+socket:///nowhere/redis.sock") as render:
        assert render.delay(7) is None

    assert caplog.messages == [
        "the queue does not answer; documents.render waits for the next sweep"
    ]


def test_only_the_first_of_several_wakes_waits_for_a_silent_queue(caplog):
    with silent_server() as (server, address), queue_at(address) as render:
        answers = [render.delay(paper) for paper in (7, 8, 9)]
        server.setblocking(False)
        server.accept()[0].close()
        with pytest.raises(BlockingIOError):
            server.accept()

    assert answers == [None, None, None]
    assert len(caplog.messages) == 1


def test_no_wait_for_the_queue_is_longer_than_two_seconds(settings):
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS

    assert options["max_retries"] == 0
    assert options["socket_connect_timeout"] + settings.CELERY_BROKER_CONNECTION_TIMEOUT <= 2
    assert options["socket_timeout"] <= 2
    assert settings.CELERY_TASK_PUBLISH_RETRY is False


def test_what_is_lost_with_a_worker_comes_back_and_nothing_is_planned_in_the_queue(settings):
    assert settings.CELERY_TASK_ACKS_LATE
    assert settings.CELERY_TASK_REJECT_ON_WORKER_LOST
    assert settings.CELERY_TASK_IGNORE_RESULT
    assert settings.CELERY_TIMEZONE == "UTC"
    assert settings.CELERY_ACCEPT_CONTENT == ["json"]
    assert set(settings.CELERY_BEAT_SCHEDULE) == {
        "access.sweep",
        "approvals.sweep",
        "documents.sweep",
        "people.sweep",
        "reminders.sweep",
        "signoff.sweep",
    }


@pytest.mark.parametrize("kept", ["pulse", ""])
def test_beat_shows_that_it_is_alive_where_it_is_asked_to(tmp_path, settings, kept):
    settings.BEAT_PULSE = str(tmp_path / kept) if kept else ""

    Pulse(app=celery.app, lazy=True).tick()

    assert [path.name for path in tmp_path.iterdir()] == [kept] * bool(kept)
