"""The same answer from two processes at the same moment, as two web workers would look at it."""

import os
import subprocess
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from tests.factories.access import code_at, recovery_codes_of, with_app
from tests.factories.people import AccountFactory
from tests.house.code import ROOT

pytestmark = pytest.mark.django_db(transaction=True)


def started(what, account, answer, times):
    database = connection.settings_dict
    address = f"postgresql://postgres@/{database['NAME']}?host={database['HOST']}"
    words = ["tests.sessions_app.access.elsewhere", what, str(account.pk), answer, str(times)]
    return subprocess.Popen(
        [sys.executable, "-m", *words],
        env={**os.environ, "DATABASE_URL": address},
        cwd=ROOT,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def from_two_processes(what, account, answer, *, times):
    """How often the answer came to what, given so many times in each of two processes."""
    both = [started(what, account, answer, times) for _ in range(2)]
    for process in both:
        assert process.stdout.readline() == "ready\n"
    for process in both:
        process.stdin.write("go\n")
        process.stdin.flush()
    said = [process.communicate(timeout=60)[0] for process in both]
    return Counter(word for each in said for word in each.splitlines())


def test_a_code_of_the_app_lets_in_once_whichever_process_looks_at_it():
    # The code of the coming half minute: it stays good while the processes start.
    soon = datetime.now(UTC) + timedelta(seconds=30)
    account = with_app(AccountFactory())

    said = from_two_processes("code", account, code_at(soon), times=4)

    assert said == {"yes": 1, "no": 7}


def test_a_recovery_code_raced_fifty_ways_has_one_winner():
    account = with_app(AccountFactory())
    code = recovery_codes_of(account)[0]

    said = from_two_processes("code", account, code, times=25)

    assert said["yes"] == 1
    assert said["no"] <= 9 + 1
    assert sum(said.values()) == 50
    assert len(recovery_codes_of(account)) == 9


def test_fifty_wrong_passwords_at_once_are_ten_guesses():
    said = from_two_processes("password", AccountFactory(), "wrong", times=25)

    assert said == {"no": 10, "not looked at": 40}
