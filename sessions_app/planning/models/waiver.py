from django.db import models
from django.db.models import Q

from ...couples.models import Couple
from ...people.models import Account
from .plan import Plan


class WaiverQuerySet(models.QuerySet):
    def visible_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.visible_to(account))

    def clinical_to(self, account):
        return self.filter(plan__couple__in=Couple.objects.clinical_to(account))

    def standing(self):
        return self.filter(lifted_at=None)


class Waiver(models.Model):
    """A piece of advice a plan goes on without, and why. What is a rule cannot be waived."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="waivers")
    gate = models.CharField(max_length=20)
    reason = models.TextField(max_length=600)
    waived_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    waived_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    objects = WaiverQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "gate"),
                condition=Q(lifted_at=None),
                name="waiver_once",
                violation_error_message="This advice is waived already.",
            ),
            models.CheckConstraint(
                name="waiver_lifted_with_at_and_by",
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__isnull=False, lifted_by__isnull=False),
                violation_error_message="A lifted waiver names who lifted it and when.",
            ),
            models.CheckConstraint(
                name="waiver_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message="A waiver says why.",
            ),
        ]

    def __str__(self):
        return f"Waiver in {self.plan}"
