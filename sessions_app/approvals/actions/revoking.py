from django.db import transaction

from ...audit.actions import record
from ...couples.actions import lock_record
from ...people.actions import require
from ...people.rules import Action, Role
from ...signing import actions as signing
from ...signing.rules import Meaning
from .. import rules
from ..models import Approval, Revocation
from .ending import NothingToEnd, end


class EndedWithoutReason(Exception):
    def __str__(self):
        return "Please write why you end it; the care team reads it in this record."


@transaction.atomic
def revoke(*, approval, reason, password, by, at, code=""):
    """End an approval now, with a reason and a signature; plans that lean on it cannot go on.

    An expired licence does not stand in its way: nothing is approved. Raises `NothingToEnd`,
    `EndedWithoutReason` and `signing.NotConfirmed`.
    """
    clinic = approval.partner.couple.clinic
    require(account=by, clinic=clinic, action=Action.APPROVE_MEDICINE)
    if not reason.strip():
        raise EndedWithoutReason
    method = signing.reauthenticate(by=by, password=password, code=code, at=at)
    lock_record(partner=approval.partner)
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.ended:
        raise NothingToEnd
    as_, why = rules.Status.REVOKED, rules.Cause.REVOKED
    end(approval=approval, as_=as_, why=why, note=reason, by=by, at=at)
    signature = _sign(approval, zone=clinic.zone, method=method, by=by, at=at)
    record(deed="approval revoked", subject=approval, by=by, at=at, seal=signature.seal)
    return approval


def _sign(approval, **shown_by):
    """Over which signed approval ends, whose it is, and why."""
    content = {
        "partner": approval.partner_id,
        "name": approval.partner.name,
        "approval": approval.signature.digest,
        "reason": approval.ended_note,
    }
    told = {"content": content, "meaning": Meaning.REVOKED, "role": Role.PRESCRIBER}
    return Revocation.objects.create(approval=approval, **signing.signature(**told, **shown_by))
