"""Each field of an approval, its rule, and what PostgreSQL itself says to a value that breaks it.

The rows are written past every form and every model, as a slip or an attacker would.
"""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from django.db import DataError, IntegrityError, transaction

from sessions_app.approvals.actions import TYPED_FIELDS
from sessions_app.approvals.models import Approval, Request
from sessions_app.approvals.rules import BOUNDS, six_months_after
from tests.factories.approvals import ApprovalFactory, RequestFactory
from tests.factories.planning import NOW
from tests.sessions_app.refusals import refused

pytestmark = pytest.mark.django_db

# field -> values that cannot be, each with the constraint that refuses it
FIELDS = {
    "partner": [({"partner_id": None}, "")],
    "prescriber": [({"prescriber_id": None}, "")],
    "medicine": [({"medicine": None}, ""), ({"medicine": " "}, "approval_says_what_and_how")],
    "form": [
        ({"form": "pill"}, "approval_form_known"),
        ({"form": "esketamine_rems"}, "approval_esketamine_has_no_fractions"),
    ],
    "approved_dose_mg": [
        ({"approved_dose_mg": 0}, "approval_dose_above_zero"),
        ({"approved_dose_mg": -1}, "approval_dose_above_zero"),
        ({"approved_dose_mg": 201}, "approval_session_holds_the_dose"),
    ],
    "session_max_mg": [({"session_max_mg": 199}, "approval_session_holds_the_dose")],
    "dose_unit_mg": [({"dose_unit_mg": 0}, "approval_dose_above_zero")],
    "may_split": [({"may_split": None}, "")],
    "approved_fractions": [
        ({"approved_fractions": ["3/4"]}, "approval_fractions_known"),
        ({"approved_fractions": []}, "approval_names_a_part"),
    ],
    "approved_approaches": [
        ({"approved_approaches": None}, ""),
        ({"approved_approaches": ["swimming"]}, "approval_approaches_known"),
        ({"approved_approaches": []}, "approval_approaches_known"),
    ],
    "approved_settings": [
        ({"approved_settings": ["beach"]}, "approval_settings_known"),
        ({"approved_settings": []}, "approval_names_a_place"),
    ],
    "sessions_approved": [
        ({"sessions_approved": 0}, "approval_at_least_one_session"),
        ({"sessions_approved": 185}, "approval_sessions_can_be_counted"),
    ],
    "sessions_used": [
        ({"sessions_used": -1}, "approval_uses_only_rise"),
        ({"sessions_used": 7}, "approval_uses_no_more_than_approved"),
    ],
    "min_days_between": [
        ({"min_days_between": -1}, "sessions_app_approval_min_days_between_check"),
        ({"min_days_between": 367}, "approval_pause_a_year_at_most"),
    ],
    "reviewed_on": [({"reviewed_on": None}, "")],
    "review_modality": [({"review_modality": "letter"}, "approval_review_known")],
    "prescribed_on": [
        ({"prescribed_on": date(2026, 12, 1)}, "approval_runs_out_with_its_prescription"),
        ({"prescribed_on": date(2027, 2, 4)}, "approval_begins_after_its_prescription"),
    ],
    "valid_from": [({"valid_from": date(2027, 8, 1)}, "approval_valid_in_order")],
    "valid_until": [
        ({"valid_until": date(2027, 2, 2)}, "approval_valid_in_order"),
        ({"valid_until": date(2027, 8, 4)}, "approval_runs_out_with_its_prescription"),
    ],
    "bp_max_start_sys": [
        ({"bp_max_start_sys": 90}, "approval_limits_in_order"),
        ({"bp_max_start_sys": 301}, "approval_limits_can_be_measured"),
    ],
    "bp_max_start_dia": [
        ({"bp_max_start_dia": 0}, "approval_limits_in_order"),
        ({"bp_max_start_dia": 140}, "approval_limits_in_order"),
        (
            {"bp_max_start_sys": 300, "bp_max_start_dia": 201},
            "approval_limits_can_be_measured",
        ),
    ],
    "hr_max_start": [
        ({"hr_max_start": 0}, "approval_limits_in_order"),
        ({"hr_max_start": 301}, "approval_limits_can_be_measured"),
    ],
    "spo2_min": [
        ({"spo2_min": 49}, "approval_oxygen_is_a_share"),
        ({"spo2_min": 101}, "approval_oxygen_is_a_share"),
    ],
    "fast_solids_h": [
        ({"fast_solids_h": -1}, "approval_fasting_is_no_less_than_none"),
        ({"fast_solids_h": 48.5}, "approval_fasting_two_days_at_most"),
    ],
    "fast_clear_h": [
        ({"fast_clear_h": -0.5}, "approval_fasting_is_no_less_than_none"),
        ({"fast_clear_h": 49}, "approval_fasting_two_days_at_most"),
    ],
    "monitoring": [({"monitoring": ""}, "approval_says_what_and_how")],
    "conditions": [({"conditions": None}, "")],
    "med_list_hash": [({"med_list_hash": "seen"}, "approval_looked_at_is_a_digest")],
    "screening_hash": [({"screening_hash": "A" * 64}, "approval_looked_at_is_a_digest")],
    "rx_reference": [({"rx_reference": "\t"}, "approval_says_what_and_how")],
    "ended": [
        ({"ended": "lapsed"}, "approval_ended_with_at_and_by"),
        ({"ended": "lapsed", "ended_at": NOW}, "approval_lapsed_with_its_cause"),
        ({"ended_why": "idle"}, "approval_open_has_no_cause"),
        ({"ended": "lapsed", "ended_at": NOW, "ended_why": "weather"}, "approval_cause_known"),
    ],
}
CASES = [(field, change, said) for field, refusals in FIELDS.items() for change, said in refusals]


