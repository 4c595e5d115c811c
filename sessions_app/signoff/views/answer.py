import json

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.actions import OneOfTheTwo
from ...couples.models import Couple
from ...people.rules import Action
from ...planning import actions as planning
from ...planning import facts, standing
from ...planning.content import content
from ...planning.models import Plan
from ...planning.reading import read, since_words
from ...planning.rules.differences import differences
from ...planning.rules.gates import hard, open_gates
from ...planning.rules.stages import Stage
from ...signing.actions import ContentHasChanged, NotConfirmed, why_not_licensed
from ...signing.rules import MEANINGS, Meaning, canonical, digest
from .. import actions, forms, waiting

WROTE = "You wrote on this plan, so you can read it here and not answer it."
REFUSALS = (
    OneOfTheTwo,
    ContentHasChanged,
    actions.CannotSignOwnPlan,
    actions.NoLongerFits,
    actions.NotAcknowledged,
    actions.NotWaiting,
    planning.FolderStandsStill,
)
SENT_BACK = (
    OneOfTheTwo,
    actions.CannotSignOwnPlan,
    actions.NotWaiting,
    actions.ReasonIsMissing,
)


def _asked(request, pk):
    plans = waiting.handed(Plan.objects.clinical_to(request.user)).whole()
    return get_object_or_404(plans.select_related("submitted_by"), pk=pk).named()


def _standing(plan, *, by, known, on):
    """Whether this account may answer now, told before anything is filled in, not after."""
    waits = plan.stage == Stage.WITH_PRESCRIBER.value
    asked = waits and by.may(Action.SIGN, plan.couple.clinic) and _cares(by, plan)
    own = plan.wrote(by)
    gates = hard(open_gates(facts.gate_facts(plan, on=on, known=known))) if waits else []
    theirs = plan.couple.is_one_of_the_two(by)
    may_answer = asked and not own and not theirs
    if waits or plan.is_void:
        waiting.name_signers([plan.couple])
    able = waiting.waits_for(plan) if waits else []
    whom = f"It waits for {waiting.whom(plan)}." if waits or plan.is_void else ""
    weighed = facts.fit_since_in_full if by.may(Action.SIGN) else facts.fit_since
    since = weighed(plan, on=on, known=known) if waits else None
    withheld = why_not_licensed(by=by, clinic=plan.couple.clinic, on=on) if may_answer else ""
    return {
        "withheld": withheld,
        "fit_since": list(since_words(since, facts.told_apart(plan))) if since else [],
        "own": asked and own,
        "theirs": OneOfTheTwo.plainly if asked and theirs else "",
        "wrote": f"{WROTE} {whom}",
        "waits_for": whom,
        "handed": bool(waits and plan.handed_to and by not in able),
        "gates": [{"kind": gate.kind, "sentence": gate.sentence} for gate in gates],
        "may_answer": may_answer,
        "may_sign": may_answer and not gates and plan.couple.may_plan and not withheld,
    }


def _cares(account, plan):
    """Whoever reads in an emergency answers nothing; nobody else need be asked after."""
    mine = Couple.objects.of_team(account).filter(pk=plan.couple_id)
    return not account.opened_in_emergency or mine.exists()


def _since(answers, shown, *, signs):
    """What changed since the last signature, or without one since the last answer."""
    last = next((each for each in answers if each.approves), None) or next(iter(answers), None)
    if last is None:
        return None
    told = differences if signs else standing.for_both
    return {"answer": last, "changes": told(json.loads(bytes(last.content)), shown)}


def _meanwhile(form, shown):
    """What changed while the reader was reading; nothing when that cannot be told."""
    try:
        seen = json.loads(form.data.get("seen", ""))
        same = isinstance(seen, dict) and digest(seen) == form.data.get("seen_digest")
    except (ValueError, TypeError):
        return []
    return differences(seen, shown) if same else []


def _signing(request, plan, typed=None, **kwargs):
    return forms.Sign(typed, plan=plan, by=request.user, **kwargs)


