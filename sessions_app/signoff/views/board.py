import csv
from datetime import timedelta
from io import StringIO

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Value
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...approvals.models import Approval, Request
from ...audit.telling import cell
from ...couples.models import Couple
from ...couples.rules.stages import ENDED
from ...people.actions import NotYourDeed
from ...people.rules import Action, local_day
from ...planning import actions as planning
from ...planning.models import Plan, Revision
from .. import actions, listing, plot, rules, tasks, waiting
from ..models import SignOff

LAPSING = timedelta(days=30)
NOT_NUDGED = (
    actions.NobodyMaySign,
    actions.NotWaiting,
    actions.NudgedToday,
    planning.FolderStandsStill,
)
COLUMNS = ("Couple", "Plan", "Revision", "State", "Since", "Days", "Waits for")


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


def _asked(account, *, now):
    """Approvals that are asked for: for whom, how long, and who is to answer; nothing of why."""
    asked = Request.objects.waiting().filter(
        partner__couple__in=Couple.objects.visible_to(account),
        partner__couple__clinic=account.clinic,
    )
    found = list(asked.select_related("partner__couple", "taken_by")[:50])
    waiting.name_signers([each.partner.couple for each in found])
    return [
        {
            "name": each.partner.name,
            "whom": each.taken_by.name if each.taken_by else waiting.approvers(each.partner.couple),
            "age": rules.age(since=each.submitted_at, now=now, zone=account.clinic.zone),
        }
        for each in found
    ]


@require_http_methods(["GET", "HEAD"])
def board(request):
    """For a clinic admin: what waits, for whom and how long, and what will lapse soon."""
    clinic = _allowed(request.user)
    now = timezone.now()
    on = local_day(at=now, zone=clinic.zone)
    chosen = listing.narrow(request.GET)
    found = listing.Listing(request.user, chosen, now=now)
    pages = Paginator(found.plans(), 25)
    pages.count = len(found.kept)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "narrow": chosen,
        "rows": found.rows(page),
        "counts": found.counts,
        "asked": _asked(request.user, now=now),
        "lapsing": _lapsing(request.user, on=on),
        "plot": _weeks(clinic, on=on),
        "clinic": clinic,
    }
    return render(request, "signoff/board.html", context)


@require_http_methods(["GET", "HEAD"])
def board_csv(request):
    """What the board shows, all its pages at once, for a spreadsheet; each cell as plain text."""
    clinic = _allowed(request.user)
    now = timezone.now()
    found = listing.Listing(request.user, listing.narrow(request.GET), now=now)
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    for row in found.rows(found.plans()):
        plan = row["plan"]
        told = (
            str(plan.couple),
            plan.number,
            plan.revision,
            row["label"],
            f"{row['since']:%Y-%m-%d %H:%M} UTC",
            row["days"],
            row["whom"],
        )
        writer.writerow([cell(value) for value in told])
    day = local_day(at=now, zone=clinic.zone)
    return HttpResponse(
        sheet.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="sign-off-{day}.csv"'},
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
