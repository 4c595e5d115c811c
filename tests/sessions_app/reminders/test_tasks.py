"""The whole way: beat wakes a worker, which finds in the database what is due."""

import time
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from sessions_app.reminders.models import Letter, Sweep
from sessions_app.reminders.rules import leaving
from sessions_app.reminders.tasks import sweep
from tests.factories.reminders import couples_with_a_letter_due

PATIENCE = timedelta(seconds=60)


def test_beat_and_worker_send_what_is_due_and_write_the_pulse(celery_worker_process, post_office):
    began = timezone.now()
    couples_with_a_letter_due(1, at=began)

    while timezone.now() < began + PATIENCE and not sent_and_counted():
        time.sleep(0.05)

    pulse = Sweep.objects.get()
    assert len(set(post_office.addresses)) == len(post_office.addresses) == 2
    assert list(Letter.objects.told(timezone.now()).values_list("state", flat=True)) == ["sent"] * 2
    assert not pulse.asleep(timezone.now())
    assert pulse.mail_down_since is None
    assert [program.has_ended() for program in celery_worker_process] == [False, False]


def test_a_sweep_sends_what_is_due_now(db, post_office):
    couples_with_a_letter_due(1, at=timezone.now())

    sweep()

    assert len(post_office.letters) == 2
    assert Sweep.objects.get().sent == 2


def test_beat_calls_the_sweep_by_the_name_the_worker_knows_and_without_a_date():
    entry = settings.CELERY_BEAT_SCHEDULE["reminders.sweep"]

    assert entry["task"] == sweep.name
    assert set(entry) == {"task", "schedule", "options"}
    assert set(entry["options"]) == {"expires"}


def test_a_letter_is_called_uncertain_only_after_the_mail_server_had_time_to_answer():
    assert 2 * timedelta(seconds=settings.EMAIL_TIMEOUT) < leaving.UNCERTAIN_AFTER


def sent_and_counted():
    return Letter.objects.filter(sent_at__isnull=False).count() == 2
