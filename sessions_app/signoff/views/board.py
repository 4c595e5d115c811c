import csv
from collections import Counter
from datetime import timedelta
from io import StringIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch, Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...approvals.models import Approval
from ...audit.telling import cell
from ...couples.models import Couple
from ...couples.rules.stages import ENDED
from ...people.actions import NotYourDeed
from ...people.rules import Action, local_day
from ...planning import actions as planning
from ...planning.models import Plan, Revision
from ...planning.rules.stages import LABELS, OPEN, Stage
from .. import actions, plot, rules, tasks, waiting
from ..models import Nudge, SignOff

LAPSING = timedelta(days=30)
NOT_NUDGED = (
    actions.NobodyMaySign,
    actions.NotWaiting,
    actions.NudgedToday,
    planning.FolderStandsStill,
)
COLUMNS = ("Couple", "Plan", "Revision", "State", "Since", "Waits for")


def _open_plans(account):
    """Open plans this account may see the state of, with all that a row tells."""
    answers = Prefetch("signoffs", SignOff.objects.defer("content"), to_attr="answers")
    return (
        waiting.handed(Plan.objects.visible_to(account))
        .open()
        .select_related("couple__clinic", "therapist", "begun_by", "version")
        .prefetch_related(
            "couple__partners",
            Prefetch("nudges", Nudge.objects.select_related("to")),
            answers,
        )
        .order_by("submitted_at", "pk")
    )


def _named(plans):
    waiting.name_signers([plan.couple for plan in plans])
    return plans


def _row(plan, *, now):
    waits = plan.stage == Stage.WITH_PRESCRIBER.value
    since, zone = waiting.since(plan), plan.couple.clinic.zone
    on = local_day(at=now, zone=zone)
    today = [nudge for nudge in plan.nudges.all() if nudge.on == on]
    return {
        "plan": plan,
        "whom": waiting.whom(plan),
        "since": since,
        "age": rules.age(since=since, now=now, zone=zone),
        "waits": waits,
        "nudged": any(not nudge.refused for nudge in today),
        "refused": [nudge.to.name for nudge in today if nudge.refused],
        "signers": waiting.signers(plan) if waits else [],
    }


def _weeks(clinic, *, on):
    """Sent and answered plans of this clinic, week by week."""
    first = plot.weeks(on)[0]
    sent = Revision.objects.filter(plan__couple__clinic=clinic, sent_at__date__gte=first)
    answered = SignOff.objects.of_clinic(clinic).filter(signed_at__date__gte=first)
    found = _dated(sent, "sent").union(_dated(answered, "answered"), all=True)
    days = {"sent": [], "answered": []}
    for kind, at in found:
        days[kind].append(local_day(at=at, zone=clinic.zone))
    return plot.plot(**{kind: plot.counted(told, on=on) for kind, told in days.items()}, on=on)


def _dated(rows, kind):
    moment = "sent_at" if kind == "sent" else "signed_at"
    return rows.order_by().values_list(Value(kind), moment)


def _narrow(asked):
    """By state and by age; what is not on offer narrows nothing."""
    states = [(stage.value, LABELS[stage]) for stage in Stage if stage in OPEN]
    state, age = asked.get("state", ""), asked.get("age", "")
    state = state if state in dict(states) else ""
    age = age if age in rules.AGES else ""
    narrowed = bool(state or age)
    ages = list(rules.AGES.items())
    return {"states": states, "ages": ages, "state": state, "age": age, "narrowed": narrowed}


def _sorted_out(found, narrow, *, clinic, on):
    """The stages of all open plans, and which of the plans the narrowed list shows."""
    stages, kept = [], []
    moments = waiting.moments(found.order_by()).values_list("pk", "stage", "since")
    for pk, stage, since in moments:
        stages.append(stage)
        day = local_day(at=since, zone=clinic.zone)
        long_enough = rules.waits_long_enough(since=day, on=on, age=narrow["age"])
        if long_enough and narrow["state"] in ("", stage):
            kept.append(pk)
    return stages, kept


def _lapsing(account, *, on):
    """Approvals that run out soon, of couples whose joint work goes on."""
    soon = Approval.objects.standing(on).filter(
        partner__couple__in=Couple.objects.visible_to(account),
        partner__couple__clinic=account.clinic,
        valid_until__lte=on + LAPSING,
    )
    found = soon.exclude(partner__couple__stage__in=ENDED).select_related("partner", "prescriber")
    return [
        {"approval": each, "days": (each.valid_until - on).days}
        for each in found.order_by("valid_until", "pk")[:50]
    ]


def _allowed(account):
    """The clinic whose board this account may read."""
    if not account.may(Action.HAND_OVER_SIGNOFF):
        raise NotYourDeed(Action.HAND_OVER_SIGNOFF)
    return account.clinic


@require_http_methods(["GET", "HEAD"])
def board(request):
    """For a clinic admin: what waits, for whom and how long, and what will lapse soon."""
    clinic = _allowed(request.user)
    now = timezone.now()
    on = local_day(at=now, zone=clinic.zone)
    found = _open_plans(request.user).filter(couple__clinic=clinic)
    narrow = _narrow(request.GET)
    stages, kept = _sorted_out(found, narrow, clinic=clinic, on=on)
    counts = Counter(stages)
    pages = Paginator(found.filter(pk__in=kept) if narrow["narrowed"] else found, 25)
    pages.count = len(kept)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "narrow": narrow,
        "rows": [_row(plan, now=now) for plan in _named(list(page))],
        "counts": [
            {"label": LABELS[stage], "count": counts[stage.value]}
            for stage in Stage
            if stage in OPEN
        ],
        "lapsing": _lapsing(request.user, on=on),
        "plot": _weeks(clinic, on=on),
        "clinic": clinic,
    }
    return render(request, "signoff/board.html", context)


@require_http_methods(["GET", "HEAD"])
def board_csv(request):
    """The same rows for a spreadsheet, each cell as plain text."""
    clinic = _allowed(request.user)
    now = timezone.now()
    on = local_day(at=now, zone=clinic.zone)
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for plan in _named(list(_open_plans(request.user).filter(couple__clinic=clinic))):
        row = _row(plan, now=now)
        told = (
            str(plan.couple),
            plan.number,
            plan.revision,
            plan.stage_label,
            f"{row['since']:%Y-%m-%d %H:%M} UTC",
            row["whom"],
        )
        writer.writerow([cell(value) for value in told])
    return HttpResponse(
        sheet.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="sign-off-{on}.csv"'},
    )


def _found(request, pk):
    return get_object_or_404(Plan.objects.visible_to(request.user), pk=pk)


@require_POST
def nudge(request, pk):
    plan = _found(request, pk)
    try:
        actions.nudge(plan=plan, by=request.user, at=timezone.now())
    except NOT_NUDGED as refusal:
        messages.error(request, str(refusal))
    else:
        tasks.wake()
        messages.success(request, "A neutral word is on its way. It says nothing of the plan.")
    return redirect("signoff:board")


@require_POST
def hand_over(request, pk):
    plan = _found(request, pk)
    named = request.POST.get("to", "")
    to = next((each for each in waiting.signers(plan) if str(each.pk) == named), None)
    try:
        handed = actions.hand_over(plan=plan, to=to, by=request.user, at=timezone.now())
    except (actions.NotWaiting, actions.CannotBeHandedTo) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"It waits for {handed.to.name} now.")
    return redirect("signoff:board")
