from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ..people.rules import Action
from ..planning import facts
from ..planning.content import content
from ..planning.models import Plan
from ..planning.reading import read
from ..planning.rules.gates import hard, open_gates
from ..planning.rules.stages import Stage
from ..signing.actions import ContentHasChanged, NotConfirmed
from ..signing.rules import MEANINGS, Meaning, digest
from . import actions, forms

REFUSALS = (
    ContentHasChanged,
    actions.CannotSignOwnPlan,
    actions.NoLongerFits,
    actions.NotWaiting,
)


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


def _asked(request, pk):
    return get_object_or_404(
        Plan.objects.clinical_to(request.user).whole().select_related("submitted_by"), pk=pk
    )


def _standing(plan, *, by, on):
    """Whether this account may answer now, told before anything is filled in, not after."""
    waits = plan.stage == Stage.WITH_PRESCRIBER.value
    asked = waits and by.may(Action.SIGN, plan.couple.clinic)
    own = by.pk in (plan.begun_by_id, plan.submitted_by_id)
    gates = hard(open_gates(facts.gate_facts(plan, on=on))) if waits else []
    may_answer = asked and not own
    return {
        "own": asked and own,
        "gates": [{"kind": gate.kind, "sentence": gate.sentence} for gate in gates],
        "may_answer": may_answer,
        "may_sign": may_answer and not gates,
    }


def _answer_page(request, plan, *, sign=None, decline=None):
    """Exactly what would be signed, with both forms; the shown dict is the digested one."""
    on = facts.day_of(plan, timezone.now())
    shown = content(plan, on=on)
    now = digest(shown)
    a, b = plan.pair
    context = _standing(plan, by=request.user, on=on) | {
        "plan": plan,
        "pair": plan.pair,
        "fractions": [part.fraction or "0" for part in (a, b)],
        "reading": read(shown),
        "digest": now,
        "meaning": MEANINGS[Meaning.APPROVED_PLAN],
        "earlier": list(plan.signoffs.defer("content")),
        "form": sign or decline,
        "sign": sign or forms.Sign(plan=plan, by=request.user, initial={"seen_digest": now}),
        "decline": decline or forms.Decline(plan=plan),
    }
    failed = bool((sign and sign.errors) or (decline and decline.errors))
    return render(request, "signoff/answer.html", context, status=422 if failed else 200)


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """Read and sign."""
    plan = _asked(request, pk)
    form = (
        forms.Sign(request.POST, plan=plan, by=request.user) if request.method == "POST" else None
    )

    if form and form.is_valid():
        try:
            actions.sign(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
        except NotConfirmed as refusal:
            form.refuse(refusal)
        except REFUSALS as refusal:
            # What is shown now is new to the reader, so the next try is tied to it.
            messages.error(request, str(refusal))
            return redirect("signoff:answer", pk=plan.pk)
        else:
            messages.success(request, "Signed. The papers can be prepared now.")
            return redirect("signoff:queue")

    return _answer_page(request, plan, sign=form)


@require_http_methods(["POST"])
def decline(request, pk):
    plan = _asked(request, pk)
    form = forms.Decline(request.POST, plan=plan)

    if form.is_valid():
        try:
            actions.decline(
                plan=plan, by=request.user, at=timezone.now(), reason=form.cleaned_data["reason"]
            )
        except (actions.CannotSignOwnPlan, actions.NotWaiting, actions.ReasonIsMissing) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Sent back. The therapist reads your reason on the plan.")
            return redirect("signoff:queue")

    return _answer_page(request, plan, decline=form)
