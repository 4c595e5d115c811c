from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from .. import present


@require_POST
def switch(request, pk):
    """Work in another of one's own clinics from now on."""
    clinic = next((each for each in request.user.clinics if each.pk == pk), None)
    if clinic is None:
        raise Http404
    present.choose(request, clinic)
    messages.success(request, f"You work in {clinic} now.")
    # Not to where they were: that page belongs to the clinic they left.
    return redirect("desk:today")
