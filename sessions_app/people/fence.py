"""The second wall behind `visible_to`: the database shows the rows of the clinics named here.

See the migration `fences_around_clinics`. The words hold until the transaction ends, so whatever
runs outside of one reads nothing at all.
"""

from contextlib import contextmanager

from django.db import connection, transaction

from .present import CHOSEN

EVERYWHERE = "*"
# Asks only whether the database answers, and must say so itself when it does not.
UNFENCED = "/health/"


@contextmanager
def within(*, clinics, account=None):
    """A transaction in which the rows of these clinics are there, and the roles of this account.

    `clinics` are their numbers, or `EVERYWHERE` for the clock, which looks after all.
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
            [told, str(account.pk) if account else ""],
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
    """One transaction for each request, in which only the clinic that its reader works in is there.

    Before anybody is known a page may have to find an account or an invitation by its secret, in
    whichever clinic that is. Stands right behind the middleware that knows the account; it is on
    when the app takes the role that the fences hold for (DATABASE_ROLE).
    """

    def answer(request):
        if request.path_info == UNFENCED:
            return get_response(request)
        with transaction.atomic():
            _name_for(request)
            response = get_response(request)
            if response.status_code >= 500:
                transaction.set_rollback(True)
            return response

    return answer


def _name_for(request):
    account = request.user
    if not account.is_authenticated:
        name(clinics=EVERYWHERE)
        return
    name(clinics=[], account=account)
    account.chosen_clinic = request.session.get(CHOSEN)
    if account.clinic:
        name(clinics=[account.clinic.pk], account=account)


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
