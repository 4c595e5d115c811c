from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ..approvals import actions as approvals
from ..people.actions import require
from ..people.forms import once_more, posted
from ..people.rules import Action
from ..planning import actions as planning
from ..planning import day, taken
from ..planning.content import content
from ..planning.forms import MEETING_FORM, MeetingTime
from ..planning.models import Meeting
from ..planning.rules.stages import Stage
from ..planning.views.schedule import instead
from ..planning.views.station import read_plan, saved, show, station_context
from ..signoff.models import SignOff
from . import actions, forms, rules

BESIDE_IT = (
    "plan__couple__clinic", "plan__version", "plan__therapist", "therapist", "held_by", "outcome",
)  # fmt: skip
MOVED = ("starts_at", "minutes", "place", "room", "therapist")
# Beside which field a refusal is told; what is over stands above them all.
BESIDE = {
    planning.NotTheDayAfter: "day",
    planning.TimeIsPast: "day",
    planning.TimeIsTaken: "day",
    planning.RoomIsClosed: "room",
}
REFUSALS = (*BESIDE, planning.MeetingIsOver, planning.PlanIsClosed)


@require_http_methods(["GET", "HEAD"])
def after(request, pk):
    """The last station: signature, the session itself, and the meetings that follow."""
    plan, now = read_plan(request, pk), timezone.now()
    context = station_context(request, plan, "after")
    answers = _answers(plan, on=context["on"], known=context["charts"])
    begun = plan.starts_at is not None and plan.starts_at <= now
    signed = any(answer["stands"] for answer in answers)
    context |= {
        "answers": answers,
        "signed": signed,
        "begun": begun,
        "near": day.is_due(plan, on=context["on"]),
        "may_ask": request.user.may(Action.RECORD_HEALTH, plan.couple.clinic),
        "may_record": context["editable"] and signed and begun,
        "meetings": [_meeting(meeting, now=now) for meeting in plan.meetings.all()],
    }
    return show(request, "integration/after.html", context)


def _answers(plan, *, on, known):
    """Each answer of a prescriber, newest first, and whether it stands under the plan."""
    shown = content(plan, on=on, known=known)
    return [
        {"answer": answer, "stands": _stands(answer, plan, shown)}
        for answer in SignOff.objects.filter(plan=plan).defer("content")
    ]


def _stands(answer, plan, shown):
    # A held session used up a part of the approval; what it was held under stays signed.
    if plan.stage == Stage.HELD.value:
        return answer.approves and answer.revision == plan.revision
    return answer.stands_over(shown, revision=plan.revision)


def _meeting(meeting, *, now):
    state = rules.state(
        starts_at=meeting.starts_at,
        held_at=meeting.held_at,
        cancelled_at=meeting.cancelled_at,
        now=now,
    )
    tone, words = rules.LABELS[state]
    return {
        "meeting": meeting,
        "state": state.value,
        "tone": tone,
        "words": words,
        "letters": rules.letter_words(meeting.leads) if state == rules.State.AHEAD else "",
    }


@require_POST
def hold_session(request, pk):
    plan = read_plan(request, pk)
    try:
        actions.hold_session(plan=plan, by=request.user, at=timezone.now())
    except (
        actions.SignatureDoesNotStand,
        approvals.NoSessionLeft,
        planning.NoApprovalThatDay,
        planning.PlanCannotMove,
        planning.SessionIsAhead,
    ) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Recorded. The next meeting is what comes next.")
    return redirect("integration:after", pk=plan.pk)


@require_POST
def reopen(request, pk):
    plan = read_plan(request, pk)
    try:
        actions.reopen(plan=plan, by=request.user, at=timezone.now())
    except (actions.SignatureStands, planning.PlanCannotMove) as refusal:
        messages.error(request, str(refusal))
        return redirect("integration:after", pk=plan.pk)
    messages.success(request, "It is a draft again. Look it over and send it to the prescriber.")
    return redirect("planning:review", pk=plan.pk)


def _read_meeting(request, pk):
    return get_object_or_404(
        taken.with_allowed(Meeting.objects.clinical_to(request.user))
        .select_related(*BESIDE_IT)
        .prefetch_related("plan__couple__partners"),
        pk=pk,
    )


