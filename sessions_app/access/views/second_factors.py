from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ...people.forms import posted
from .. import actions, authenticators, confirming, entering, factors, forms, passkeys, tasks
from ..middleware import before_second_factor
from .signing_in import shown

TO_SHOW = "codes_to_show"


@before_second_factor
@require_http_methods(["GET", "HEAD"])
def begin_factors(request):
    """Where whoever has only a password is led before any other page."""
    if "factor_at" in request.session:
        return redirect("access:account")
    return render(request, "access/begin_factors.html")


def confirmed(request, form):
    """Whether it is them; otherwise the form says why not."""
    answers = {name: form.cleaned_data.get(name, "") for name in ("password", "code")}
    try:
        confirming.confirm(by=request.user, at=timezone.now(), **answers)
    except confirming.NotConfirmed as refusal:
        form.refuse(refusal)
        return False
    return True


def _added(request, *, codes, said):
    entering.stay(request)
    entering.note_factor(request)
    tasks.wake()
    messages.success(request, said)
    if codes:
        request.session[TO_SHOW] = True
        return redirect("access:codes")
    return redirect("access:account")


@before_second_factor
@sensitive_post_parameters("password", "code", "app_code")
@require_http_methods(["GET", "HEAD", "POST"])
def add_app(request):
    secret = authenticators.offered(request)
    form = forms.AddApp(posted(request), by=request.user)

    if form.is_valid():
        if not authenticators.agrees(secret, form.cleaned_data["app_code"], at=timezone.now()):
            form.add_error("app_code", "The app shows something else. Please type the next code.")
        elif confirmed(request, form):
            try:
                codes = actions.add_app(
                    account=request.user, secret=secret, by=request.user, at=timezone.now()
                )
            except actions.AppIsThere as refusal:
                form.add_error(None, str(refusal))
            else:
                authenticators.forget_offer(request)
                return _added(request, codes=codes, said="The app is your second factor now.")

    return shown(
        request, "access/add_app.html", form, app=authenticators.picture(request.user, secret)
    )


@before_second_factor
@sensitive_post_parameters("password", "code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def add_passkey(request):
    form = forms.AddPasskey(posted(request), by=request.user)

    if form.is_valid() and confirmed(request, form):
        credential = passkeys.joining(request.user, form.cleaned_data["credential"])
        if credential is None:
            form.ask_again()
        else:
            codes = actions.add_passkey(
                account=request.user,
                name=form.cleaned_data["name"],
                credential=credential,
                by=request.user,
                at=timezone.now(),
            )
            return _added(request, codes=codes, said="The passkey is your second factor now.")

    return shown(request, "access/add_passkey.html", form)


@before_second_factor
@require_POST
def invitation(request):
    """What the browser is to ask a device that becomes a passkey."""
    return JsonResponse(passkeys.invitation(request.user))


@before_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request):
    """The recovery codes, shown after they were made and not again."""
    if request.method == "POST":
        request.session.pop(TO_SHOW, None)
        return redirect("desk:today")
    if TO_SHOW not in request.session:
        return redirect("access:account")
    return render(request, "access/codes.html", {"codes": factors.unused_codes(request.user)})


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def new_codes(request):
    form = forms.Confirm(posted(request), by=request.user, submit="Make new codes")

    if form.is_valid() and confirmed(request, form):
        actions.make_codes(account=request.user, by=request.user, at=timezone.now())
        tasks.wake()
        request.session[TO_SHOW] = True
        return redirect("access:codes")

    return shown(request, "access/new_codes.html", form, cancel_url=resolve_url("access:account"))


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_factor(request, pk):
    factor = get_object_or_404(factors.visible_to(request.user), pk=pk)
    form = forms.Confirm(posted(request), by=request.user, submit="Remove it", danger=True)

    if form.is_valid() and confirmed(request, form):
        try:
            actions.remove_factor(
                account=request.user, factor=factor, by=request.user, at=timezone.now()
            )
        except actions.OneMustStay as refusal:
            form.add_error(None, str(refusal))
        else:
            entering.stay(request)
            tasks.wake()
            messages.success(request, "That second factor is removed.")
            return redirect("access:account")

    return shown(
        request,
        "access/remove_factor.html",
        form,
        factor=factors.told(factor),
        cancel_url=resolve_url("access:account"),
    )
