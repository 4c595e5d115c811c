from functools import partial
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, facts, forms, lines, taken
from ..forms.station import differing, settled, undecided
from ..rules import times
from .keeping import CHOOSE_EACH, both_texts, station_form
from .station import read_plan, read_plan_with_rooms, saved, show, station_context

SESSION_FIELDS = ("starts_at", "minutes", "place", "room", "therapist")
# Beside which field a refusal is told; a closed plan stands above them all.
BESIDE = {
    actions.TimeIsPast: "day",
    actions.TimeIsTaken: "day",
    actions.DateDoesNotHold: "day",
    actions.NotTheDayAfter: "day",
    actions.RoomIsClosed: "room",
}
REFUSALS = (*BESIDE, actions.PlanIsClosed)


def _meetings_form(plan, templates, sent=None):
    if plan.starts_at is None:
        return None
    booked = facts.standing_meetings(plan)
    kinds = {meeting.kind for meeting in booked}
    proposals = taken.proposals(plan, templates, booked=kinds)
    return forms.Meetings(
        forms.taking(sent),
        plan=plan,
        proposals=proposals,
        booked=kinds,
        required={times.MeetingKind(t.kind) for t in templates if t.required},
        initial=forms.Meetings.as_recorded(plan, proposals, booked),
    )


def _elsewhere(plan):
    """The partners whose clocks show another time than the plan's."""
    return [part.partner for part in plan.pair if part.partner.zone not in ("", plan.zone)]


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request, pk):
    plan = read_plan_with_rooms(request, pk)
    context = station_context(request, plan, "schedule")
    if plan.version is None:
        return show(request, "planning/schedule.html", context)
    charts, parts = context["charts"], plan.version.parts()
    build = partial(_session_form, lines.length(lines.of_plan(plan, parts["phases"]), charts))
    form = station_form(request, plan, "schedule", build)

    if form.is_valid():
        try:
            changed = actions.schedule(
                plan=plan,
                zone=plan.couple.clinic.zone,
                by=request.user,
                at=timezone.now(),
                along=form.cleaned_data["along"],
                seen=form.cleaned_data["changes"],
                **{name: form.cleaned_data[name] for name in SESSION_FIELDS},
            )
        except REFUSALS as refusal:
            form.add_error(BESIDE.get(type(refusal)), str(refusal))
            context["instead"] = instead(refusal, form=forms.SESSION_FORM)
        except actions.ChangedMeanwhile as refusal:
            _, form = both_texts(request, pk, "schedule", build, refusal)
        else:
            said = saved(plan, changed, "Session saved. Next: the meetings after it.")
            messages.success(request, said)
            return redirect("planning:schedule", pk=plan.pk)

    return show(request, "planning/schedule.html", context | _dates(plan, charts, parts), form)


def _session_form(minutes, plan, sent, initial):
    return forms.Session(
        forms.taking(sent),
        clinic=plan.couple.clinic,
        plan=plan,
        meetings=[m for m in facts.standing_meetings(plan) if m.held_at is None],
        initial=forms.Session.as_recorded(plan, minutes=minutes) | initial,
    )


def instead(refusal, *, form):
    """The free times that a refusal offers, as buttons of this form."""
    if not isinstance(refusal, actions.TimeIsTaken):
        return {}
    before = f"{refusal.kind} " if refusal.kind else ""
    free = [
        {"at": at, "value": f"{before}{at.astimezone(ZoneInfo(refusal.zone)):%Y-%m-%dT%H:%M}"}
        for at in refusal.free
    ]
    return {"free": free, "zone": refusal.zone, "form": form}


def _dates(plan, charts, parts):
    """What stands below the session: its meetings, other clocks, the day by the minute."""
    phases = lines.of_plan(plan, parts["phases"])
    return {
        "meetings_form": _meetings_form(plan, parts["meetings"]),
        "elsewhere": _elsewhere(plan),
        "lanes": lines.lanes(phases, charts),
        "flow": lines.flow(phases, charts, starts_at=plan.starts_at),
        "booking": lines.booking(plan, phases, charts),
    }


def _sent_meetings(plan, sent):
    """The form as it was sent, with what is saved put in where the reader chose to keep it."""
    form = _meetings_form(plan, plan.version.meetings.all(), sent=sent)
    if undecided(sent):
        form.add_error(None, CHOOSE_EACH)
        form.conflict, form.form_id = differing(form), forms.MEETINGS_FORM
        return form
    return _meetings_form(plan, plan.version.meetings.all(), sent=settled(form, sent))


def _asked_again(plan, sent, refusal):
    """What was typed beside what was saved meanwhile, to choose from both."""
    sent = sent.copy()
    sent["changes"] = str(plan.changes)
    form = _meetings_form(plan, plan.version.meetings.all(), sent=sent)
    form.add_error(None, str(refusal))
    form.conflict, form.form_id = differing(form), forms.MEETINGS_FORM
    return form


@require_POST
def meetings(request, pk):
    plan = read_plan(request, pk)
    if plan.starts_at is None or plan.version is None:
        messages.info(request, "Save the session first; its meetings follow it.")
        return redirect("planning:schedule", pk=plan.pk)
    form, told = _sent_meetings(plan, request.POST), {}

    if form.is_valid():
        try:
            changed = actions.book_meetings(
                plan=plan,
                meetings=form.meetings(),
                seen=form.cleaned_data["changes"],
                by=request.user,
                at=timezone.now(),
            )
        except REFUSALS as refusal:
            kind = getattr(refusal, "kind", "")
            said = f"{times.MEETING_LABELS[kind]}: {refusal}" if kind else str(refusal)
            form.add_error(f"{kind}_day" if kind else None, said)
            told = instead(refusal, form=forms.MEETINGS_FORM)
        except actions.ChangedMeanwhile as refusal:
            plan = read_plan(request, pk)
            form = _asked_again(plan, request.POST, refusal)
        else:
            messages.success(request, saved(plan, changed, "Meetings booked. Next: the review."))
            return redirect("planning:review", pk=plan.pk)

    context = station_context(request, plan, "schedule")
    context |= {
        "instead": told,
        "elsewhere": _elsewhere(plan),
        "cancel_url": reverse("planning:schedule", args=[plan.pk]),
    }
    return show(request, "planning/meetings.html", context, form)
