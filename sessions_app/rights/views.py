from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ..couples import actions as couples
from ..couples.models import Partner
from ..documents.press import CannotBePrinted
from ..people.actions import require
from ..people.forms import posted
from ..people.rules import Action
from . import actions, forms, rules

FORMS = {"json": "application/json", "pdf": "application/pdf"}


def _read(request, pk, *, action):
    mine = Partner.objects.visible_to(request.user).of_team(request.user)
    partner = get_object_or_404(mine.select_related("couple__clinic"), pk=pk)
    require(account=request.user, clinic=partner.couple.clinic, action=action)
    return partner


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request, pk):
    """One partner's own data, to read and to take along."""
    partner = _read(request, pk, action=Action.HAND_OUT_COPY)
    form = request.POST.get("form", "")
    if form in FORMS:
        try:
            body = actions.hand_out(partner=partner, form=form, by=request.user, at=timezone.now())
        except CannotBePrinted as refusal:
            messages.error(request, str(refusal))
            return redirect("rights:copy", pk=pk)
        # The name of the file says nothing: it stands in downloads and on shared screens.
        headers = {
            "Content-Disposition": f'attachment; filename="copy-{partner.pk}.{form}"',
            "Cache-Control": "private, no-store",
        }
        return HttpResponse(body, content_type=FORMS[form], headers=headers)

    missing = request.method == "POST"
    context = {"partner": partner, "missing": missing}
    return render(request, "rights/copy.html", context, status=422 if missing else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request, pk):
    """What goes and what stays, said before the one question."""
    partner = _read(request, pk, action=Action.ERASE_RECORD)
    couples.check_kept(partner=partner)
    form = forms.Erase(posted(request), name=partner.name)

    if form.is_valid():
        try:
            actions.erase(partner=partner, by=request.user, at=timezone.now())
        except actions.JointWorkGoesOn as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Erased. What the law asks to keep is still here.")
            return redirect("desk:record", pk=pk)

    context = {
        "partner": partner,
        "ended": partner.couple.has_ended,
        "goes": rules.GOES,
        "stays": rules.STAYS,
        "form": form,
        "cancel_url": reverse("desk:record", args=[pk]),
    }
    return render(request, "rights/erase.html", context, status=422 if form.errors else 200)
