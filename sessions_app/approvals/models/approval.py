from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Value, When

from ...couples.models import Partner
from ...people.models import Account
from ...people.rules import local_day, plain_figures
from ...signing.models import Signature
from .. import rules
from .promises import PROMISES


class ApprovalQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Approvals in records that this account may read."""
        return self.filter(partner__in=Partner.objects.visible_to(account))

    def open(self):
        """Those that nobody and nothing has ended, whatever the day is."""
        return self.filter(ended="")

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
    # Which way it is taken follows from the form, in the database itself.
    route = models.GeneratedField(
        expression=Case(
            *(When(form=form.value, then=Value(route)) for form, route in rules.ROUTES.items()),
            output_field=models.CharField(max_length=12),
        ),
        output_field=models.CharField(max_length=12),
        db_persist=True,
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
    last_used_on = models.DateField(null=True, blank=True)
    reviewed_on = models.DateField()
    review_modality = models.CharField(
        max_length=10, choices=(("in_person", "In person"), ("video", "By video"))
    )
    prescribed_on = models.DateField()
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
    # What was looked at; empty for approvals from before it was kept.
    med_list_hash = models.CharField(max_length=64, blank=True, default="")
    screening_hash = models.CharField(max_length=64, blank=True, default="")
    # Flags that were open and read when it was signed, by number: a clock that is behind must not
    # hide one that came later. None for approvals from before it was kept.
    flags_seen = ArrayField(models.BigIntegerField(), null=True, blank=True)
    ended = models.CharField(
        max_length=12, blank=True, choices=[(s.value, s.value) for s in rules.ENDS]
    )
    ended_why = models.CharField(
        max_length=20,
        blank=True,
        default="",
        choices=[(cause.value, words) for cause, words in rules.CAUSES.items()],
    )
    ended_note = models.TextField(blank=True, default="", max_length=1000)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Account, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        constraints = PROMISES

    def __str__(self):
        return f"Approval for {self.partner}"

    @property
    def why(self):
        """Why it ended, in words; "" while it did not."""
        return rules.CAUSES[rules.Cause(self.ended_why)] if self.ended_why else ""

    @property
    def limits(self):
        names = ("bp_max_start_sys", "bp_max_start_dia", "hr_max_start", "spo2_min")
        return {name: getattr(self, name) for name in names}

    @property
    def amounts(self):
        """Its milligrams as pages show them."""
        names = ("approved_dose_mg", "session_max_mg", "dose_unit_mg")
        return {name: plain_figures(getattr(self, name)) for name in names}

    @property
    def lists_booster(self):
        """A second part in one session: only where more is approved than the one dose."""
        return self.session_max_mg > self.approved_dose_mg

    def status(self, on):
        return rules.status(
            ended=self.ended,
            valid_from=self.valid_from,
            valid_until=self.valid_until,
            sessions_used=self.sessions_used,
            sessions_approved=self.sessions_approved,
            on=on,
        )

    def carries_plans(self, on):
        return self.status(on) in rules.CARRIES_PLANS

    def covers(self, day):
        """Whether a session on this day would be inside the days it was given for."""
        return self.valid_from <= day <= self.valid_until

    @property
    def signed_ahead(self):
        """Whether its first day was still to come when it was signed."""
        return self.signed_on < self.valid_from

    @property
    def signed_on(self):
        """The day it was signed, on the signer's clock."""
        return local_day(at=self.signature.signed_at, zone=self.signature.signed_zone)

    def planned_mg(self, fraction):
        return rules.planned_mg(
            dose_mg=self.approved_dose_mg,
            fraction=fraction,
            unit_mg=self.dose_unit_mg,
            may_split=self.may_split,
            session_max_mg=self.session_max_mg,
        )


class ApprovalSignatureQuerySet(models.QuerySet):
    def of_clinic(self, clinic):
        """For whoever checks a printed digest: what was approved or ended in this clinic."""
        return self.filter(approval__partner__couple__clinic=clinic)


class Revocation(Signature):
    """What the prescriber signed when this approval was ended before its time."""

    approval = models.OneToOneField(Approval, models.PROTECT, related_name="revocation")

    objects = ApprovalSignatureQuerySet.as_manager()

    def __str__(self):
        return f"{self.signed_name} ended {self.approval}"


class ApprovalSignature(Signature):
    """What the prescriber signed when this approval was given."""

    approval = models.OneToOneField(Approval, models.PROTECT, related_name="signature")

    objects = ApprovalSignatureQuerySet.as_manager()

    def __str__(self):
        return f"{self.signed_name} signed {self.approval}"
