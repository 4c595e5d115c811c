from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from . import actions
from .models import Paper
from .rules import State

AT_ONCE = 100


# The press ends a paper by itself; this limit is for a worker that hangs around it.
@shared_task(name="documents.render", time_limit=60)
def render(pk):
    actions.render(paper=Paper(pk=pk), clock=timezone.now)


@shared_task(name="documents.sweep")
def sweep():
    """Wake the press for papers whose message was lost or whose worker is gone."""
    for pk in Paper.objects.free(timezone.now()).order_by("asked_at").values_list("pk")[:AT_ONCE]:
        render.delay(*pk)


def wake(papers):
    """Send the waiting papers to the press once they are committed."""
    for paper in papers:
        if paper.state == State.WAITING:
            transaction.on_commit(partial(render.delay, paper.pk))
