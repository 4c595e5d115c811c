"""The way from the page to the press: a message wakes a worker, a sweep finds what was lost."""

import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from kapcouples.celery import app
from sessions_app.documents import actions, tasks
from sessions_app.documents.models import Paper
from sessions_app.documents.rules import CLAIM_LASTS, State
from tests.factories.documents import PaperFactory, ReadyPaperFactory

from .conftest import pages

PATIENCE = timedelta(seconds=60)


def wait_until(true):
    began = timezone.now()
    while timezone.now() < began + PATIENCE and not true():
        time.sleep(0.05)
    assert true()


def all_ready():
    return all(paper.state == State.READY for paper in Paper.objects.listed())


def test_a_worker_prints_what_was_asked_for(celery_worker, plan_of, thea, NOW):
    asked = actions.ask(plan=plan_of(signed=True), by=thea, at=NOW)

    tasks.wake(asked)
    wait_until(all_ready)

    ready = list(Paper.objects.order_by("pk"))
    assert [paper.pk for paper in ready] == [paper.pk for paper in asked]
    plan, a, b, *cards = [" ".join(pages(paper.pdf)) for paper in ready]
    assert ["Own words of A." in page for page in (plan, a, b)] == [True, True, False]
    assert ["Open in an emergency." in page for page in cards] == [True, True]
    assert not celery_worker.has_ended()


def test_a_sweep_prints_what_no_message_told_of_and_what_a_lost_worker_left(celery_worker):
    PaperFactory()
    PaperFactory(claimed_at=timezone.now() - CLAIM_LASTS)

    tasks.sweep.delay()
    wait_until(all_ready)

    assert [paper.pages for paper in Paper.objects.listed()] == [1, 1]


@pytest.mark.django_db
def test_only_waiting_papers_are_sent_and_only_once_they_are_committed(
    NOW, django_capture_on_commit_callbacks
):
    papers = [
        PaperFactory(),
        PaperFactory(claimed_at=NOW),
        PaperFactory(claimed_at=NOW, failed_at=NOW, failed_why="It was too long."),
        ReadyPaperFactory(),
    ]

    with django_capture_on_commit_callbacks() as waiting:
        tasks.wake(papers)

    assert [(call.func, call.args) for call in waiting] == [(tasks.render.delay, (papers[0].pk,))]


@pytest.mark.django_db
def test_a_sweep_wakes_the_press_for_the_papers_nobody_is_at():
    now = timezone.now()
    older = PaperFactory(asked_at=now - timedelta(hours=1))
    abandoned = PaperFactory(claimed_at=now - CLAIM_LASTS)
    PaperFactory(claimed_at=now)
    ReadyPaperFactory()

    with app.connection_for_read() as connection:
        messages = connection.SimpleQueue(settings.CELERY_TASK_DEFAULT_QUEUE)
        messages.clear()
        tasks.sweep()
        told = [messages.get(timeout=5) for _ in range(messages.qsize())]
        for message in told:
            message.ack()

    assert [message.headers["task"] for message in told] == ["documents.render"] * 2
    assert [message.payload[0] for message in told] == [[older.pk], [abandoned.pk]]


@pytest.mark.django_db
def test_a_task_prints_the_paper_it_is_given_by_number():
    paper = PaperFactory()

    tasks.render(paper.pk)
    actions.PRESS.stop()

    assert Paper.objects.get(pk=paper.pk).state == State.READY


def test_beat_calls_the_sweep_by_the_name_the_worker_knows():
    assert settings.CELERY_BEAT_SCHEDULE["documents.sweep"]["task"] == tasks.sweep.name


def test_a_worker_that_hangs_is_gone_before_its_claim_is():
    assert timedelta(seconds=tasks.render.time_limit) < CLAIM_LASTS
    assert actions.PRESS.seconds < tasks.render.time_limit
