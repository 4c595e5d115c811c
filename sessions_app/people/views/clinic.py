from copy import copy

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from .. import actions, forms, rules
from ..forms import posted
from ..rules import Action


@require_http_methods(["GET", "HEAD", "POST"])
def clinic(request):
    """How the clinic one works in is run."""
    here = request.user.clinic
    actions.require(account=request.user, clinic=here, action=Action.MANAGE_CLINIC)
    # A copy, so that the frame of the page goes on saying what is kept and not what was typed.
    form = forms.ClinicSettings(posted(request), instance=copy(here))

    if form.is_valid():
        changed = bool(form.changed_data)
        actions.change_clinic(clinic=here, by=request.user, at=timezone.now(), **form.cleaned_data)
        messages.success(
            request, "Kept. It counts from now on." if changed else "Nothing was changed."
        )
        return redirect("people:clinic")

    context = {"form": form, "zones": rules.ZONES_NEAR}
    return render(request, "people/clinic.html", context, status=422 if form.errors else 200)
