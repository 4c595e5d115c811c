"""The second wall behind `visible_to`: the database shows the rows of the clinics named here.

See the migration `fences_around_clinics`. The words hold until the transaction ends, so whatever
runs outside of one reads nothing at all.
"""

from contextlib import contextmanager

from django.contrib.auth import SESSION_KEY
from django.db import connection, transaction

EVERYWHERE = "*"
# Asks only whether the database answers, and must say so itself when it does not.
UNFENCED = "/health/"


@contextmanager
def within(*, clinics, account=None):
    """A transaction in which the rows of these clinics are there, and the roles of this account.

    Both are given by number; `EVERYWHERE` is for the clock, which looks after all.
    """
    with transaction.atomic():
        name(clinics=clinics, account=account)
        yield


def name(*, clinics, account=None):
    """Name the clinics for the rest of the transaction that is open."""
    told = clinics if clinics == EVERYWHERE else ",".join(str(int(pk)) for pk in clinics)
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('kap.clinic', %s, true), set_config('kap.account', %s, true)",
            [told, str(account or "")],
        )


@contextmanager
def looking_everywhere():
    """For one look past the clinics named, whose answer is told to nobody as it stands."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('kap.clinic', true)")
        (told,) = cursor.fetchone()
        cursor.execute("select set_config('kap.clinic', '*', true)")
        try:
            yield
        finally:
            cursor.execute("select set_config('kap.clinic', %s, true)", [told or ""])


def each_request(get_response):
    """One transaction for each request, in which at first only its reader's own roles are there.

    On when the app takes the role that the fences hold for (DATABASE_ROLE). Stands before whatever
    asks who is signed in, and does not ask: whether the sign-in is over is found out behind it.
    """

    def answer(request):
        if request.path_info == UNFENCED:
            return get_response(request)
        with transaction.atomic():
            if reader := request.session.get(SESSION_KEY):
                name(clinics=[], account=int(reader))
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    return answer


def where_they_work(get_response):
    """Name the one clinic that the reader works in now; stands behind what knows which that is.

    Before anybody is known a page may have to find an account or an invitation by its secret, in
    whichever clinic that is.
    """

    def answer(request):
        if request.path_info == UNFENCED:
            return get_response(request)
        reader = request.user
        if not reader.is_authenticated:
            name(clinics=EVERYWHERE)
        elif reader.clinic:
            name(clinics=[reader.clinic.pk], account=reader.pk)
        return get_response(request)

    return answer


@contextmanager
def clock():
    """For a task, which looks after all clinics in many transactions, until it ends."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('kap.clinic', '*', false)")
    try:
        yield
    finally:
        # A line that broke in between comes back with nothing named.
        if connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("select set_config('kap.clinic', '', false)")
