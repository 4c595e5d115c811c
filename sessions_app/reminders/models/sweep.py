from django.db import models
from django.db.models import Q

from ..rules import leaving


class Sweep(models.Model):
    """The pulse: one row, written by each sweep, read by the pages."""

    only = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    last_at = models.DateTimeField()
    planned = models.PositiveIntegerField(default=0)
    sent = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    uncertain = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    later = models.PositiveIntegerField(default=0)
    mail_down_since = models.DateTimeField(null=True, blank=True)
    mail_says = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sweep_only_one",
                condition=Q(only=1),
                violation_error_message="There is one row that says when letters were looked at.",
            ),
            models.CheckConstraint(
                name="sweep_mail_down_with_words",
                condition=Q(mail_down_since=None, mail_says="")
                | Q(mail_down_since__isnull=False) & ~Q(mail_says=""),
                violation_error_message="A mail server that is down says since when, and what.",
            ),
        ]

    def asleep(self, now):
        return leaving.asleep(last_at=self.last_at, now=now)
