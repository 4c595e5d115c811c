import json

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...approvals.models import Request
from ...approvals.rules import Status
from ...people.rules import Action
from ...planning import standing
from ...planning.models import Plan, Revision
from ...planning.rules.differences import differences
from .. import lapsing, rules, waiting
from ..models import SignOff

SHOWN = 3


@require_http_methods(["GET", "HEAD"])
def queue(request):
    """What waits for a signature, longest waiting first: for prescribers and for the admin."""
    found = (
        waiting.handed(Plan.objects.visible_to(request.user))
        .waiting()
        .select_related("couple", "version", "therapist")
        .prefetch_related("couple__partners", "parts")
    )
    page = Paginator(found, 25).get_page(request.GET.get("page"))
    asked_whom = [plan.couple for plan in page if plan.handed_to or _own(plan, request.user)]
    waiting.name_signers(asked_whom)
    road, now = _road(request.user, page), timezone.now()
    # Whoever works nowhere any more finds an empty page.
    zone = request.user.clinic.zone if request.user.clinic else ""
    standing.look(page, at=now)
    readable = [plan for plan in page if plan.pk in road["readable"]]
    changed = _changed(readable, signs=request.user.may(Action.SIGN))
    context = {
        "page": page,
        "rows": [
            _row(plan, now=now, zone=zone, account=request.user, changed=changed, **road)
            for plan in page
        ],
        "asked": _requests(request.user, now=now, zone=zone),
        "lapsing": lapsing.to_renew(request.user, now=now),
        "may_hand_over": request.user.may(Action.HAND_OVER_SIGNOFF),
        "may_sign": request.user.may(Action.SIGN),
    }
    return render(request, "signoff/queue.html", context)


def _requests(account, *, now, zone):
    """Approvals that are asked for, told to those who may give them, and whom each is left to."""
    if not account.may(Action.APPROVE_MEDICINE):
        return []
    asked = Request.objects.visible_to(account).filter(partner__couple__clinic=account.clinic)
    waits = waiting.handed(asked.waiting(), "request")
    found = list(waits.select_related("partner__couple", "submitted_by", "taken_by")[:25])
    elsewhere = waiting.asked_elsewhere(found, account)
    return [
        {
            "request": each,
            "handed_to": _handed(each, elsewhere.get(each.pk, "")),
            "waits": _waits(each.submitted_at, now=now, zone=zone),
        }
        for each in found
    ]


def _handed(asked, elsewhere):
    """Whom a request was handed to; who looks at it by themself is told anyway."""
    looks = asked.taken_by.name if asked.state == Status.UNDER_REVIEW.value else ""
    return "" if elsewhere == looks else elsewhere


def _road(account, page):
    """Where a row leads this account; an admin sees that a plan waits and not what is in it."""
    if not account.may(Action.READ_CLINICAL):
        return {"to": "", "readable": set()}
    readable = Plan.objects.clinical_to(account).filter(pk__in=[plan.pk for plan in page])
    return {
        "to": "signoff:answer" if account.may(Action.SIGN) else "planning:review",
        "readable": set(readable.values_list("pk", flat=True)),
    }


def _changed(plans, *, signs):
    """By plan, what is different since the last signature, or without one since the last answer."""
    again = [plan for plan in plans if plan.revision > 1]
    if not again:
        return {}
    last = {}
    for answer in SignOff.objects.filter(plan__in=again):
        if answer.plan_id not in last or (answer.approves and not last[answer.plan_id].approves):
            last[answer.plan_id] = answer
    sent = {each.plan_id: each for each in reversed(Revision.objects.filter(plan__in=again))}
    told = differences if signs else standing.for_both
    return {
        pk: {"answer": answer, "changes": _few(told(_answered(answer), sent[pk].read()))}
        for pk, answer in last.items()
    }


def _answered(answer):
    return json.loads(bytes(answer.content))


def _few(found):
    more = len(found) - SHOWN
    return found[:SHOWN] + ([f"And {more} more."] if more > 0 else [])


def _own(plan, account):
    return account.may(Action.SIGN) and plan.wrote(account)


def _row(plan, *, now, zone, account, changed, to, readable):
    a, b = plan.pair
    return {
        "plan": plan,
        "fractions": (a.fraction or "0", b.fraction or "0"),
        "url": reverse(to, args=[plan.pk]) if plan.pk in readable else "",
        "own": waiting.named(plan) if _own(plan, account) else "",
        "handed_to": _others(plan, account) if plan.handed_to else "",
        "since": changed.get(plan.pk),
        "missing": standing.ENDED if plan.standing.unapproved else "",
        "waits": _waits(plan.submitted_at, now=now, zone=zone),
    }


def _others(plan, account):
    return " or ".join(each.name for each in waiting.waits_for(plan) if each != account)


def _waits(since, *, now, zone):
    return f"Waits {rules.age(since=since, now=now, zone=zone)}"
