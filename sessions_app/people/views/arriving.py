from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from .. import actions, fence, forms, present
from ..forms import posted
from ..models import Account, Invitation
from ..rules import ROLE_WORDS, Role

KEPT = "invitation"


@login_not_required
@require_http_methods(["GET", "HEAD"])
def join(request, code):
    """The link of a letter. What it holds is taken out of the address at once."""
    request.session[KEPT] = actions.digest_of(code=code)
    return redirect("people:invited")


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invited(request):
    """Say who one is, or join with the account one has. A link that is over says only that."""
    # Whoever comes by a link works nowhere yet, so no clinic is named to the database.
    with fence.within(clinics=fence.EVERYWHERE):
        return _invited(request)


def _invited(request):
    digest = request.session.get(KEPT, "")
    invitation = (
        Invitation.objects.opened_by(digest, at=timezone.now()).select_related("clinic").first()
    )
    if invitation is None:
        return _over(request)
    account = Account.objects.filter(email__iexact=invitation.email).first()
    known = account is not None and account.is_active
    form = None if known else forms.Arrive(posted(request), email=invitation.email)
    try:
        if request.method == "POST" and known and request.user == account:
            return _accepted(request, invitation, digest)
        if form and form.is_valid() and not request.user.is_authenticated:
            return _arrived(request, digest, form)
    except actions.InvitationIsOver:
        return _over(request)

    context = {
        "invitation": invitation,
        "roles": [ROLE_WORDS[Role(role)] for role in invitation.roles],
        "known": known,
        "own": known and request.user == account,
        "stranger": request.user.is_authenticated and request.user != account,
        "form": form,
    }
    failed = bool(form and form.errors)
    return render(request, "people/invited.html", context, status=422 if failed else 200)


def _over(request):
    request.session.pop(KEPT, None)
    return render(request, "people/invited.html", {"invitation": None}, status=404)


def _accepted(request, invitation, digest):
    actions.accept_invitation(digest=digest, by=request.user, at=timezone.now())
    del request.session[KEPT]
    # A new role signs other devices out, and not this one.
    request.user.refresh_from_db(fields=["sign_in_round"])
    update_session_auth_hash(request, request.user)
    present.choose(request, invitation.clinic)
    messages.success(request, f"Welcome. You work in {invitation.clinic} now.")
    return redirect("desk:today")


def _arrived(request, digest, form):
    actions.arrive(digest=digest, by=None, at=timezone.now(), **form.cleaned_data)
    del request.session[KEPT]
    messages.success(request, "Your account is ready. Please sign in with it.")
    return redirect("access:sign_in")
