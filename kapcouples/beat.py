from pathlib import Path

from celery.beat import Scheduler
from django.conf import settings


class Pulse(Scheduler):
    """Keeps no schedule on disk (plain intervals need none) and can show that it is alive."""

    def tick(self, *args, **kwargs):
        seconds = super().tick(*args, **kwargs)
        if settings.BEAT_PULSE:
            Path(settings.BEAT_PULSE).touch()
        return seconds
