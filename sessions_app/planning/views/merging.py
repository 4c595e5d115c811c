from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ...couples import actions as couples
from ...couples.models import Couple
from ...couples.rules.merging import pairs, problems
from ...people.actions import require
from ...people.forms import posted
from ...people.rules import Action
from .. import actions, forms

# Told by name and never by value: who merges may not read what differs.
COMPARED = {
    "preferred_name": "name they are called",
    "pronouns": "pronouns",
    "email": "e-mail address",
    "phone": "telephone number",
    "zone": "time zone",
    "language": "language",
}


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request, pk):
    """A double entry: choose the folder that goes on, read what moves, confirm with a reason."""
    visible = Couple.objects.visible_to(request.user).named().select_related("clinic", "lead")
    goes = get_object_or_404(visible, pk=pk)
    require(account=request.user, clinic=goes.clinic, action=Action.MERGE_COUPLES)
    choice = forms.KeptFolder(request.GET or None, goes=goes, visible=visible)
    kept = choice.cleaned_data["kept"] if choice.is_valid() else None
    form = forms.Merge(posted(request) if kept else None)

    if form.is_valid():
        try:
            actions.merge(
                kept=kept, goes=goes, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except (actions.NotCertain, couples.FolderCannotMove) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Merged. This is the folder that goes on.")
            return redirect("desk:folder", pk=kept.pk)

    context = {
        "goes": goes,
        "kept": kept,
        "choice": choice,
        "form": form,
        "cancel_url": reverse("desk:folder", args=[pk]),
    } | _told(kept, goes)
    return render(request, "planning/merge.html", context, status=422 if form.errors else 200)


def _told(kept, goes):
    """What stands in the way, or what will be lost."""
    if kept is None:
        return {}
    here, there = actions.folder(kept), actions.folder(goes)
    found = problems(kept=here, goes=there)
    return {"problems": found, "lost": [] if found else list(_lost(kept, goes, pairs(here, there)))}


def _lost(kept, goes, places):
    for place, other in places.items():
        old, new = goes.pair[place], kept.pair[other]
        differs = [
            words
            for name, words in COMPARED.items()
            if getattr(new, name) and getattr(old, name) not in ("", getattr(new, name))
        ]
        if differs:
            yield {"partner": new, "differs": differs}
