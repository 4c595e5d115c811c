"""Rows that read otherwise than they were signed are found by `manage.py verify` too."""

import pytest

from sessions_app.approvals.actions import TYPED_FIELDS
from sessions_app.approvals.models import Approval
from sessions_app.planning.models import Plan, Revision
from tests.sessions_app.audit.behind import behind_the_back, fault, verify


@pytest.mark.parametrize("stage", ["cleared", "held"])
def test_a_plan_that_reads_as_signed_and_that_nobody_signed_is_found(stage, record, couple):
    plan = Plan.objects.get()
    held = {"held_at": plan.begun_at, "held_by": plan.begun_by} if stage == "held" else {}
    with behind_the_back():
        Plan.objects.update(stage=stage, cleared_digest="a" * 64, **held)

    assert fault() == (
        f"Session plan {plan.number} of folder {couple.pk} reads as signed, and nobody signed it "
        "as it is."
    )


def test_a_held_plan_with_its_signature_is_whole(record, capsys):
    plan = Plan.objects.get()
    Plan.objects.update(stage="held", held_at=plan.begun_at, held_by=plan.begun_by)

    assert verify(capsys).endswith("3 signatures are whole.\n")


def test_what_was_sent_and_was_changed_since_is_found(record, couple):
    with behind_the_back() as cursor:
        cursor.execute("update sessions_app_revision set content = content || '\\x20'")

    assert Revision.objects.count() == 1
    assert fault() == f"Session plan 1 of folder {couple.pk}, revision 1, was changed."


OTHERWISE = {
    "approved_dose_mg": "150.00", "session_max_mg": "400.00", "dose_unit_mg": "25.00",
    "may_split": False, "medicine": "Another", "form": "troche", "conditions": "None.",
    "approved_fractions": ["1/1"], "approved_approaches": ["solo"],
    "approved_settings": ["remote_with_therapist"], "sessions_approved": 9,
    "min_days_between": 1, "reviewed_on": "2027-01-01", "review_modality": "video",
    "prescribed_on": "2027-02-02", "valid_from": "2027-02-04", "valid_until": "2027-07-30",
    "bp_max_start_sys": 190, "bp_max_start_dia": 91, "hr_max_start": 120, "spo2_min": 80,
    "fast_solids_h": "1.0", "fast_clear_h": "1.0", "monitoring": "None.", "rx_reference": "Another",
    "med_list_hash": "a" * 64, "screening_hash": "a" * 64,
}  # fmt: skip


@pytest.mark.parametrize("column", OTHERWISE)
def test_an_approval_that_reads_otherwise_than_it_was_signed_is_found(column, record):
    with behind_the_back():
        Approval.objects.filter(pk=Approval.objects.last().pk).update(**{column: OTHERWISE[column]})

    assert fault() == (
        "The approval that Paul Adeyemi signed, 2027-02-03 16:00 UTC, reads otherwise than it was "
        "signed."
    )


def test_every_figure_that_is_signed_is_tried():
    assert {*TYPED_FIELDS, "med_list_hash", "screening_hash"} == set(OTHERWISE)


def test_a_corrected_name_is_no_fault_of_an_approval(record, capsys):
    Approval.objects.first().partner.couple.partners.update(name="Alexis Moreno")

    assert verify(capsys).endswith("3 signatures are whole.\n")
