import json

from django.db import models

from ...couples.models import Couple
from ...people.models import Account
from .plan import Plan


class RevisionQuerySet(models.QuerySet):
    def visible_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.visible_to(account))

    def clinical_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.clinical_to(account))


class Revision(models.Model):
    """The exact content of a plan as it was sent. Rows are only ever added."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    sent_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        ordering = ("-number",)
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "number"),
                name="revision_sent_once",
                violation_error_message="This revision was already sent.",
            ),
            models.CheckConstraint(
                name="revision_digest_is_sha256",
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
                violation_error_message="The digest is sixty-four hexadecimal figures.",
            ),
        ]

    def __str__(self):
        return f"{self.plan}, revision {self.number}"

    def read(self):
        """The content as the plain values it was sent with."""
        return json.loads(bytes(self.content))
