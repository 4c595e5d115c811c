from django.db import models

from ...people.models import Account
from .. import rules


class NoticeQuerySet(models.QuerySet):
    def waiting(self, *, at):
        """Not sent, not given up, and not in the hands of another worker just now.

        A link that was asked for before its account was disabled is never written.
        """
        ended = models.Q(
            kind__in=rules.CARRY_A_LINK, account__links_ended_at__gte=models.F("asked_at")
        )
        return self.filter(
            models.Q(claimed_at=None) | models.Q(claimed_at__lte=at - rules.CLAIM_LASTS),
            sent_at=None,
            asked_at__gt=at - rules.NOTICE_GOOD_FOR,
        ).exclude(ended)


class Notice(models.Model):
    """One letter to an account about its own sign-in. The row is the truth; a task only sends it.

    Sent at least once: a second copy of such a letter harms nobody, a missing one may.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, choices=[(k.value, k.value) for k in rules.News])
    address = models.EmailField()
    site = models.CharField(max_length=200, blank=True, help_text="Where its link leads.")
    asked_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=("asked_at",), condition=models.Q(sent_at=None), name="notice_unsent"
            )
        ]

    def __str__(self):
        return self.kind
