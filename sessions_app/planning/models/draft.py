from datetime import timedelta

from django.db import models
from django.db.models import Q

from ...people.models import Account
from .plan import Plan

KEPT_FOR = timedelta(days=14)


class DraftQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Nobody but whoever typed it."""
        return self.filter(account=account)

    def fresh(self, now):
        return self.filter(kept_at__gt=now - KEPT_FOR)

    def stale(self, now):
        return self.filter(kept_at__lte=now - KEPT_FOR)


class Draft(models.Model):
    """What somebody typed at a station and has not saved; it is theirs alone and runs out.

    No part of the plan: nothing reads it but the station it was typed at, for the same account.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="drafts")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="drafts")
    station = models.CharField(max_length=16)
    fields = models.JSONField(default=dict)
    kept_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=("kept_at",), name="draft_kept")]
        constraints = [
            models.UniqueConstraint(
                fields=("account", "plan", "station"),
                name="draft_once",
                violation_error_message="There is one draft for each station.",
            ),
            models.CheckConstraint(
                name="draft_has_a_station",
                condition=~Q(station=""),
                violation_error_message="A draft belongs to a station.",
            ),
        ]

    def __str__(self):
        return f"Draft of {self.account}"
