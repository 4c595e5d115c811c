"""Another process that gives answers: `python -m … WHAT ACCOUNT ANSWER TIMES`.

It says "ready", waits for a line, gives the answer so many times at once, and says how many of them
were taken.
"""

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from sessions_app.access import confirming, factors, guesses  # noqa: E402
from sessions_app.people.models import Account  # noqa: E402


def code(account, answer):
    try:
        factors.check(account=account, answer=answer, at=timezone.now())
    except factors.SecondFactorDoesNotMatch:
        return "no"
    except guesses.NotEvaluated:
        return "not looked at"
    return "yes"


def password(account, answer):
    try:
        confirming.confirm(by=account, password=answer, at=timezone.now())
    except confirming.PasswordIsWrong:
        return "no"
    except confirming.NotLookedAt:
        return "not looked at"
    return "yes"


def main(what, number, answer, times):
    give = {"code": code, "password": password}[what]
    account, together = Account.objects.get(pk=number), Barrier(int(times))

    def once(_):
        together.wait()
        try:
            return give(account, answer)
        finally:
            connection.close()

    with ThreadPoolExecutor(int(times)) as pool:
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        sys.stdin.readline()
        sys.stdout.write("\n".join(pool.map(once, range(int(times)))))


main(*sys.argv[1:])
