"""A prescriber's approval for one partner: form, dose, fractions, limits, lapse (brief 4.1)."""

from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from ..couples.models import Partner
from ..people.models import Account
from ..signing.models import Signature
from . import rules


class ApprovalQuerySet(models.QuerySet):
    def standing(self, on):
        """Approvals that hold on this day; the twin of `rules.status` being active."""
        return self.filter(
            ended="",
            valid_from__lte=on,
            valid_until__gte=on,
            sessions_used__lt=F("sessions_approved"),
        )


class Approval(models.Model):
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="approvals")
    prescriber = models.ForeignKey(Account, models.PROTECT, related_name="approvals")
    medicine = models.CharField(max_length=120)
    form = models.CharField(
        max_length=20, choices=[(f.value, t) for f, t in rules.FORM_LABELS.items()]
    )
    approved_dose_mg = models.DecimalField(
        max_digits=7, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    session_max_mg = models.DecimalField(max_digits=7, decimal_places=2)
    dose_unit_mg = models.DecimalField(
        max_digits=7, decimal_places=2, validators=[MinValueValidator(Decimal("0.01"))]
    )
    may_split = models.BooleanField(default=False)
    approved_fractions = ArrayField(models.CharField(max_length=3))
    approved_approaches = ArrayField(models.CharField(max_length=20))
    approved_settings = ArrayField(models.CharField(max_length=24))
    sessions_approved = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    sessions_used = models.PositiveSmallIntegerField(default=0)
    min_days_between = models.PositiveSmallIntegerField()
    reviewed_on = models.DateField()
    review_modality = models.CharField(
        max_length=10, choices=(("in_person", "In person"), ("video", "By video"))
    )
    valid_from = models.DateField()
    valid_until = models.DateField()
    bp_max_start_sys = models.PositiveSmallIntegerField()
    bp_max_start_dia = models.PositiveSmallIntegerField()
    hr_max_start = models.PositiveSmallIntegerField()
    spo2_min = models.PositiveSmallIntegerField()
    fast_solids_h = models.DecimalField(max_digits=3, decimal_places=1)
    fast_clear_h = models.DecimalField(max_digits=3, decimal_places=1)
    monitoring = models.CharField(max_length=300)
    conditions = models.TextField(blank=True, max_length=2000)
    rx_reference = models.CharField(max_length=60)
    ended = models.CharField(
        max_length=12, blank=True, choices=[(s.value, s.value) for s in rules.Status]
    )
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("partner",),
                condition=Q(ended=""),
                name="approval_one_open_per_partner",
                violation_error_message="This partner already has an open approval.",
            ),
            models.CheckConstraint(
                name="approval_ended_with_at_and_by",
                condition=Q(ended="", ended_at=None, ended_by=None)
                | (~Q(ended="") & Q(ended_at__isnull=False, ended_by__isnull=False)),
                violation_error_message="An ended approval names who ended it and when.",
            ),
            models.CheckConstraint(
                name="approval_dose_above_zero",
                condition=Q(approved_dose_mg__gt=0, dose_unit_mg__gt=0),
                violation_error_message="The dose and its smallest unit are above zero.",
            ),
            models.CheckConstraint(
                name="approval_session_holds_the_dose",
                condition=Q(session_max_mg__gte=F("approved_dose_mg")),
                violation_error_message="The most for one session is at least the approved dose.",
            ),
            models.CheckConstraint(
                name="approval_valid_in_order",
                condition=Q(valid_until__gte=F("valid_from")),
                violation_error_message="The last day comes after the first.",
            ),
            models.CheckConstraint(
                name="approval_esketamine_has_no_fractions",
                condition=~Q(form="esketamine_rems") | Q(approved_fractions=[]),
                violation_error_message="Esketamine is a fixed device and carries no fractions.",
            ),
            models.CheckConstraint(
                name="approval_at_least_one_session",
                condition=Q(sessions_approved__gte=1),
                violation_error_message="At least one session is approved.",
            ),
        ]

    def __str__(self):
        return f"Approval for {self.partner}"

    @property
    def route(self):
        return rules.ROUTES[rules.Form(self.form)]

    def status(self, on):
        return rules.status(
            ended=self.ended,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            sessions_used=self.sessions_used,
            sessions_approved=self.sessions_approved,
            on=on,
        )

    def planned_mg(self, fraction):
        return rules.planned_mg(
            dose_mg=self.approved_dose_mg,
            fraction=fraction,
            unit_mg=self.dose_unit_mg,
            may_split=self.may_split,
            session_max_mg=self.session_max_mg,
        )


class ApprovalSignature(Signature):
    """What the prescriber signed when this approval was given."""

    approval = models.OneToOneField(Approval, models.PROTECT, related_name="signature")

    def __str__(self):
        return f"{self.signed_name} signed {self.approval}"
