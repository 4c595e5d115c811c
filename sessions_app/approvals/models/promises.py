"""What the database promises about an approval, past every form and every deed."""

from django.db import models
from django.db.models import F, Func, Q

from protocols.rules import Approach

from .. import rules
from ..rules import BOUNDS

WORDS = r"\S"
DIGEST = r"^([0-9a-f]{64}|nothing yet|)$"
# The calendar's own six months, in which the shorter month wins: the twin of
# `rules.six_months_after`.
RUNS_OUT_ON = Func(
    F("prescribed_on"),
    template="(%(expressions)s + interval '6 months')::date",
    output_field=models.DateField(),
)


def _at_most(name, fields, sentence):
    highest = Q(**{f"{field}__lte": BOUNDS[field].high for field in fields})
    return models.CheckConstraint(name=name, condition=highest, violation_error_message=sentence)


PROMISES = [
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
        condition=Q(valid_until__lte=RUNS_OUT_ON),
        violation_error_message="A prescription runs out six months after its date.",
    ),
    models.CheckConstraint(
        name="approval_begins_after_its_prescription",
        condition=Q(valid_from__gte=F("prescribed_on")),
        violation_error_message="An approval does not begin before its prescription.",
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
        condition=Q(spo2_min__range=(BOUNDS["spo2_min"].low, BOUNDS["spo2_min"].high)),
        violation_error_message="The limit of oxygen saturation is a share of 50 to 100.",
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
        condition=Q(medicine__regex=WORDS, monitoring__regex=WORDS) & Q(rx_reference__regex=WORDS),
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
    _at_most(
        "approval_limits_can_be_measured",
        ("bp_max_start_sys", "bp_max_start_dia", "hr_max_start"),
        "A limit is at most 300/200 mmHg and 300 beats a minute; nothing higher is ever measured.",
    ),
    _at_most(
        "approval_fasting_two_days_at_most",
        ("fast_solids_h", "fast_clear_h"),
        "Fasting is at most 48 hours.",
    ),
    _at_most(
        "approval_sessions_can_be_counted",
        ("sessions_approved",),
        "At most 184 sessions are approved at once, one for each day of a prescription.",
    ),
    _at_most(
        "approval_pause_a_year_at_most",
        ("min_days_between",),
        "The pause between two sessions is at most 366 days.",
    ),
    models.CheckConstraint(
        name="approval_uses_no_more_than_approved",
        condition=Q(sessions_used__lte=F("sessions_approved")),
        violation_error_message="No more sessions are used than were approved.",
    ),
]
