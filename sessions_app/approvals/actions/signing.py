from datetime import date

from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_joint, require_neither_of_the_two, require_of_team
from ...people.rules import Action, Role, local_day
from ...signing import actions as signing
from ...signing.rules import Meaning
from .. import facts, rules
from ..models import Approval, ApprovalSignature, Request
from .ending import end
from .requests import signed

TYPED_FIELDS = [
    "medicine", "form", "approved_dose_mg", "session_max_mg", "dose_unit_mg", "may_split",
    "approved_fractions", "approved_approaches", "approved_settings", "sessions_approved",
    "min_days_between", "reviewed_on", "review_modality", "prescribed_on", "valid_from",
    "valid_until", "bp_max_start_sys", "bp_max_start_dia", "hr_max_start", "spo2_min",
    "fast_solids_h", "fast_clear_h", "monitoring", "conditions", "rx_reference",
]  # fmt: skip
LOOKED_AT = ["med_list_hash", "screening_hash"]


def content(approval):
    """The approval as plain values in the shape that is signed."""
    fields = {name: getattr(approval, name) for name in [*TYPED_FIELDS, "route", *LOOKED_AT]}
    plain = {
        name: value if isinstance(value, bool | int | list) else str(value)
        for name, value in fields.items()
    }
    return {"partner": approval.partner_id, "name": approval.partner.name, **plain}


class RecordHasChanged(Exception):
    """What the signer read beside the form is no longer what is on record."""

    def __str__(self):
        return (
            "What is on record for this partner changed while you were reading, or this was "
            "signed already, so nothing was signed. Please read the record again; what you typed "
            "is still here."
        )


@transaction.atomic
def approve(*, partner, seen, password, by, at, code="", **typed):
    """Sign an approval for one partner; one that was open before is superseded.

    `seen` is `facts.seen` of the page that was read. Raises `RecordHasChanged`,
    `couples.OneOfTheTwo` and `signing.NotConfirmed`. Every figure in `typed` was typed by the
    prescriber.
    """
    clinic = partner.couple.clinic
    require_of_team(account=by, couple=partner.couple, action=Action.APPROVE_MEDICINE)
    require_neither_of_the_two(account=by, couple=partner.couple)
    method = signing.reauthenticate(by=by, password=password, code=code, at=at)
    licence = signing.licensed(by=by, clinic=clinic, on=local_day(at=at, zone=clinic.zone))
    partner = lock_joint(partner=partner)
    if facts.seen(partner) != seen:
        raise RecordHasChanged
    _supersede(partner, by=by, at=at)
    approval = Approval(
        partner=partner,
        prescriber=by,
        flags_seen=facts.open_flags(partner),
        **facts.looked_at(partner),
        **_dated(typed),
    )
    approval.full_clean()
    approval.save()
    approval.refresh_from_db()
    signature = _sign(approval, zone=clinic.zone, method=method, licence=licence, by=by, at=at)
    for request in Request.objects.open().filter(partner=partner):
        signed(request, approval=approval, by=by, at=at)
    record(deed="approval signed", subject=approval, by=by, at=at, seal=signature.seal)
    return approval


def _sign(approval, **shown_by):
    return ApprovalSignature.objects.create(
        approval=approval,
        **signing.signature(
            content=content(approval),
            meaning=Meaning.APPROVED_MEDICINE,
            role=Role.PRESCRIBER,
            **shown_by,
        ),
    )


def _supersede(partner, *, by, at):
    for former in Approval.objects.open().filter(partner=partner):
        end(approval=former, as_=rules.Status.SUPERSEDED, why=None, by=by, at=at)


def _dated(typed):
    """Without a last day of its own, an approval runs out with its prescription."""
    prescribed = typed.get("prescribed_on")
    if typed.get("valid_until") or not isinstance(prescribed, date):
        return typed
    return typed | {"valid_until": rules.six_months_after(prescribed)}
