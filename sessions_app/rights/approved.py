"""What a prescriber approved for one partner, was asked for and measured, for their copy."""

from protocols.rules import LABELS

from ..approvals.models import Approval, Request
from ..approvals.rules import FRACTION_LABELS, SETTING_LABELS, STATE_WORDS, Status
from ..people.rules import plain_figures
from .rules import day, moment

KEPT = (
    "medicine", "route", "may_split", "sessions_approved", "sessions_used", "min_days_between",
    "bp_max_start_sys", "bp_max_start_dia", "hr_max_start", "spo2_min", "monitoring", "conditions",
    "rx_reference",
)  # fmt: skip
AMOUNTS = ("approved_dose_mg", "session_max_mg", "dose_unit_mg", "fast_solids_h", "fast_clear_h")
DAYS = ("reviewed_on", "prescribed_on", "valid_from", "valid_until", "last_used_on")


def approvals(partner):
    """Every approval with its figures, how it ended and what was measured under it."""
    found = Approval.objects.filter(partner=partner).select_related("prescriber", "signature")
    return [_approval(each) for each in found.prefetch_related("readings__taken_by")]


def requests(partner):
    found = Request.objects.filter(partner=partner)
    return [_request(each) for each in found.select_related("prepared_by", "answered_by")]


def _approval(approval):
    return (
        {name: getattr(approval, name) for name in KEPT}
        | {name: plain_figures(getattr(approval, name)) for name in AMOUNTS}
        | {name: day(getattr(approval, name)) for name in DAYS}
        | {
            "form": approval.get_form_display(),
            "review": approval.get_review_modality_display(),
            "approved_parts": [FRACTION_LABELS[part] for part in approval.approved_fractions],
            "approved_approaches": [LABELS[name] for name in approval.approved_approaches],
            "approved_places": [SETTING_LABELS[place] for place in approval.approved_settings],
            "prescriber": str(approval.prescriber),
            "signed_at": _signed_at(approval),
            "ended": STATE_WORDS[Status(approval.ended)] if approval.ended else "",
            "ended_at": moment(approval.ended_at),
            "ended_because": " ".join(filter(None, [approval.why, approval.ended_note])),
            "readings": [_reading(each) for each in approval.readings.all()],
        }
    )


def _signed_at(approval):
    signature = getattr(approval, "signature", None)
    return moment(signature and signature.signed_at)


def _reading(reading):
    return {
        "at": moment(reading.taken_at),
        "pressure": f"{reading.systolic}/{reading.diastolic} mmHg",
        "heart_rate": f"heart rate {reading.heart_rate}",
        "oxygen": "" if reading.oxygen is None else f"oxygen {reading.oxygen} %",
        "limits": "outside the limits" if reading.outside else "",
        "taken_by": f"taken by {reading.taken_by}",
    }


def _request(asked):
    return {
        "prepared_at": moment(asked.prepared_at),
        "prepared_by": str(asked.prepared_by),
        "submitted_at": moment(asked.submitted_at),
        "state": STATE_WORDS[Status(asked.state)],
        "wish": asked.wish,
        "approaches": [LABELS[name] for name in asked.approaches],
        "places": [SETTING_LABELS[place] for place in asked.settings],
        "answered_at": moment(asked.answered_at),
        "answered_by": str(asked.answered_by or ""),
        "answer": asked.answer,
    }
