"""A worker in a process of its own, forked from one in which Django is ready, so that it can be
killed at any moment."""

import multiprocessing
import os
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from sessions_app.reminders.tasks import drain  # noqa: E402


def start(*, port, ahead):
    """A process that drains the letters of this test's database; its clock is `ahead`."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([__name__])
    process = context.Process(
        target=_drain, args=(connection.settings_dict["NAME"], port, ahead), daemon=True
    )
    process.start()
    return process


def _drain(database, port, ahead: timedelta):
    connection.settings_dict["NAME"] = database
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    drain(clock=lambda: timezone.now() + ahead)
