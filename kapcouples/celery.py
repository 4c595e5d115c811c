import logging
import os
import time

from celery import Celery, Task
from django.conf import settings
from kombu.exceptions import OperationalError

from sessions_app.people import fence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kapcouples.settings")

logger = logging.getLogger(__name__)

# One deed may ask for several papers; only the first of them waits for a queue that is silent.
LEFT_ALONE_FOR = 5


class Wake(Task):
    """A message only wakes a worker; what is to be done stands in the database.

    So a queue that is down costs nothing but time: the next sweep finds the same rows, and the page
    that asked is answered.
    """

    abstract = True
    silent_until = 0.0

    def __call__(self, *args, **kwargs):
        if not settings.DATABASE_ROLE:
            return super().__call__(*args, **kwargs)
        with fence.clock():
            return super().__call__(*args, **kwargs)

    def apply_async(self, *args, **kwargs):
        if time.monotonic() < Wake.silent_until:
            return None
        try:
            return super().apply_async(*args, **kwargs)
        except OperationalError:
            Wake.silent_until = time.monotonic() + LEFT_ALONE_FOR
            logger.warning("the queue does not answer; %s waits for the next sweep", self.name)
            return None


app = Celery("kapcouples", task_cls=Wake)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
