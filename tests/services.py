"""A pytest plugin: one real PostgreSQL and one real Redis for the whole run, in its own folder.

The first process starts them before Django reads its settings; the parallel workers inherit the
addresses, and each takes a database (by pytest-django) and a Redis number (here) for itself.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from kapcouples.tryout.embedded import postgresql, redis_server

SETTINGS = {
    # The Celery app, imported with kapcouples, would choose the settings of production.
    "DJANGO_SETTINGS_MODULE": "tests.settings",
    "KAP_TRYOUT": "1",
    "SECRET_KEY": "only-for-the-tests-".ljust(30, "k") + "0a9b8c7d6e5f4g3h2i1j0k",
    "ALLOWED_HOSTS": "localhost,127.0.0.1",
    "EMAIL_URL": "smtp://127.0.0.1:9",
    "LOG_LEVEL": "WARNING",
    # The browser's driver keeps an event loop in this thread, and Django would see a mistake in it.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}


class Ground:
    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="kap-tests-"))
        self.services = []

    def prepare(self) -> None:
        self._offer("DATABASE_URL", lambda: postgresql(self.folder / "pg", durable=False))
        self._offer("REDIS_URL", lambda: redis_server(self.folder / "redis"))
        os.environ["KAP_MAIL_FOLDER"] = str(self.folder / "mail")

    def _offer(self, variable, make) -> None:
        if variable in os.environ:
            return
        service = make()
        self.services.append(service)
        service.start()
        os.environ[variable] = service.address

    def clear(self) -> None:
        for service in reversed(self.services):
            service.child.stop()
        self.services.clear()
        shutil.rmtree(self.folder, ignore_errors=True)


def _take_own_redis_number() -> None:
    """gw0 takes number 1, gw1 number 2; a run that is not parallel stays with its own."""
    number = int(os.environ["PYTEST_XDIST_WORKER"].removeprefix("gw")) + 1
    address = os.environ["REDIS_URL"].partition("?")[0]
    if address.startswith("unix:"):
        os.environ["REDIS_URL"] = f"{address}?db={number}"
    else:
        os.environ["REDIS_URL"] = urlsplit(address)._replace(path=f"/{number}").geturl()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config):
    # All that is imported and collected lasts as long as the run: to look through it for what
    # could be thrown away takes a quarter of the time of collecting, and finds nothing.
    gc.disable()
    os.environ |= SETTINGS
    if "PYTEST_XDIST_WORKER" in os.environ:
        _take_own_redis_number()
    else:
        ground = Ground()
        early_config.add_cleanup(ground.clear)
        ground.prepare()
    return (yield)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    gc.freeze()
    gc.enable()
