import csv
from io import StringIO
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.db.models import Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.telling import READ_AS_UTF_8, cell
from ...people.actions import NotYourDeed
from ...people.rules import Action, local_day
from ...planning.models import Revision
from .. import asked, lapsing, listing, plot, waiting
from ..models import SignOff

COLUMNS = ("Couple", "Plan", "Revision", "State")
ASKED_COLUMNS = ("Couple", "Approval for", "State")


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
    chosen = listing.narrow(request.GET)
    found = listing.Listing(request.user, chosen, now=now)
    pages = Paginator(found.plans(), 25)
    pages.count = len(found.kept)
    page = pages.get_page(request.GET.get("page"))
    words, waits = waiting.words_of(clinic, on=on), asked.waits(request.user)[: asked.SHOWN + 1]
    requests = asked.rows(waits, words=words, now=now)
    context = {
        "page": page,
        "narrow": chosen,
        "rows": found.rows(page, words=words),
        "counts": found.counts,
        "asked": requests[: asked.SHOWN],
        "more_asked": len(requests) > asked.SHOWN,
        "lapsing": lapsing.of_clinic(request.user, now=now),
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
    told = (
        (
            str(row["plan"].couple),
            row["plan"].number,
            row["plan"].revision,
            row["label"],
            *_waits(row, clinic),
        )
        for row in found.rows(found.plans(), words={})
    )
    return _sheet("sign-off", COLUMNS, told, clinic=clinic, at=now)


@require_http_methods(["GET", "HEAD"])
def requests_csv(request):
    """All approvals that are asked for, in the same way."""
    clinic = _allowed(request.user)
    now = timezone.now()
    told = (
        (str(row["couple"]), row["name"], row["label"], *_waits(row, clinic))
        for row in asked.rows(asked.waits(request.user), words={}, now=now)
    )
    return _sheet("approvals-asked-for", ASKED_COLUMNS, told, clinic=clinic, at=now)


def _waits(row, clinic):
    """On the clinic's clock, by which the days are counted too, and as a spreadsheet sorts it."""
    since = row["since"].astimezone(ZoneInfo(clinic.zone))
    return f"{since:%Y-%m-%d %H:%M}", row["days"], row["whom"]


def _sheet(name, columns, told, *, clinic, at):
    sheet = StringIO()
    sheet.write(READ_AS_UTF_8)
    writer = csv.writer(sheet)
    writer.writerow([*columns, f"Since ({clinic.zone})", "Days", "Waits for"])
    writer.writerows([cell(value) for value in row] for row in told)
    day = local_day(at=at, zone=clinic.zone)
    return HttpResponse(
        sheet.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}-{day}.csv"'},
    )
