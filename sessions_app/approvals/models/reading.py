from django.db import models
from django.db.models import F, Q

from ...people.models import Account
from .approval import Approval


class ReadingQuerySet(models.QuerySet):
    def latest(self):
        return self.order_by("-taken_at", "-pk")


class Reading(models.Model):
    """What was measured before a dose, and whether it was outside the prescriber's limits."""

    approval = models.ForeignKey(Approval, models.PROTECT, related_name="readings")
    systolic = models.PositiveSmallIntegerField()
    diastolic = models.PositiveSmallIntegerField()
    heart_rate = models.PositiveSmallIntegerField()
    oxygen = models.PositiveSmallIntegerField(null=True, blank=True)
    outside = models.BooleanField()
    taken_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    objects = ReadingQuerySet.as_manager()

    class Meta:
        ordering = ("-taken_at", "-pk")
        constraints = [
            models.CheckConstraint(
                name="reading_pressure_in_order",
                condition=Q(systolic__gt=F("diastolic")),
                violation_error_message="The upper pressure is above the lower one.",
            ),
            models.CheckConstraint(
                name="reading_oxygen_is_a_share",
                condition=Q(oxygen=None) | Q(oxygen__range=(1, 100)),
                violation_error_message="Oxygen saturation is a share of a hundred.",
            ),
        ]

    def __str__(self):
        return f"Reading under {self.approval}"
