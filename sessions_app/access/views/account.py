from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from ...people import reading
from ...people.rules import ROLE_WORDS, Role
from .. import actions, factors
from ..models import Session


def _devices(request):
    """Where this account is signed in, the one used now first."""
    standing = Session.objects.visible_to(request.user).standing(at=timezone.now())
    devices = [{"session": s, "here": s.pk == request.session.session_key} for s in standing]
    return sorted(devices, key=lambda device: not device["here"])


@require_http_methods(["GET", "HEAD"])
def account(request):
    """Name, password, second factors and devices of whoever is signed in."""
    own = factors.everything_of(request.user)
    context = {
        "factors": [factors.told(each) for each in own if each.type in factors.SECOND],
        "has_app": any(each.type == factors.Type.TOTP for each in own),
        "codes_left": factors.codes_left(own),
        "devices": _devices(request),
        "roles": [
            {"clinic": each.clinic, "words": ROLE_WORDS[Role(each.role)]}
            for each in request.user.standing_memberships
        ],
        "licences": reading.own_licences(request.user, now=timezone.now()),
    }
    return render(request, "access/account.html", context)


@require_POST
def end_device(request, code):
    found = next((d for d in _devices(request) if d["session"].code == code), None)
    if found is None:
        raise Http404
    actions.end_sign_in(session=found["session"], by=request.user, at=timezone.now())
    if found["here"]:
        logout(request)
        return redirect("access:sign_in")
    messages.success(request, f"{found['session'].device or 'That device'} is signed out.")
    return redirect("access:account")


@require_POST
def end_others(request):
    actions.end_other_sign_ins(
        account=request.user,
        but=request.session.session_key,
        by=request.user,
        at=timezone.now(),
    )
    messages.success(request, "All other devices are signed out.")
    return redirect("access:account")
