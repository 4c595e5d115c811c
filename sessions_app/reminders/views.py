from datetime import timedelta

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ..people.actions import NotYourDeed
from ..people.forms import posted
from ..people.rules import Action
from . import actions, forms, reading
from .models import Letter, Sweep
from .rules.states import LABELS, State

EVERY, CALLS = "every", "calls"
# Older ones stay in the records, and off the page.
RECENT = timedelta(days=90)
FILTERS = {s.value: LABELS[s] for s in State} | {CALLS: "Needs a call", EVERY: "All"}


@require_http_methods(["GET", "HEAD"])
def index(request):
    """The letters of the couples this person may see, what became of them, and why."""
    now = timezone.now()
    visible = Letter.objects.visible_to(request.user).since(now - RECENT)
    chosen = request.GET.get("show")
    chosen = chosen if chosen in FILTERS else State.PLANNED.value
    page = Paginator(_shown(visible, chosen, now), 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "lines": [reading.line(letter, now=now) for letter in page],
        "chosen": chosen,
        "filters": FILTERS.items(),
        "notices": reading.notices(
            pulse=Sweep.objects.first(),
            calls=visible.asking_for_a_call(now).count(),
            now=now,
            zone=request.user.clinic.zone if request.user.clinic else "UTC",
        ),
        "may_settle": request.user.may(Action.READ_LETTERS),
    }
    return render(request, "reminders/index.html", context)


def _shown(visible, chosen, now):
    """What is still to come begins with the next; what was begins with the last."""
    letters = visible.whole().with_the_other().told(now).select_related("settled_by")
    if chosen == EVERY:
        return letters
    if chosen == CALLS:
        return letters.asking_for_a_call(now).order_by("meeting_starts_at", "pk")
    letters = letters.in_state(chosen, now)
    return letters.order_by("due_at", "pk") if chosen == State.PLANNED.value else letters


@require_http_methods(["GET", "HEAD", "POST"])
def settle(request, pk):
    """A person says what became of a letter the machine cannot decide about."""
    now = timezone.now()
    visible = Letter.objects.visible_to(request.user).whole().with_the_other().told(now)
    letter = get_object_or_404(visible.select_related("settled_by"), pk=pk)
    form = forms.form_for(letter)(posted(request))

    if form.is_valid():
        try:
            actions.settle(
                letter=letter, outcome=form.cleaned_data["outcome"], by=request.user, at=now
            )
        except (actions.CannotHaveArrived, actions.NothingToSettle, NotYourDeed) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Noted. This letter needs nobody any more.")
        return redirect("reminders:index")

    context = {
        "line": reading.line(letter, now=now),
        "form": form,
        "cancel_url": reverse("reminders:index"),
    }
    return render(request, "reminders/settle.html", context, status=422 if form.errors else 200)