def _read_out(plan, shown, *, signs):
    """The plan as it is, and what was answered before.

    Which reason it was that somebody told alone is for whoever signs, and for nobody beside. What
    was signed is kept byte for byte, and not read out once one of the two is erased.
    """
    erased = any(part.partner.erased_at for part in plan.pair)
    answers = [] if erased else list(plan.signoffs.all())
    return {
        "reading": read(shown, told_alone=signs),
        "signs": signs,
        "erased": erased,
        "earlier": answers,
        "since": _since(answers, shown, signs=signs),
    }


def _forms(request, plan, shown, *, sign, back, refusal):
    """Both forms, tied to what this page shows; after a refusal with the words that were typed."""
    seen = {
        "seen": canonical(shown).decode(),
        "seen_digest": digest(shown),
        "revision": plan.revision,
    }
    nothing = f"Nothing was {sign.said if sign else 'sent back'}."
    told = {"refusal": refusal, "title": getattr(refusal, "title", nothing), "meanwhile": []}
    if refusal:
        typed, sign, back = sign or back, None, None
        told["meanwhile"] = _meanwhile(typed, shown)
        seen |= {name: typed.data.get(name, "") for name in ("conditions", "reason")}
    return told | {
        "form": sign or back,
        "sign": sign or _signing(request, plan, initial=seen),
        "back": back or forms.SendBack(plan=plan, by=request.user, initial=seen),
    }


def _answer_page(request, plan, *, sign=None, back=None, refusal=None):
    """Exactly what would be signed, with both forms; the shown dict is the digested one.

    A refusal shows the page as it is now: the next try is tied to what is read then.
    """
    at = timezone.now()
    on = facts.day_of(plan, at)
    known = facts.charts(plan, on=on)
    standing.look([plan], at=at, known={plan.pk: known})
    shown = content(plan, on=on, known=known)
    context = _standing(plan, by=request.user, known=known, on=on)
    context |= _read_out(plan, shown, signs=request.user.may(Action.SIGN))
    context |= {
        "plan": plan,
        "pair": plan.pair,
        "fractions": [part.fraction or "0" for part in plan.pair],
        "digest": digest(shown),
        "meaning": MEANINGS[Meaning.APPROVED_PLAN],
    }
    context |= _forms(request, plan, shown, sign=sign, back=back, refusal=refusal)
    told = {"subject": plan, "by": request.user, "at": timezone.now()}
    record_reading(deed="private words read", **told)
    return render(request, "signoff/answer.html", context, status=_status(sign, back, refusal))


def _status(sign, back, refusal):
    if refusal:
        return 409
    return 422 if (sign and sign.errors) or (back and back.errors) else 200


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request, pk):
    """Read and sign."""
    plan = _asked(request, pk)
    form = _signing(request, plan, request.POST) if request.method == "POST" else None

    if form and form.is_valid():
        try:
            actions.sign(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
        except NotConfirmed as refusal:
            form.refuse(refusal)
        except REFUSALS as refusal:
            return _answer_page(request, _asked(request, pk), sign=form, refusal=refusal)
        else:
            messages.success(request, "Signed. The papers can be prepared now.")
            return redirect("signoff:queue")

    return _answer_page(request, plan, sign=form)


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def ask_for_changes(request, pk):
    return _send_back(request, pk, actions.ask_for_changes, "Sent back.")


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request, pk):
    return _send_back(request, pk, actions.decline, "Declined.")


def _send_back(request, pk, deed, said):
    plan = _asked(request, pk)
    # Whoever signs in again, or opens a page the browser put away, asks for the form's address.
    if request.method != "POST":
        return redirect("signoff:answer", pk=pk)
    form = forms.SendBack(request.POST, plan=plan, by=request.user)

    if form.is_valid():
        try:
            deed(plan=plan, by=request.user, at=timezone.now(), **form.cleaned_data)
        except NotConfirmed as refusal:
            form.refuse(refusal)
        except (actions.NotWhatWasRead, actions.SentAnew) as refusal:
            return _answer_page(request, _asked(request, pk), back=form, refusal=refusal)
        except SENT_BACK as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"{said} The therapist reads your reason on the plan.")
            return redirect("signoff:queue")

    return _answer_page(request, plan, back=form)
