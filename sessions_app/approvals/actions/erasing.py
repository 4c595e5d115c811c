from ...audit.actions import record
from ...couples.actions import lock_record
from ...couples.rules.erasing import ERASED
from ..models import Approval, Request
from ..rules import Cause, Status
from .ending import end


def erase_words(*, partner, by, at):
    """End what still holds for one partner and take away the words around it.

    What was signed stays. A request that nobody answered goes: there is nobody to approve for.
    Called by the deed that erases a whole record.
    """
    partner = lock_record(partner=partner)
    for approval in Approval.objects.open().filter(partner=partner).select_for_update():
        end(approval=approval, as_=Status.LAPSED, why=Cause.PARTNER_WITHDREW, by=by, at=at)
        record(deed="approval lapsed", subject=approval, by=by, at=at)
    for approval in Approval.objects.filter(partner=partner).exclude(ended_note=""):
        approval.ended_note = ERASED
        approval.save(update_fields=["ended_note"])
    Request.objects.open().filter(partner=partner).delete()
    kept = Request.objects.filter(partner=partner)
    kept.update(wish="")
    kept.exclude(answer="").update(answer=ERASED)
