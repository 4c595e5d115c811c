from datetime import timedelta
from decimal import Decimal

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Case, F, Q, Value, When

from protocols.rules import Approach

from ...couples.models import Partner
from ...people.models import Account
from ...people.rules import local_day
from ...signing.models import Signature
from .. import rules

# A prescription of this schedule runs out six months after its date; no six months are longer.
SIX_MONTHS = timedelta(days=184)
WORDS = r"\S"
DIGEST = r"^([0-9a-f]{64}|nothing yet|)$"


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
                | ~Q(ended="")
                & Q(ended_at__isnull=False)
                & (Q(ended_by__isnull=False) | Q(ended="lapsed")),
                violation_error_message="An ended approval names when it ended, and who ended it.",
            ),
            models.CheckConstraint(
                name="approval_lapsed_with_its_cause",
                condition=~Q(ended="lapsed") | ~Q(ended_why=""),
                violation_error_message="An approval that lapsed says why.",
            ),
            models.CheckConstraint(
                name="approval_open_has_no_cause",
                condition=~Q(ended="") | Q(ended_why="", ended_note=""),
                violation_error_message="An approval that did not end has no reason for it.",
            ),
            models.CheckConstraint(
                name="approval_form_known",
                condition=Q(form__in=[form.value for form in rules.Form]),
                violation_error_message="The form of the medicine is one of the list.",
            ),
            models.CheckConstraint(
                name="approval_runs_out_with_its_prescription",
                condition=Q(valid_until__lte=F("prescribed_on") + SIX_MONTHS),
                violation_error_message="A prescription runs out six months after its date.",
            ),
            models.CheckConstraint(
                name="approval_fractions_known",
                condition=Q(approved_fractions__contained_by=list(rules.FRACTIONS)),
                violation_error_message="A planned part is one of the list.",
            ),
            models.CheckConstraint(
                name="approval_settings_known",
                condition=Q(approved_settings__contained_by=list(rules.SETTING_LABELS)),
                violation_error_message="A place is one of the list.",
            ),
            models.CheckConstraint(
                name="approval_review_known",
                condition=Q(review_modality__in=["in_person", "video"]),
                violation_error_message="The review was in person or by video.",
            ),
            models.CheckConstraint(
                name="approval_oxygen_is_a_share",
                condition=Q(spo2_min__range=(1, 100)),
                violation_error_message="Oxygen saturation is a share of a hundred.",
            ),
            models.CheckConstraint(
                name="approval_looked_at_is_a_digest",
                condition=Q(med_list_hash__regex=DIGEST, screening_hash__regex=DIGEST),
                violation_error_message="What was looked at is kept as a digest.",
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
                name="approval_names_a_part",
                condition=Q(form="esketamine_rems") | ~Q(approved_fractions=[]),
                violation_error_message="At least one part of the dose may be planned.",
            ),
            models.CheckConstraint(
                name="approval_approaches_known",
                condition=Q(approved_approaches__contained_by=[a.value for a in Approach])
                & ~Q(approved_approaches=[]),
                violation_error_message="At least one approach is approved, each of the four.",
            ),
            models.CheckConstraint(
                name="approval_names_a_place",
                condition=~Q(approved_settings=[]),
                violation_error_message="At least one place is approved.",
            ),
            models.CheckConstraint(
                name="approval_says_what_and_how",
                condition=Q(medicine__regex=WORDS, monitoring__regex=WORDS)
                & Q(rx_reference__regex=WORDS),
                violation_error_message="Medicine, monitoring and prescription are named in words.",
            ),
            models.CheckConstraint(
                name="approval_limits_in_order",
                condition=Q(bp_max_start_dia__gte=1, hr_max_start__gte=1)
                & Q(bp_max_start_sys__gt=F("bp_max_start_dia")),
                violation_error_message="The upper pressure is above the lower, and none is zero.",
            ),
            models.CheckConstraint(
                name="approval_fasting_is_no_less_than_none",
                condition=Q(fast_solids_h__gte=0, fast_clear_h__gte=0),
                violation_error_message="Fasting hours are zero or more.",
            ),
            models.CheckConstraint(
                name="approval_cause_known",
                condition=Q(ended_why__in=["", *(cause.value for cause in rules.CAUSES)]),
                violation_error_message="An approval ends for one of the causes in the list.",
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
    def why(self):
        """Why it ended, in words; "" while it did not."""
        return rules.CAUSES[rules.Cause(self.ended_why)] if self.ended_why else ""

    @property
    def limits(self):
        names = ("bp_max_start_sys", "bp_max_start_dia", "hr_max_start", "spo2_min")
        return {name: getattr(self, name) for name in names}

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
        signed = local_day(at=self.signature.signed_at, zone=self.signature.signed_zone)
        return signed < self.valid_from

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
