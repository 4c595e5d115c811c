from celery import shared_task
from django.utils import timezone

from . import actions


@shared_task(name="approvals.sweep")
def sweep():
    """Let lapse what no longer holds; the database says which approvals to look at."""
    actions.sweep(at=timezone.now())
