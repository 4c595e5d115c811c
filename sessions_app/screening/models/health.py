from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ...couples.models import Partner
from ...people.models import Account
from ..rules import health

VITALS = ("systolic", "diastolic", "heart_rate", "oxygen")


class HealthForm(models.Model):
    """One partner's health topics, allergies and baseline vitals, as told on one day.

    `topics` maps a topic to its answer and to the partner's own words. Empty `allergies` say that
    none was told, which is not that there is none.
    """

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="health_forms")
    topics = models.JSONField(default=dict, blank=True)
    allergies = models.CharField(max_length=300, blank=True, default="")
    measured_on = models.DateField(null=True, blank=True)
    systolic = models.PositiveSmallIntegerField(null=True, blank=True)
    diastolic = models.PositiveSmallIntegerField(null=True, blank=True)
    heart_rate = models.PositiveSmallIntegerField(null=True, blank=True)
    oxygen = models.PositiveSmallIntegerField(null=True, blank=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="health_vitals_with_their_day",
                condition=Q(
                    measured_on=None, systolic=None, diastolic=None, heart_rate=None, oxygen=None
                )
                | Q(measured_on__isnull=False, systolic__isnull=False, diastolic__isnull=False),
                violation_error_message="Baseline vitals have a day and a blood pressure.",
            ),
            models.CheckConstraint(
                name="health_pressure_in_order",
                condition=Q(systolic=None) | Q(systolic__gt=models.F("diastolic")),
                violation_error_message="The upper pressure is above the lower one.",
            ),
        ]

    def __str__(self):
        return f"Health of {self.partner}"

    @property
    def asked(self):
        """All that was told, under the names of the form that asks for it."""
        vitals = {name: getattr(self, name) for name in ("measured_on", *VITALS)}
        return health.asked(topics=self.topics, allergies=self.allergies, **vitals)

    @property
    def vitals(self):
        """The measured values, {} when nothing was measured."""
        if self.measured_on is None:
            return {}
        return {"on": self.measured_on.isoformat()} | {n: getattr(self, n) for n in VITALS}


class MedicineList(models.Model):
    """Everything one partner takes, as they tell it; `groups` are those a prescriber looks at."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="medicine_lists")
    lines = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    groups = ArrayField(models.CharField(max_length=24), default=list, blank=True)
    recorded_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                name="medicine_group_comes_with_a_line",
                condition=Q(groups=[]) | ~Q(lines=[]),
                violation_error_message="A group of medicines belongs to a medicine on the list.",
            ),
        ]

    def __str__(self):
        return f"Medicines of {self.partner}"

    @property
    def asked(self):
        """The list under the names of the form that asks for it."""
        return {"lines": "\n".join(self.lines), "groups": self.groups}
