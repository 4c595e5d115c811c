from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from protocols.rules import LABELS

from ...approvals.models import Approval, Request
from ...approvals.rules import FRACTION_LABELS, SETTING_LABELS
from ...audit.actions import record_reading
from ...couples.models import Partner
from ...people.rules import Action, local_day
from .. import rules, told


@require_http_methods(["GET", "HEAD"])
def record(request, pk):
    """One partner's private record: personal facts, what was told alone, approvals."""
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user).select_related("couple__clinic"), pk=pk
    )
    account, clinic = request.user, partner.couple.clinic
    on = local_day(at=timezone.now(), zone=clinic.zone)
    approvals = Approval.objects.filter(partner=partner).select_related("prescriber", "signature")
    kept = [_approval(approval, on=on) for approval in approvals]
    kept_on = partner.erased_at is None
    # Whoever reads in an emergency neither hands out nor erases; nobody else need be asked after.
    cares = not account.opened_in_emergency or _on_team(partner, account)
    context = told.private(partner, account=account, clinic=clinic) | {
        "partner": partner,
        "clinic": clinic,
        "present": next((each for each in kept if each["open"]), None),
        "former": [each for each in kept if not each["open"]],
        "asked": Request.objects.open()
        .filter(partner=partner)
        .select_related("prepared_by", "taken_by", "answered_by")
        .first(),
        "may_ask": kept_on and account.may(Action.RECORD_HEALTH, clinic),
        "may_interview": kept_on and account.may(Action.RECORD_INTERVIEW, clinic),
        "may_hand_out": cares and account.may(Action.HAND_OUT_COPY, clinic),
        "may_erase": cares and kept_on and account.may(Action.ERASE_RECORD, clinic),
        "may_approve": account.may(Action.APPROVE_MEDICINE, clinic),
        "may_correct": kept_on and account.may(Action.OPEN_COUPLE, clinic),
    }
    record_reading(deed="record read", subject=partner, by=account, at=timezone.now())
    return render(request, "desk/record.html", context)


def _on_team(partner, account):
    return Partner.objects.of_team(account).filter(pk=partner.pk).exists()


def _approval(approval, *, on):
    tone, words = rules.approval_words(
        status=approval.status(on),
        valid_from=approval.valid_from,
        valid_until=approval.valid_until,
        on=on,
        ended=approval.ended,
    )
    return {
        "approval": approval,
        "signature": approval.signature,
        "open": approval.ended == "",
        "tone": tone,
        "words": words,
        "fractions": [FRACTION_LABELS[fraction] for fraction in approval.approved_fractions],
        "approaches": [LABELS[approach] for approach in approval.approved_approaches],
        "settings": [SETTING_LABELS[setting] for setting in approval.approved_settings],
        "left": approval.sessions_approved - approval.sessions_used,
    }
