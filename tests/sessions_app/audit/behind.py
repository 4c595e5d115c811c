"""The record as somebody finds it who works past the app, and what `manage.py verify` says."""

from contextlib import contextmanager

import pytest
from django.core.management import CommandError, call_command
from django.db import connection


@contextmanager
def behind_the_back():
    """As the owner of the database, who can put every trigger to sleep."""
    with connection.cursor() as cursor:
        cursor.execute("set session_replication_role = replica")
        yield cursor
        cursor.execute("set session_replication_role = origin")


def verify(capsys, *words):
    call_command("verify", *words)
    return capsys.readouterr().out


def fault(*words):
    with pytest.raises(CommandError) as refusal:
        call_command("verify", *words)
    return str(refusal.value)
