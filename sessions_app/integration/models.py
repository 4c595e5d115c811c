"""What came out of a meeting after a session."""

from django.db import models

from ..people.models import Account
from ..planning.models import Meeting


class Outcome(models.Model):
    """The joint note of one held meeting. Private notes have no place here."""

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="outcome")
    note = models.TextField(blank=True, max_length=4000)
    written_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self):
        return f"Outcome of {self.meeting}"
