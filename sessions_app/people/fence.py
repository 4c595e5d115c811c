"""The second wall behind `visible_to`: the database shows the rows of the clinics named here.

See the migration `fences_around_clinics`. The words hold until the transaction ends, so whatever
runs outside of one reads nothing at all.
"""

from contextlib import contextmanager

from django.db import connection, transaction

EVERYWHERE = "*"


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
