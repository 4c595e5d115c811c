from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import reselect, reswap, retarget

from protocols.models import ProtocolVersion
from protocols.rules import CODES, Cap

from ...approvals.facts import both_words
from ...couples.models import Couple
from ...people.forms import once_more, posted
from .. import actions, course, facts, forms
from ..reading import TOLD, couple_facts
from ..rules.stages import Stage
from .cards import card, cards, records, tally
from .keeping import both_texts, station_form
from .station import read_plan, saved, show, station_context


@require_POST
def begin(request, pk):
    couple = get_object_or_404(Couple.objects.clinical_to(request.user).named(), pk=pk)
    try:
        plan = actions.begin(couple=couple, by=request.user, at=timezone.now())
    except actions.FolderStandsStill as refusal:
        messages.error(request, str(refusal))
        return redirect("desk:folder", pk=couple.pk)
    messages.success(request, "A new plan is open. Begin with what the couple hopes for.")
    return redirect("planning:fit", pk=plan.pk)


def _facts_form(plan, sent, initial):
    # A plan that was sent is changed on purpose, by the button: each change voids what was sent.
    live = plan.facts_at is not None and plan.stage == Stage.DRAFT.value
    return forms.Facts(
        sent,
        clinic=plan.couple.clinic,
        names=[part.partner.called for part in plan.pair],
        live=live,
        initial=forms.Facts.as_recorded(plan) | initial,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def fit(request, pk):
    plan = read_plan(request, pk)
    form = station_form(request, plan, "fit", _facts_form)

    if form.is_valid():
        try:
            changed = actions.record_facts(
                plan=plan, seen=form.seen, by=request.user, at=timezone.now(), **form.facts()
            )
        except actions.PlanIsClosed as refusal:
            form.add_error(None, str(refusal))
        except actions.ChangedMeanwhile as refusal:
            plan, form = both_texts(request, pk, "fit", _facts_form, refusal)
        else:
            if not request.htmx:
                said = saved(plan, changed, "Facts saved. The verdicts follow them.")
                messages.success(request, said)
            return redirect("planning:fit", pk=plan.pk)

    context = station_context(request, plan, "fit")
    verdicts = facts.assess(plan, on=context["on"], known=context["charts"])
    four = cards(plan, verdicts, offered=context["editable"])
    context |= {
        "cards": four,
        "newer": context["editable"]
        and any(card["chosen"] and card["version"].pk != plan.version_id for card in four),
        "tally": tally(verdicts),
        "records": records(context["charts"]),
        "approved": both_words([chart.approval for chart in context["charts"]], on=context["on"]),
        "turn": course.turn_words(plan, known=context["charts"]),
        "told": couple_facts({name: getattr(plan, name) for name in TOLD}) if verdicts else [],
    }
    return _whole_where_texts_differ(
        request, form, show(request, "planning/fit.html", context, form)
    )


def _whole_where_texts_differ(request, form, page):
    """A live change that met another's: the whole page is shown, for there is a choice to make."""
    if request.htmx and getattr(form, "conflict", None) is not None:
        for tell in (retarget, reselect):
            tell(page, "#main")
        reswap(page, "outerHTML")
    return page


def _approach_of(code):
    for approach, known in CODES.items():
        if known.lower() == code:
            return approach
    raise Http404


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request, pk, code):
    plan = read_plan(request, pk)
    approach = _approach_of(code)
    context = station_context(request, plan, "fit")
    verdicts = facts.assess(plan, on=context["on"], known=context["charts"])
    if verdicts is None:
        messages.info(request, "Save the facts first; the verdicts follow them.")
        return redirect("planning:fit", pk=plan.pk)
    now = {"changes": plan.changes, "shown": facts.weight(verdicts[approach])}
    form = _choose_form(request, plan, approach, verdicts[approach], now)

    if form.is_valid():
        try:
            changed = actions.choose(
                plan=plan,
                approach=approach,
                reason=form.cleaned_data.get("reason", ""),
                seen=form.seen,
                shown=form.cleaned_data["shown"],
                by=request.user,
                at=timezone.now(),
            )
        except (actions.VerdictForbids, actions.ReasonIsMissing, actions.PlanIsClosed) as refusal:
            form.add_error(None, str(refusal))
        except (actions.ChangedMeanwhile, actions.VerdictHasChanged) as refusal:
            said = getattr(refusal, "plainly", str(refusal))
            form = once_more(form, said, **now)
        else:
            said = saved(plan, changed, "Chosen. Next: who does what on the day.")
            messages.success(request, said)
            return redirect("planning:roles", pk=plan.pk)

    return show(
        request, "planning/choose.html", context | _choice(plan, approach, verdicts[approach]), form
    )


def _choose_form(request, plan, approach, verdict, now):
    """`now` is what the page is shown with, and comes back with what was sent from it."""
    sent = posted(request)
    reason = plan.choice_reason if plan.approach == approach else ""
    form = forms.Choose(sent, level=verdict.level, initial=now | {"reason": reason})
    if sent and sent.get("shown", now["shown"]) != now["shown"]:
        # Told before a reason is asked for: it may be the verdict of now alone that asks for one.
        return once_more(form, str(actions.VerdictHasChanged()), **now)
    return form


def _choice(plan, approach, verdict):
    # A plan keeps the version it was made from, also where a newer one is published.
    current = ProtocolVersion.objects.current(plan.couple.clinic_id)
    version = plan.version if plan.approach == approach else current.get(approach=approach)
    return {
        "card": card(plan, version, verdict),
        "prerequisites": version.parts()["prerequisites"],
        "closed": verdict.barred,
        "against": verdict.level == Cap.NOT_NOW and not verdict.barred,
        "acknowledged": verdict.needs_acknowledgement,
        "cancel_url": reverse("planning:fit", args=[plan.pk]),
    }
