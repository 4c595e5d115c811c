from django.db import transaction

from ..audit.actions import record
from ..couples.models import Partner
from ..people.actions import require
from ..people.rules import Action, Role
from ..signing import actions as signing
from ..signing.rules import Meaning
from . import rules
from .models import Approval, ApprovalSignature

SIGNED_FIELDS = [
    "medicine", "form", "approved_dose_mg", "session_max_mg", "dose_unit_mg", "may_split",
    "approved_fractions", "approved_approaches", "approved_settings", "sessions_approved",
    "min_days_between", "reviewed_on", "review_modality", "valid_from", "valid_until",
    "bp_max_start_sys", "bp_max_start_dia", "hr_max_start", "spo2_min", "fast_solids_h",
    "fast_clear_h", "monitoring", "conditions", "rx_reference",
]  # fmt: skip


class NothingToRevoke(Exception):
    def __str__(self):
        return "This approval has already ended, so nothing was changed."


def content(approval):
    """The approval as plain values in the shape that is signed."""
    fields = {name: getattr(approval, name) for name in SIGNED_FIELDS}
    plain = {
        name: value if isinstance(value, bool | int | list) else str(value)
        for name, value in fields.items()
    }
    return {"partner": approval.partner_id, "name": approval.partner.name, **plain}


def _end(*, approval, as_, by, at):
    approval.ended, approval.ended_at, approval.ended_by = as_.value, at, by
    approval.save(update_fields=["ended", "ended_at", "ended_by"])


@transaction.atomic
def approve(*, partner, password, by, at, code="", **facts):
    """Sign an approval for one partner; one that was open before is superseded.

    Raises `signing.NotConfirmed`. Every figure in `facts` was typed by the prescriber.
    """
    clinic = partner.couple.clinic
    require(account=by, clinic=clinic, action=Action.APPROVE_MEDICINE)
    signing.reauthenticate(by=by, password=password, code=code, at=at)
    Partner.objects.select_for_update().get(pk=partner.pk)
    for former in Approval.objects.filter(partner=partner, ended=""):
        _end(approval=former, as_=rules.Status.SUPERSEDED, by=by, at=at)
    approval = Approval(partner=partner, prescriber=by, **facts)
    approval.full_clean()
    approval.save()
    approval.refresh_from_db()
    signature = ApprovalSignature.objects.create(
        approval=approval,
        **signing.signature(
            content=content(approval),
            meaning=Meaning.APPROVED_MEDICINE,
            role=Role.PRESCRIBER,
            zone=clinic.zone,
            by=by,
            at=at,
        ),
    )
    record(deed="approval signed", subject=approval, by=by, at=at, seal=signature.seal)
    return approval


@transaction.atomic
def revoke(*, approval, by, at):
    """End an approval now; plans that lean on it cannot go on."""
    require(account=by, clinic=approval.partner.couple.clinic, action=Action.APPROVE_MEDICINE)
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.ended:
        raise NothingToRevoke
    _end(approval=approval, as_=rules.Status.REVOKED, by=by, at=at)
    record(deed="approval revoked", subject=approval, by=by, at=at)
    return approval


def use_session(*, approval, by, at):
    """Count one session in which medicine was taken, even when it was cut short (brief 4.1)."""
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    approval.sessions_used += 1
    approval.save(update_fields=["sessions_used"])
    record(deed="session used", subject=approval, by=by, at=at, used=approval.sessions_used)
    return approval
