from zoneinfo import ZoneInfo

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...couples.models import Couple
from ...emergency import reading as emergency
from ...people import reading
from ...people.rules import Action, local_day, place_of
from ...planning import facts, lines, standing
from ...planning.ready import ready_ones
from ...planning.rules.stages import Stage
from .. import rows, rules, told, waiting

SHOWN = 20


@require_http_methods(["GET", "HEAD"])
def today(request):
    """What only this person can do, what waits for others, and the next two weeks."""
    now, account = timezone.now(), request.user
    if not account.may(Action.READ_STATES):
        return _without_couples(request, now=now)
    plans = waiting.plans(account, now=now)
    known = standing.look(plans, at=now)
    plans = waiting.asking(plans, now=now)
    meetings = waiting.meetings(account, now=now)
    waiting.name_couples(plans, meetings)
    asked = told.asked(account, clinic=account.clinic) + waiting.requests(account)
    asked += _asked(account, plans, meetings, now=now)
    sessions = [plan for plan in plans if _is_ahead(plan.starts_at, now)]
    context = _greeting(account, now) | {
        "day_by_minute": _day_by_minute(sessions, now=now),
        "mine": _cut([one for one in asked if one.mine]),
        "others": _cut([one for one in asked if not one.mine]),
        "sessions": _sessions(sessions, now=now, known=known),
        "meetings": _cut(
            [rows.meeting(m, now=now) for m in meetings if _is_ahead(m.starts_at, now)]
        ),
        "may_plan": account.may(Action.PLAN),
        "has_own": account.may(Action.RECORD_HEALTH),
    }
    on = local_day(at=now, zone=account.clinic.zone)
    context["own_licence"] = reading.own_licence_to_renew(account, on=on)
    if account.may(Action.MANAGE_PEOPLE):
        context["licences"] = reading.licences_to_renew(account.clinic, on=on)
    context["openings"] = list(emergency.of_ones_couples(account, now=now))
    if not plans and not meetings:
        context["empty"] = not Couple.objects.visible_to(account).exists()
        context["first_step"] = rows.first_step(account)
    return render(request, "desk/today.html", context)


def _without_couples(request, *, now):
    """An auditor's work is the trail; whoever has no role at all is told who can help."""
    if request.user.may(Action.READ_TRAIL):
        return redirect("desk:trail")
    context = _greeting(request.user, now) | {"nowhere": True}
    return render(request, "desk/today.html", context)


def _greeting(account, now):
    zone = account.clinic.zone if account.clinic else "UTC"
    local = now.astimezone(ZoneInfo(zone))
    return {
        "greeting": f"{rules.greeting(hour=local.hour)}, {rules.spoken_to(account.name)}",
        "day": rules.long_day(local.date()),
        "town": place_of(zone),
    }


def _asked(account, plans, meetings, *, now):
    """What waits, in the order in which it should be looked at."""
    found = [waiting.of_plan(plan, account=account, now=now) for plan in plans]
    found += [waiting.of_tasks(plan, account=account, now=now) for plan in plans]
    found += [waiting.of_meeting(meeting, account=account, now=now) for meeting in meetings]
    return sorted(filter(None, found), key=lambda one: one.place)


def _sessions(sessions, *, now, known):
    """The sessions ahead, each signed one with whether it is ready today."""
    ready = ready_ones(sessions[:SHOWN], at=now, known=known)
    return _cut(
        [
            rows.session(
                plan,
                now=now,
                ready=plan.pk in ready if plan.stage == Stage.CLEARED.value else None,
            )
            for plan in sessions
        ]
    )


def _day_by_minute(sessions, *, now):
    """The next session of today drawn by the minute, for whoever may read it."""
    plan = next((plan for plan in sessions if plan.clinical and plan.version), None)
    if plan is None:
        return None
    on = facts.day_of(plan, now)
    if local_day(at=plan.starts_at, zone=plan.couple.clinic.zone) != on:
        return None
    return {
        "row": rows.session(plan, now=now),
        "lanes": lines.lanes(
            lines.of_plan(plan, plan.version.phases.all()), facts.charts(plan, on=on)
        ),
    }


def _is_ahead(at, now):
    return at is not None and now < at <= now + waiting.AHEAD


def _cut(found):
    """As many as a page can hold in view, and how many it does not show."""
    return {"rows": found[:SHOWN], "more": max(len(found) - SHOWN, 0)}