def test_every_field_that_is_signed_is_in_the_table():
    signed = {*TYPED_FIELDS, "partner", "prescriber", "med_list_hash", "screening_hash"}

    assert signed | {"sessions_used", "ended"} == set(FIELDS)


@pytest.mark.parametrize(("field", "change", "said"), CASES, ids=str)
def test_the_database_refuses_what_cannot_be(field, change, said):
    rows = Approval.objects.filter(pk=ApprovalFactory().pk)

    if said:
        with refused(said):
            rows.update(**change)
    else:
        (column,) = change
        with pytest.raises(IntegrityError) as refusal, transaction.atomic():
            rows.update(**change)
        assert refusal.value.__cause__.diag.column_name == column


def test_the_highest_and_the_lowest_that_can_be_are_taken():
    highest = {name: bounds.high for name, bounds in BOUNDS.items()}
    lowest = {name: bounds.low for name, bounds in BOUNDS.items()} | {"bp_max_start_sys": 2}

    for figures in (highest, lowest):
        approval = ApprovalFactory(**figures)
        approval.full_clean()
        assert {name: getattr(approval, name) for name in figures} == figures


@pytest.mark.parametrize("month", range(1, 13))
def test_the_database_counts_six_months_as_the_rule_does(month):
    for day in (1, 28, monthrange(2027, month)[1]):
        prescribed = date(2027, month, day)
        last = six_months_after(prescribed)
        days = {"prescribed_on": prescribed, "valid_from": prescribed}

        assert ApprovalFactory(**days, valid_until=last)
        with refused("approval_runs_out_with_its_prescription"):
            ApprovalFactory(**days, valid_until=last + timedelta(days=1))


@pytest.mark.parametrize("amount", ["100000.00", "123456"])
def test_a_dose_has_seven_figures_at_most(amount):
    rows = Approval.objects.filter(pk=ApprovalFactory().pk)

    with pytest.raises(DataError), transaction.atomic():
        rows.update(approved_dose_mg=amount, session_max_mg=amount)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"state": "lapsed"}, "request_moves"),
        ({"state": "submitted"}, "request_sent_before_it_waits"),
        ({"state": "under_review"}, "request_moves"),
        ({"state": "active"}, "request_moves"),
        ({"state": "declined"}, "request_moves"),
        ({"state": "changes_requested"}, "request_moves"),
        ({"submitted_at": NOW}, "request_submitted_with_at_and_by"),
        ({"taken_at": NOW}, "request_taken_with_at_and_by"),
        ({"answered_at": NOW}, "request_answered_with_at_and_by"),
    ],
    ids=str,
)
def test_the_database_refuses_a_request_that_skipped_a_step(change, said):
    asked = RequestFactory()

    with refused(said):
        Request.objects.filter(pk=asked.pk).update(**change)
