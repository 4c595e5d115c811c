"""The real parts that tests of any room may ask for: a browser, a Celery worker, a mail server."""

import os
import sys
from shutil import which

import pytest
import redis
from django.db import connection
from hypothesis import settings as hypothesis_settings

from kapcouples.celery import app
from kapcouples.tryout.bootstrap import BROWSERS
from kapcouples.tryout.children import Child
from tests.factories.protocols import built_in
from tests.sessions_app.reminders.post_office import PostOffice
from tests.shelf import keep

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("kap", deadline=None, derandomize="CI" in os.environ)
hypothesis_settings.load_profile("kap")

REDIS = redis.from_url(os.environ["REDIS_URL"])
NEVER_EMPTIED = [
    "sessions_app_event",
    "sessions_app_signoff",
    "sessions_app_approvalsignature",
    "sessions_app_revocation",
]
OTHERS = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A child that a test killed may leave its line to the database open; it is cut at the end.

    Otherwise the database could not be removed, and the last test would be blamed for it.
    A test that commits is undone by emptying the tables, which our database refuses; so here,
    and only here, the triggers that refuse it sleep until a test wakes them.
    The built-in protocols never change, so all tests share those that are loaded here; a test
    that commits empties their tables too, and they come back with the ids they had. With other ids
    nothing on the shelf would fit any more, and each later test made its plan anew.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in NEVER_EMPTIED:
            cursor.execute(f"alter table {table} disable trigger never_emptied")
        built_in()
        keep("protocols")
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"select pg_terminate_backend(pid, 5000) {OTHERS}")


QUIET_BROWSER = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
]


@pytest.fixture(autouse=True)
def _nothing_counted():
    """Tries that other tests made, and codes they used, do not count in this one."""
    if leftovers := REDIS.keys("kap:*"):
        REDIS.delete(*leftovers)


@pytest.fixture(scope="session")
def browser_type_launch_args():
    """The system's own Chromium: a package installs it, nothing is downloaded."""
    return {"executable_path": next(filter(None, map(which, BROWSERS))), "args": QUIET_BROWSER}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"locale": "en-US", "timezone_id": "America/Denver"}


@pytest.fixture
def smtp_sink(settings):
    """A mail server that keeps what arrives; this process and a later worker send to it."""
    office = PostOffice()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
    office.open()
    yield office
    office.close()


@pytest.fixture
def celery_worker_process(transactional_db, smtp_sink, tmp_path):
    """A worker in a process of its own, on this test's database, Redis and mail server."""
    database = connection.settings_dict
    environment = {
        "DATABASE_URL": f"postgresql://postgres@/{database['NAME']}?host={database['HOST']}",
        "EMAIL_URL": f"smtp://127.0.0.1:{smtp_sink.port}",
    }
    name = f"worker-{os.getpid()}@tests"
    words = ["-m", "celery", "-A", "kapcouples", "worker", "--pool", "solo", "--hostname", name]
    worker = Child("worker", [sys.executable, *words], environment, tmp_path / "worker.log")
    worker.start()
    try:
        _wait_for_its_answer(worker, name)
        yield worker
    finally:
        worker.stop()


def _wait_for_its_answer(worker, name):
    for _ in range(60):
        if app.control.ping([name], timeout=0.5):
            return
        assert not worker.has_ended(), worker.last_words()
    raise AssertionError(f"The worker did not answer.\n{worker.last_words()}")
