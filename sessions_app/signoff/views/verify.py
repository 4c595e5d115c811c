import re

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...approvals.models import ApprovalSignature, Revocation
from ...couples.models import Partner
from ...people.actions import require
from ...people.rules import Action, local_day
from ...planning.models import Plan
from ..models import SignOff

LEAST, MOST = 8, 10


@require_http_methods(["GET", "HEAD"])
def verify(request):
    """Whose signature a printed digest is, and whether it still stands; for the clinic's people."""
    clinic = request.user.clinic
    require(account=request.user, clinic=clinic, action=Action.READ_STATES)
    typed = _joined(request.GET.get("digest", ""))
    on = local_day(at=timezone.now(), zone=clinic.zone)
    right = re.fullmatch(rf"[0-9a-f]{{{LEAST},64}}", typed) is not None
    context = {
        "typed": request.GET.get("digest", ""),
        "asked": "digest" in request.GET,
        "right": right,
        "least": LEAST,
        "plans": _plans(request.user, clinic, typed, on=on) if right else [],
        "approvals": _approvals(request.user, clinic, typed, on=on) if right else [],
        "clinic": clinic,
    }
    wrong = context["asked"] and not right
    return render(request, "signoff/verify.html", context, status=422 if wrong else 200)


def _joined(typed):
    """As one word of small letters; paper breaks it with spaces, line ends, hyphens and dots."""
    return re.sub(r"[\s\u00ad\u200b.\u2026\u2010-\u2013-]+", "", typed).lower()


def _plans(account, clinic, prefix, *, on):
    """Each answer with this digest; a plan is named only to whoever may see it."""
    answers = list(
        SignOff.objects.of_clinic(clinic)
        .filter(digest__startswith=prefix)
        .select_related("plan__couple")
        .prefetch_related("plan__couple__partners")[:MOST]
    )
    seen = Plan.objects.visible_to(account).filter(pk__in=[each.plan_id for each in answers])
    named = set(seen.values_list("pk", flat=True))
    return [
        {
            "answer": answer,
            "stands": answer.stands(on),
            "whose": str(answer.plan.couple) if answer.plan_id in named else "",
        }
        for answer in answers
    ]


def _approvals(account, clinic, prefix, *, on):
    """Each approval that was signed, or ended, under this digest.

    Whose it is, and whether it holds, is part of one partner's record: only its readers are told.
    """
    signatures = [
        each
        for kind in (ApprovalSignature, Revocation)
        for each in kind.objects.of_clinic(clinic)
        .filter(digest__startswith=prefix)
        .select_related("approval__partner__couple")
        .order_by("-signed_at", "-pk")[:MOST]
    ]
    partners = {each.approval.partner_id for each in signatures}
    read = Partner.objects.visible_to(account).filter(pk__in=partners)
    readable = set(read.values_list("pk", flat=True))
    return [
        {
            "signature": each,
            "partner": each.approval.partner if each.approval.partner_id in readable else None,
            "status": each.approval.status(on).value,
        }
        for each in signatures
    ]
