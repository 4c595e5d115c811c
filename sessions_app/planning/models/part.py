from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from ...couples.models import Partner
from ..rules import wishes
from .plan import Plan


class PartManager(models.Manager):
    """A part is never read without knowing whose it is and what that partner told alone."""

    def get_queryset(self):
        return super().get_queryset().select_related("partner__interview")


class Part(models.Model):
    """One partner's part in a plan. The private intention never reaches the other partner."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="parts")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="parts")
    can_stay_sober = models.BooleanField(default=True)
    doses = models.BooleanField(default=False)
    fraction = models.CharField(
        max_length=3, blank=True, choices=[(f, f) for f in ("1/1", "1/2", "1/4")]
    )
    nondosing_role = models.CharField(
        max_length=10, blank=True, choices=list(wishes.NONDOSING_ROLES.items())
    )
    support_styles = ArrayField(models.CharField(max_length=14), default=list, blank=True)
    touch = ArrayField(models.CharField(max_length=10), null=True, blank=True)
    private_intention = models.TextField(blank=True, max_length=600)
    agrees_joint = models.BooleanField(default=False)
    agreed_at = models.DateTimeField(null=True, blank=True)
    acknowledged = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    consented_on = models.DateField(null=True, blank=True)
    booster = models.BooleanField(default=False)

    objects = PartManager()

    class Meta:
        ordering = ("partner__side",)
        constraints = [
            models.UniqueConstraint(
                fields=("plan", "partner"),
                name="part_once",
                violation_error_message="Each partner has one part in a plan.",
            ),
            models.CheckConstraint(
                name="part_fraction_only_when_dosing",
                condition=Q(doses=True) & ~Q(fraction="") | Q(doses=False, fraction=""),
                violation_error_message="A dosing partner has a planned fraction, nobody else.",
            ),
            models.CheckConstraint(
                name="part_booster_only_when_dosing",
                condition=Q(doses=True) | Q(booster=False),
                violation_error_message="Only a dosing partner can have a booster.",
            ),
            models.CheckConstraint(
                name="part_agreed_only_while_agreeing",
                condition=Q(agrees_joint=True) | Q(agreed_at=None),
                violation_error_message="Only a partner who agrees has agreed at a moment.",
            ),
            models.CheckConstraint(
                name="part_role_only_when_sober",
                condition=Q(doses=False) | Q(nondosing_role=""),
                violation_error_message="Only the sober partner can be sitter or companion.",
            ),
        ]

    def __str__(self):
        return f"{self.partner} in plan {self.plan.number}"
