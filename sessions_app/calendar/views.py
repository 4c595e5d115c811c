from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ..access import guesses
from ..access.entering import address_of
from ..access.rules import WINDOW, Guess
from ..people import fence
from ..people.actions import require
from ..people.rules import Action, local_day, place_of
from . import actions, forms, outside, pages, rules
from .models import Feed

read = require_http_methods(["GET", "HEAD"])


def _frame(request):
    """What both pages begin with: the day asked for, the clinic's clock, who and where."""
    account, now = request.user, timezone.now()
    require(account=account, clinic=account.clinic, action=Action.READ_CALENDAR)
    zone = account.clinic.zone
    today = local_day(at=now, zone=zone)
    narrow = forms.Narrow(request.GET, account=account)
    return {
        "now": now,
        "zone": zone,
        "town": place_of(zone),
        "today": today,
        "day": rules.day_from(request.GET.get("on", ""), today=today),
        "narrow": narrow,
        "may_manage": account.may(Action.MANAGE_CLINIC),
        "narrowed": narrow.narrowed(),
    }


def _days(request, context, days, *, month=None):
    zone, today, chosen = (context[name] for name in ("zone", "today", "narrowed"))
    found = pages.entries(request.user, days=days, zone=zone, now=context["now"], **chosen)
    return {
        "days": pages.by_day(found, days, zone=zone, today=today, month=month),
        "any": bool(found),
        "only": any(chosen.values()),
    }


@read
def week(request):
    """Seven days, one beside the other."""
    context = _frame(request)
    days = rules.week_of(context["day"])
    context |= _days(request, context, days) | {
        "span": rules.week_words(days),
        "before": days[0] - rules.WEEK,
        "after": days[0] + rules.WEEK,
    }
    return render(request, "calendar/week.html", context)


@read
def month(request):
    """The weeks of one month."""
    context = _frame(request)
    day = context["day"]
    context |= _days(request, context, rules.month_of(day), month=day.month) | {
        "span": f"{day:%B %Y}",
        "before": rules.month_before(day),
        "after": rules.next_month(day),
    }
    return render(request, "calendar/month.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request):
    """The reader's own secret address; it is shown in the answer that makes it, and never again."""
    address = ""
    if request.method == "POST":
        code = actions.make_feed(by=request.user, at=timezone.now())
        address = request.build_absolute_uri(reverse("calendar:feed", args=[code]))
    present = Feed.objects.visible_to(request.user).standing().first()
    context = {"address": address, "present": present}
    return render(request, "calendar/subscribe.html", context)


@require_POST
def end(request):
    actions.end_feed(by=request.user, at=timezone.now())
    messages.success(request, "The address answers no more. You can make a new one at any time.")
    return redirect("calendar:subscribe")


@login_not_required
@read
def feed(request, code):
    """Read by a calendar program, which cannot sign in: the address itself is the secret."""
    digest = rules.digest_of(code)
    try:
        guesses.take(Guess.CALENDAR, account=digest, address=address_of(request))
    except guesses.NotEvaluated as refusal:
        return _nothing(refusal.status)
    present = Feed.objects.standing().filter(digest=digest).select_related("account").first()
    if present is None:
        return _nothing(404)
    text = _told(present.account)
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _nothing(status):
    answer = HttpResponse(status=status, content_type="text/plain")
    if status != HTTPStatus.NOT_FOUND:
        answer["Retry-After"] = int(WINDOW.total_seconds())
    # Django would write the address into the log, and it may be one that was ended by mistake.
    answer._has_been_logged = True
    return answer


def _told(account):
    """Nobody has signed in, so the database is told here whose clinics may be read."""
    with fence.within(clinics=[], account=account.pk):
        fence.name(clinics=[clinic.pk for clinic in account.clinics], account=account.pk)
        return outside.written(account, now=timezone.now())
