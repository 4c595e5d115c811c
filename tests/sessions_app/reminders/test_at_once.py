"""Several at once: workers beside workers, workers that are killed, people who cancel meanwhile."""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection, transaction
from django.utils import timezone

from sessions_app.planning import actions as planning
from sessions_app.post.line import Line
from sessions_app.reminders import actions
from sessions_app.reminders.models import Letter
from sessions_app.reminders.rules.leaving import CLAIM_LASTS
from sessions_app.reminders.rules.states import State
from sessions_app.reminders.tasks import drain
from tests.factories.reminders import couples_with_a_letter_due

from . import worker

pytestmark = pytest.mark.django_db(transaction=True)

A_LEASE = CLAIM_LASTS + timedelta(seconds=1)


def in_own_connection(deed):
    try:
        return deed()
    finally:
        connection.close()


def together(*deeds):
    """Do these at the same moment, each with a connection of its own; what each returned."""
    barrier = Barrier(len(deeds))

    def run(deed):
        barrier.wait()
        return in_own_connection(deed)

    with ThreadPoolExecutor(len(deeds)) as pool:
        return [done.result() for done in [pool.submit(run, deed) for deed in deeds]]


def test_sweeps_at_the_same_moment_send_each_letter_once(post_office):
    now = timezone.now()
    couples_with_a_letter_due(60, at=now)

    counts = together(*[lambda: drain(clock=lambda: now)] * 3)

    assert sum(one["sent"] for one in counts) == 120
    assert len(set(post_office.addresses)) == len(post_office.addresses) == 120
    assert set(Letter.objects.told(now).values_list("state", flat=True)) == {"sent"}


def test_after_a_cancellation_no_letter_of_that_meeting_is_handed_over(post_office):
    now = timezone.now()
    meetings = couples_with_a_letter_due(60, at=now)
    handed_at_commit = {}

    def cancel_them():
        for meeting in meetings:
            thea = meeting.booked_by
            planning.cancel_meeting(meeting=meeting, why="Ill.", by=thea, at=now)
            handed_at_commit[meeting.pk] = handed(meeting)

    def handed(meeting):
        return meeting.letters.filter(handing_at__isnull=False).count()

    together(cancel_them, lambda: drain(clock=lambda: now))

    assert {meeting.pk: handed(meeting) for meeting in meetings} == handed_at_commit
    assert len(post_office.letters) == sum(handed_at_commit.values())
    assert not Letter.objects.in_state("planned", now).exists()


def test_the_last_look_waits_for_a_cancellation_that_is_under_way(post_office):
    now = timezone.now()
    (meeting,) = couples_with_a_letter_due(1, at=now)
    actions.plan_letters(at=now)
    letter, _ = actions.claim(at=now).letters

    def send():
        with Line() as line:
            return actions.send(letter=letter, line=line, clock=lambda: now)

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            planning.cancel_meeting(meeting=meeting, why="Ill.", by=meeting.booked_by, at=now)
            sending = pool.submit(in_own_connection, send)
            while not (somebody_waits_for_a_lock() or sending.done()):
                time.sleep(0.001)
        state = sending.result()

    assert state == State.PLANNED
    assert post_office.letters == []


def somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from pg_locks where not granted)")
        return cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("silent_at", "arrived", "became"),
    [("RCPT", 0, ["planned", "planned"]), ("dot", 1, ["planned", "uncertain"])],
)
def test_a_worker_killed_in_a_conversation_leaves_one_letter_uncertain_only_after_the_dot(
    post_office, silent_at, arrived, became
):
    now = timezone.now()
    couples_with_a_letter_due(1, at=now)
    post_office.silent_at = silent_at
    process = worker.start(port=post_office.port, ahead=timedelta(0))
    assert post_office.is_silent.wait(timeout=30)

    process.kill()
    process.join()
    at_the_kill = len(post_office.letters)
    post_office.silent_at = ""
    told = Letter.objects.told(now + 2 * A_LEASE)
    found = sorted(told.values_list("state", flat=True))
    drain(clock=lambda: now + 2 * A_LEASE)

    assert (at_the_kill, found) == (arrived, became)
    assert len(set(post_office.addresses)) == len(post_office.addresses) == 2


def test_killed_workers_lose_no_letter_double_none_and_leave_one_at_most_uncertain(post_office):
    letters, kills, chance = 1000, 20, random.Random(20)
    couples_with_a_letter_due(letters // 2, at=timezone.now())

    for kill in range(kills):
        enough = min(len(post_office.letters) + chance.randint(5, 40), letters)
        process = worker.start(port=post_office.port, ahead=kill * A_LEASE)
        while len(post_office.letters) < enough and process.is_alive():
            time.sleep(0.001)
        time.sleep(chance.random() / 100)
        process.kill()
        process.join()
    drain(clock=lambda: timezone.now() + kills * A_LEASE)

    told = Letter.objects.told(timezone.now() + 2 * kills * A_LEASE)
    became = Counter(told.values_list("state", flat=True))
    sent = set(told.filter(state="sent").values_list("address", flat=True))
    assert set(became) <= {"sent", "uncertain"}
    assert sum(became.values()) == letters
    assert became["uncertain"] <= kills
    assert len(set(post_office.addresses)) == len(post_office.addresses)
    assert sent <= set(post_office.addresses)
