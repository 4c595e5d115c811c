from datetime import timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.views.decorators.http import require_http_methods

from ...people.rules import Action
from ...planning.models import Plan


@require_http_methods(["GET", "HEAD"])
def queue(request):
    """What waits for a signature, longest waiting first: for prescribers and for the admin."""
    waiting = (
        Plan.objects.visible_to(request.user)
        .waiting()
        .select_related("couple", "version", "therapist")
        .prefetch_related("couple__partners", "parts")
    )
    page = Paginator(waiting, 25).get_page(request.GET.get("page"))
    road, now = _road(request.user, page), timezone.now()
    context = {
        "page": page,
        "rows": [_row(plan, now=now, **road) for plan in page],
        "may_hand_over": request.user.may(Action.HAND_OVER_SIGNOFF),
        "may_sign": request.user.may(Action.SIGN),
    }
    return render(request, "signoff/queue.html", context)


def _road(account, page):
    """Where a row leads this account; an admin sees that a plan waits and not what is in it."""
    if not account.may(Action.READ_CLINICAL):
        return {"to": "", "readable": set()}
    readable = Plan.objects.clinical_to(account).filter(pk__in=[plan.pk for plan in page])
    return {
        "to": "signoff:answer" if account.may(Action.SIGN) else "planning:review",
        "readable": set(readable.values_list("pk", flat=True)),
    }


def _row(plan, *, now, to, readable):
    a, b = plan.pair
    waited = now - plan.submitted_at
    return {
        "plan": plan,
        "fractions": (a.fraction or "0", b.fraction or "0"),
        "url": reverse(to, args=[plan.pk]) if plan.pk in readable else "",
        "waits": "Just sent"
        if waited < timedelta(minutes=1)
        else f"Waits {timesince(plan.submitted_at, now, depth=1)}",
    }
