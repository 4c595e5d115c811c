from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...audit.actions import record_reading
from ...couples.actions import require_of_team
from ...people.forms import posted
from .. import actions, forms
from ..models import Flag
from ..rules.flags import State

SUBMIT = {
    State.CLOSED: "Close it",
    State.ASSESSED: "Keep the assessment",
}
SAID = {
    State.CLOSED: "Closed, with your reason. The fit of open plans follows it.",
    State.ASSESSED: "Kept. A prescriber closes it next; until then no session can go on.",
}


def _read(request, pk):
    answerable = Q(closed_at__isnull=False) | Q(partner__erased_at=None)
    flags = Flag.objects.visible_to(request.user).filter(answerable)
    people = ("raised_by", "assessed_by", "closed_by")
    flag = get_object_or_404(flags.select_related("partner__couple__clinic", *people), pk=pk)
    if flag.asks_for:
        couple = flag.partner.couple
        require_of_team(account=request.user, couple=couple, action=flag.asks_for)
    return flag


@require_http_methods(["GET", "HEAD", "POST"])
def close(request, pk):
    """One open flag: what it says, what came before, and why it may be closed."""
    flag = _read(request, pk)
    step = flag.next_step or State.CLOSED
    form = forms.Close(
        posted(request),
        submit=SUBMIT[step],
        initial={"seen": flag.state.value},
    )

    if form.is_valid():
        try:
            actions.close_flag(flag=flag, by=request.user, at=timezone.now(), **form.cleaned_data)
        except (actions.FlagIsClosed, actions.NeedsAnotherPerson) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, SAID[step])
            return redirect("desk:record", pk=flag.partner_id)

    record_reading(deed="flag read", subject=flag, by=request.user, at=timezone.now())
    context = {
        "flag": flag,
        "partner": flag.partner,
        "clinic": flag.partner.couple.clinic,
        "step": step.value,
        "form": form,
        "mine": flag.assessed_by_id == request.user.pk,
        "cancel_url": reverse("desk:record", args=[flag.partner_id]),
    }
    return render(request, "screening/close.html", context, status=422 if form.errors else 200)
