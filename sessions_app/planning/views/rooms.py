"""What an admin decides about time and place: the rooms, and a double booking on purpose."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...people.actions import require
from ...people.forms import once_more, posted
from ...people.rules import Action
from .. import actions, forms
from ..models import Meeting, Plan, Room

BOOKED = ("starts_at", "minutes", "room", "therapist", "why")
BESIDE_MEETING = {
    actions.TimeIsPast: "day",
    actions.NotTheDayAfter: "day",
    actions.RoomIsClosed: "room",
}
MEETING_REFUSALS = (
    *BESIDE_MEETING,
    actions.MeetingChangedMeanwhile,
    actions.MeetingIsOver,
    actions.PlanIsClosed,
)
# Why a day will not hold is written in records that an admin does not read.
UNTOLD = "Something on record will not hold on that day. A therapist of the care team sees what."


@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request):
    """The rooms of the clinic, those in use first."""
    clinic = request.user.clinic
    require(account=request.user, clinic=clinic, action=Action.MANAGE_CLINIC)
    form = forms.AddRoom(posted(request))

    if form.is_valid():
        try:
            told = {"by": request.user, "at": timezone.now()}
            actions.add_room(clinic=clinic, name=form.cleaned_data["name"], **told)
        except actions.RoomIsKnown as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, "Added. It can be booked from now on.")
            return redirect("planning:rooms")

    known = Room.objects.visible_to(request.user).filter(clinic=clinic).order_by("-active", "name")
    status = 422 if form.errors else 200
    return render(request, "planning/rooms.html", {"form": form, "rooms": known}, status=status)


@require_POST
def set_room(request, pk):
    """Close a room that is in use, open one that was closed."""
    room = get_object_or_404(Room.objects.visible_to(request.user), pk=pk)
    deed = actions.close_room if room.active else actions.open_room
    deed(room=room, by=request.user, at=timezone.now())
    said = "Closed. What is booked there stays." if room.active else "It can be booked again."
    messages.success(request, said)
    return redirect("planning:rooms")


@require_http_methods(["GET", "HEAD", "POST"])
def double_book(request, pk):
    """Names and times only; what is planned and why is not told here."""
    plan = get_object_or_404(Plan.objects.visible_to(request.user).named(), pk=pk)
    clinic = plan.couple.clinic
    require(account=request.user, clinic=clinic, action=Action.OVERRIDE_BOOKING)
    initial = forms.DoubleBook.as_recorded(plan, minutes=plan.minutes)
    form = forms.DoubleBook(posted(request), clinic=clinic, initial=initial)

    if form.is_valid():
        try:
            told = {name: form.cleaned_data[name] for name in BOOKED}
            act = {"plan": plan, "zone": clinic.zone, "by": request.user, "at": timezone.now()}
            actions.double_book(**act, **told, seen=form.cleaned_data["changes"])
        except actions.DateDoesNotHold:
            form.add_error("day", UNTOLD)
        except actions.ChangedMeanwhile as refusal:
            plan.refresh_from_db(fields=["changes"])
            form = once_more(form, refusal.plainly, changes=plan.changes)
        except (actions.TimeIsPast, actions.PlanIsClosed, actions.RoomIsClosed) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Booked. Whoever plans it sees that it was on purpose.")
            return redirect("desk:folder", pk=plan.couple_id)

    cancel_url = reverse("desk:folder", args=[plan.couple_id])
    context = {"plan": plan, "form": form, "cancel_url": cancel_url}
    status = 422 if form.errors else 200
    return render(request, "planning/double_book.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def double_book_meeting(request, pk):
    """The same for one meeting."""
    meetings = Meeting.objects.visible_to(request.user).select_related("plan__couple__clinic")
    meeting = get_object_or_404(meetings.prefetch_related("plan__couple__partners"), pk=pk)
    plan, clinic = meeting.plan, meeting.plan.couple.clinic
    require(account=request.user, clinic=clinic, action=Action.OVERRIDE_BOOKING)
    form = forms.DoubleBookMeeting(posted(request), meeting=meeting)

    if form.is_valid():
        try:
            told = {name: form.cleaned_data[name] for name in BOOKED}
            act = {"meeting": meeting, "by": request.user, "at": timezone.now()}
            actions.double_book_meeting(**act, **told, seen=form.cleaned_data["changes"])
        except MEETING_REFUSALS as refusal:
            form.add_error(BESIDE_MEETING.get(type(refusal)), str(refusal))
        else:
            messages.success(request, "Booked. Whoever plans it sees that it was on purpose.")
            return redirect("desk:folder", pk=plan.couple_id)

    cancel_url = reverse("desk:folder", args=[plan.couple_id])
    context = {"plan": plan, "meeting": meeting, "form": form, "cancel_url": cancel_url}
    status = 422 if form.errors else 200
    return render(request, "planning/double_book_meeting.html", context, status=status)
