"""The secret address under which somebody's own calendar program reads their appointments."""

from django.db import models
from django.db.models import F, Q

from ..people.models import Account


class FeedQuerySet(models.QuerySet):
    def visible_to(self, account):
        return self.filter(account=account)

    def standing(self):
        """Those that still answer: not ended, of somebody who may sign in, and made since they
        were last disabled."""
        never = Q(account__links_ended_at=None)
        since = Q(made_at__gt=F("account__links_ended_at"))
        return self.filter(never | since, ended_at=None, account__is_active=True)


class Feed(models.Model):
    """Only the digest of the address is kept, so that nobody can read it from here."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="feeds")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ("-made_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("account",),
                condition=Q(ended_at=None),
                name="feed_one_open_per_account",
                violation_error_message="There is an address already.",
            ),
            models.CheckConstraint(
                name="feed_ended_with_at_and_by",
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                violation_error_message="An ended address names who ended it and when.",
            ),
            models.CheckConstraint(
                name="feed_digest_is_sha256",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="Only the digest of an address is kept.",
            ),
        ]

    def __str__(self):
        return f"The calendar address of {self.account}"
