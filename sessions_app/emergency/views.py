from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from protocols.rules.search import asked

from ..couples.models import Couple, EmergencyOpening
from ..people import present
from ..people.actions import require
from ..people.forms import posted
from ..people.rules import Action
from . import actions, forms

LEAST_LETTERS, MOST_FOUND = 3, 10


@require_http_methods(["GET", "HEAD"])
def find(request):
    """Find a couple one does not care for, by a name one knows."""
    account = request.user
    require(account=account, clinic=account.clinic, action=Action.BREAK_GLASS)
    words = asked(request.GET.get("q", ""))
    enough = len(words) >= LEAST_LETTERS
    found = Couple.objects.reachable_by(account).matching(words).named() if enough else []
    context = {"words": words, "enough": enough, "couples": found[:MOST_FOUND]}
    return render(request, "emergency/find.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_record(request, pk):
    """Ask once, say who is told, and open the record for an hour."""
    couple = get_object_or_404(
        Couple.objects.reachable_by(request.user).named().select_related("clinic"), pk=pk
    )
    form = forms.OpenRecord(posted(request))

    if form.is_valid():
        opening = actions.open_record(
            couple=couple, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        present.remember_opening(request, opening, name=str(couple))
        messages.warning(request, "The record is open for an hour. The care team is told.")
        return redirect("desk:folder", pk=couple.pk)

    context = {
        "couple": couple,
        "team": couple.care_team.order_by("name"),
        "form": form,
        "cancel_url": reverse("emergency:find"),
    }
    return render(request, "emergency/open.html", context, status=422 if form.errors else 200)


@require_POST
def close_record(request, pk):
    opening = get_object_or_404(EmergencyOpening.objects.visible_to(request.user), pk=pk)
    actions.close_record(opening=opening, by=request.user, at=timezone.now())
    present.forget_opening(request, pk)
    messages.success(request, "The record is closed to you again.")
    return redirect("desk:today")
