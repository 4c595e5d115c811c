import logging
import smtplib
from functools import partial

from celery import shared_task
from django.db import transaction
from django.utils import timezone

from . import actions
from .letters import written

logger = logging.getLogger(__name__)


@shared_task(name="access.sweep")
def sweep():
    """Send the letters that wait; one that does not leave is tried again ten minutes later."""
    actions.clear_away(at=timezone.now())
    while letter := actions.claim_notice(at=timezone.now()):
        try:
            written(letter).send()
        except (OSError, smtplib.SMTPException):
            logger.warning("letter %s did not leave; it is tried again", letter.pk)
        else:
            actions.note_notice_sent(notice=letter, at=timezone.now())


def wake():
    """Have the letters sent once what was written is committed, and not at the next sweep."""
    transaction.on_commit(partial(sweep.delay))
