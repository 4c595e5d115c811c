"""The rows of the trail hang on one chain, whoever writes them and however many at once."""

import threading

import pytest
from django.db import connection, transaction

from sessions_app.audit.actions import record
from sessions_app.audit.models import Event
from sessions_app.audit.rules import NOTHING_BEFORE
from sessions_app.people.models import Account
from tests.factories.audit import EventFactory
from tests.factories.people import AccountFactory, ClinicFactory
from tests.factories.planning import NOW
from tests.sessions_app.refusals import append_only

WRITERS, DEEDS = 6, 8


def commit_now():
    """What the end of the transaction does, in the middle of a test's."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def links():
    return [(e.number, e.before, e.hash) for e in Event.objects.chained()]


@pytest.mark.django_db
def test_a_row_is_tied_to_the_one_before_it_when_its_transaction_ends():
    clinic = ClinicFactory()
    first = record(deed="clinic opened", subject=clinic, by=None, at=NOW)
    second = record(deed="clinic changed", subject=clinic, by=None, at=NOW, fields=["name"])
    commit_now()
    third = record(deed="clinic changed", subject=clinic, by=None, at=NOW)
    commit_now()

    kept = list(Event.objects.chained())

    assert [event.pk for event in kept] == [first.pk, second.pk, third.pk]
    assert [event.number for event in kept] == [1, 2, 3]
    assert [event.before for event in kept] == [NOTHING_BEFORE, kept[0].hash, kept[1].hash]
    assert [event.hash for event in kept] == [event.present_hash for event in kept]
    assert [event.digest for event in kept] == [event.present_digest for event in kept]
    assert len({event.hash for event in kept}) == 3


@pytest.mark.django_db
def test_a_row_that_was_undone_leaves_no_gap():
    with transaction.atomic():
        EventFactory()
        transaction.set_rollback(True)

    EventFactory()
    commit_now()

    assert [number for number, _, _ in links()] == [1]


@pytest.mark.django_db
def test_a_tied_row_stays_as_it_is_and_where_it_is():
    event = EventFactory()
    commit_now()

    for change in ({"number": 7}, {"before": "x"}, {"hash": ""}, {"hash": "", "before": "last"}):
        with append_only("sessions_app_event"):
            Event.objects.filter(pk=event.pk).update(**change)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "table",
    [
        "sessions_app_event",
        "sessions_app_signoff",
        "sessions_app_approvalsignature",
        "sessions_app_revocation",
    ],
)
def test_no_table_of_the_record_is_ever_emptied(table):
    with connection.cursor() as cursor:
        cursor.execute(f"alter table {table} enable trigger never_emptied")

        with append_only(table):
            cursor.execute(f"truncate {table}")


@pytest.mark.django_db(transaction=True)
def test_many_writers_at_once_make_one_chain_and_nobody_waits_forever():
    """Each holds a lock that the next one wants after its own row: the common way to a deadlock."""
    accounts = [AccountFactory() for _ in range(WRITERS)]
    failures = []

    def write(place):
        mine, other = accounts[place], accounts[(place + 1) % WRITERS]
        try:
            for _ in range(DEEDS):
                with transaction.atomic():
                    Account.objects.select_for_update().get(pk=min(mine.pk, other.pk))
                    record(deed="signed in", subject=mine, by=mine, at=NOW)
                    Account.objects.select_for_update().get(pk=max(mine.pk, other.pk))
                    record(deed="signed out", subject=mine, by=mine, at=NOW)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(place,)) for place in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    kept = list(Event.objects.chained())
    assert failures == []
    assert [event.number for event in kept] == list(range(1, 2 * WRITERS * DEEDS + 1))
    assert [e.before for e in kept] == [NOTHING_BEFORE, *(e.hash for e in kept[:-1])]
    assert [e.hash for e in kept] == [e.present_hash for e in kept]
