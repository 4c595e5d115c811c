import re

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

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
    right = re.fullmatch(rf"[0-9a-f]{{{LEAST},64}}", typed) is not None
    context = {
        "typed": request.GET.get("digest", ""),
        "asked": "digest" in request.GET,
        "right": right,
        "least": LEAST,
        "found": _told(request.user, clinic, typed) if right else [],
        "clinic": clinic,
    }
    wrong = context["asked"] and not right
    return render(request, "signoff/verify.html", context, status=422 if wrong else 200)


def _joined(typed):
    """As one word of small letters; paper breaks it with spaces, line ends, hyphens and dots."""
    return re.sub(r"[\s\u00ad\u200b.\u2026\u2010-\u2013-]+", "", typed).lower()


def _told(account, clinic, prefix):
    """Each answer with this digest; a plan is named only to whoever may see it."""
    on = local_day(at=timezone.now(), zone=clinic.zone)
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
