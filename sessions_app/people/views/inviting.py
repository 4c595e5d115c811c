from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions, forms, tasks
from ..forms import posted
from ..models import Invitation
from ..rules import Action

ON_ITS_WAY = "The letter to {email} leaves within a minute. Its link opens for seven days, once."


def _clinic(request):
    actions.require(account=request.user, clinic=request.user.clinic, action=Action.MANAGE_PEOPLE)
    return request.user.clinic


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request):
    """Ask somebody by e-mail to work here."""
    clinic = _clinic(request)
    form = forms.Invite(posted(request))

    if form.is_valid():
        try:
            invitation = actions.invite(
                clinic=clinic,
                site=request.build_absolute_uri("/"),
                by=request.user,
                at=timezone.now(),
                **form.cleaned_data,
            )
        except (
            actions.InvitedAlready, actions.IsDisabledHere, actions.WorksHereAlready
        ) as refusal:  # fmt: skip
            form.add_error("email", str(refusal))
        else:
            tasks.wake()
            messages.success(request, ON_ITS_WAY.format(email=invitation.email))
            return redirect(f"{reverse('people:index')}?show=invited")

    context = {"form": form, "cancel_url": reverse("people:index")}
    return render(request, "people/invite.html", context, status=422 if form.errors else 200)


def _asked(request, pk):
    _clinic(request)
    return get_object_or_404(Invitation.objects.visible_to(request.user), pk=pk)


@require_POST
def invite_again(request, pk):
    invitation = _asked(request, pk)
    try:
        actions.invite_again(invitation=invitation, by=request.user, at=timezone.now())
    except actions.InvitationIsOver:
        messages.error(request, "This invitation was answered or withdrawn meanwhile.")
    else:
        tasks.wake()
        messages.success(request, ON_ITS_WAY.format(email=invitation.email))
    return redirect(f"{reverse('people:index')}?show=invited")


@require_POST
def withdraw(request, pk):
    invitation = _asked(request, pk)
    try:
        actions.withdraw_invitation(invitation=invitation, by=request.user, at=timezone.now())
    except actions.InvitationIsOver:
        messages.error(request, "This invitation was answered or withdrawn meanwhile.")
    else:
        messages.success(request, "Withdrawn. Its link opens nothing any more.")
    return redirect(f"{reverse('people:index')}?show=invited")
