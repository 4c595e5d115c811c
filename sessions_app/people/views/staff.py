from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from protocols.rules.search import asked

from .. import actions, forms, reading
from ..actions import require
from ..models import Account, Invitation
from ..rules import Action, local_day

A_PAGE = 25
HERE, INVITED, DISABLED = "here", "invited", "disabled"
FILTERS = {HERE: "Working here", INVITED: "Invited", DISABLED: "Disabled"}


def _clinic(request):
    """The clinic one works in, if one may manage its people."""
    require(account=request.user, clinic=request.user.clinic, action=Action.MANAGE_PEOPLE)
    return request.user.clinic


@require_http_methods(["GET", "HEAD"])
def index(request):
    """Who works here, in which roles, and until when a licence holds."""
    clinic = _clinic(request)
    words, now = asked(request.GET.get("q", "")), timezone.now()
    chosen = request.GET.get("show") if request.GET.get("show") in FILTERS else HERE
    page = Paginator(_found(request.user, chosen, words), A_PAGE).get_page(request.GET.get("page"))
    on = local_day(at=now, zone=clinic.zone)
    context = {
        "page": page,
        "lines": [] if chosen == INVITED else [reading.line(each, on=on) for each in page],
        "invitations": [reading.invitation(each, now=now) for each in page]
        if chosen == INVITED
        else [],
        "words": words,
        "chosen": chosen,
        "filters": FILTERS.items(),
    }
    return render(request, "people/index.html", context)


def _found(account, chosen, words):
    if chosen == INVITED:
        waiting = Invitation.objects.visible_to(account).waiting().select_related("invited_by")
        return waiting.filter(email__icontains=words)
    people = Account.objects.visible_to(account).matching(words).in_clinic(account.clinic)
    people = people.order_by("name", "pk")
    if chosen == HERE:
        return people.working_in(account.clinic)
    return people.disabled_in(account.clinic)


def _asked(request, pk):
    clinic = _clinic(request)
    visible = Account.objects.visible_to(request.user).in_clinic(clinic)
    return clinic, get_object_or_404(visible, pk=pk)


def _person_page(request, clinic, account, *, roles=None, licence=None):
    kept = next(iter(account.licence_here), None)
    told = ("number", "expires_on", "dea_expires_on")
    known = {name: getattr(kept, name) for name in told} if kept else None
    standing = reading.standing_roles(account)
    context = {
        "line": reading.line(account, on=local_day(at=timezone.now(), zone=clinic.zone)),
        "works_here": bool(standing),
        "own": account == request.user,
        "teams": reading.care_teams(account, clinic=clinic),
        "form": roles or licence,
        "roles": roles or forms.Roles(account=account, initial={"roles": standing}),
        "licence": licence or forms.LicenceFacts(account=account, initial=known),
    }
    failed = bool((roles and roles.errors) or (licence and licence.errors))
    return render(request, "people/person.html", context, status=422 if failed else 200)


@require_http_methods(["GET", "HEAD"])
def person(request, pk):
    return _person_page(request, *_asked(request, pk))


@require_POST
def roles(request, pk):
    clinic, account = _asked(request, pk)
    form = forms.Roles(request.POST, account=account)

    if form.is_valid():
        try:
            actions.change_roles(
                account=account, clinic=clinic, by=request.user, at=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except (actions.LastAdmin, actions.NobodyWorksHere) as refusal:
            form.add_error("roles", str(refusal))
        else:
            messages.success(request, f"Kept. {account.name} works in these roles from now on.")
            # Who took the admin's role from themselves no longer reads this page.
            own = account == request.user
            if own:
                # Their other devices are signed out, this one is not.
                request.user.refresh_from_db(fields=["sign_in_round"])
                update_session_auth_hash(request, request.user)
            return redirect("desk:today") if own else redirect("people:person", pk=pk)

    return _person_page(request, clinic, account, roles=form)


@require_POST
def licence(request, pk):
    clinic, account = _asked(request, pk)
    form = forms.LicenceFacts(request.POST, account=account)

    if form.is_valid():
        actions.note_licence(
            account=account, clinic=clinic, by=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, "Kept. Nothing can be signed under it after its last day.")
        return redirect("people:person", pk=pk)

    return _person_page(request, clinic, account, licence=form)


@require_http_methods(["GET", "HEAD", "POST"])
def disable(request, pk):
    clinic, account = _asked(request, pk)

    if request.method == "POST":
        try:
            actions.disable(account=account, clinic=clinic, by=request.user, at=timezone.now())
        except (actions.CannotDisableYourself, actions.NobodyWorksHere) as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(
                request, f"{account.name} is disabled here. Nothing opens for them any more."
            )
        return redirect("people:person", pk=pk)

    context = {"account": account, "roles": reading.roles(account)}
    return render(request, "people/disable.html", context)


@require_POST
def enable(request, pk):
    clinic, account = _asked(request, pk)
    try:
        actions.enable(account=account, clinic=clinic, by=request.user, at=timezone.now())
    except actions.NotDisabled as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{account.name} works here again, in the roles of before.")
    return redirect("people:person", pk=pk)