def _meeting_context(request, meeting):
    """What every page of one meeting shows: whose, when, and whether it can still change."""
    plan, partners = meeting.plan, meeting.plan.couple.pair
    row = _meeting(meeting, now=timezone.now())
    return row | {
        "plan": plan,
        "kind": rules.kind_words(meeting.label),
        "elsewhere": [each for each in partners if each.local_zone != meeting.zone],
        "open": row["state"] in (rules.State.AHEAD, rules.State.BEGUN),
        "may_change": request.user.may(Action.PLAN, plan.couple.clinic),
        "sent": plan.stage in (Stage.WITH_PRESCRIBER.value, Stage.CLEARED.value),
        "cancel_url": reverse("integration:meeting", args=[meeting.pk]),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request, pk):
    """One meeting with its prompts; afterwards, what both want to remember."""
    meeting = _read_meeting(request, pk)
    form = forms.Hold(posted(request))

    if form.is_valid():
        try:
            actions.hold_meeting(
                meeting=meeting,
                note=form.cleaned_data["note"],
                by=request.user,
                at=timezone.now(),
            )
        except (actions.MeetingIsAhead, planning.MeetingIsOver) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Recorded, with what they want to remember.")
            return redirect("integration:after", pk=meeting.plan_id)

    context = _meeting_context(request, meeting)
    del context["cancel_url"]
    context["prompts"] = meeting.plan.version.prompts.filter(when=meeting.kind)
    return show(request, "integration/meeting.html", context, form)


def _read_open_meeting(request, pk):
    """The meeting of a page that changes it; told before anything is filled in, not after."""
    meeting = _read_meeting(request, pk)
    require(account=request.user, clinic=meeting.plan.couple.clinic, action=Action.PLAN)
    return meeting


@require_http_methods(["GET", "HEAD", "POST"])
def move(request, pk):
    meeting = _read_open_meeting(request, pk)
    form, free = MeetingTime(posted(request), meeting=meeting), {}

    if form.is_valid():
        try:
            moved = planning.move_meeting(
                meeting=meeting,
                seen=form.cleaned_data["changes"],
                by=request.user,
                at=timezone.now(),
                **{name: form.cleaned_data[name] for name in MOVED},
            )
        except planning.MeetingChangedMeanwhile as refusal:
            meeting = _read_open_meeting(request, pk)
            form = MeetingTime(request.POST, meeting=meeting)
            form = once_more(form, str(refusal), changes=meeting.changes)
        except REFUSALS as refusal:
            form.add_error(BESIDE.get(type(refusal)), str(refusal))
            free = instead(refusal, form=MEETING_FORM)
        else:
            what = "Saved. Letters follow the time it has now."
            messages.success(request, saved(meeting.plan, read_plan(request, moved.plan_id), what))
            return redirect("integration:meeting", pk=pk)

    context = _meeting_context(request, meeting) | {"instead": free}
    return show(request, "integration/move.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request, pk):
    meeting = _read_open_meeting(request, pk)
    form = forms.Cancel(posted(request), meeting=meeting)

    if form.is_valid():
        try:
            planning.cancel_meeting(
                meeting=meeting,
                why=form.cleaned_data["why"],
                seen=form.cleaned_data["changes"],
                by=request.user,
                at=timezone.now(),
            )
        except planning.MeetingChangedMeanwhile as refusal:
            meeting = _read_open_meeting(request, pk)
            form = forms.Cancel(request.POST, meeting=meeting)
            form = once_more(form, str(refusal), changes=meeting.changes)
        except (planning.MeetingIsOver, planning.PlanIsClosed) as refusal:
            form.add_error(None, str(refusal))
        else:
            what = "Cancelled. No letter leaves for it. Please call each of them."
            plan = read_plan(request, meeting.plan_id)
            messages.success(request, saved(meeting.plan, plan, what))
            return redirect("integration:after", pk=meeting.plan_id)

    return show(request, "integration/cancel.html", _meeting_context(request, meeting), form)
