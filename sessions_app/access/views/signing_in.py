from http import HTTPStatus
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ...people.forms import posted
from .. import actions, entering, factors, forms, guesses, passkeys
from ..middleware import before_second_factor
from ..models import KeptWords


def _wanted(request):
    """Where the reader wanted to go, if that is a page of ours."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


def _with_next(request, name):
    return f"{resolve_url(name)}?{urlencode({'next': _wanted(request)})}"


def _in(request, account, *, factor):
    entering.let_in(request, account, factor=factor)
    actions.note_sign_in(
        account=account,
        device=request.session["device"],
        factor=factor,
        by=account,
        at=timezone.now(),
    )
    if KeptWords.objects.visible_to(account).exists():
        return redirect("access:kept_words")
    return redirect(_wanted(request))


def shown(request, template, form, **context):
    """A form's page: 422 with mistakes, 429 or 503 when the answer was not even looked at."""
    status = HTTPStatus.OK
    if form.errors:
        status = getattr(form, "status", HTTPStatus.UNPROCESSABLE_ENTITY)
    return render(request, template, {"form": form, **context}, status=status)


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    if request.user.is_authenticated:
        return redirect(_wanted(request))
    form = forms.SignIn(posted(request))

    if form.is_valid():
        try:
            account = entering.with_password(request, **form.cleaned_data)
        except entering.DoNotGoTogether as refusal:
            form.add_error(None, str(refusal))
        except guesses.NotEvaluated as refusal:
            form.add_error(None, str(refusal))
            form.status = refusal.status
        else:
            if not factors.has_second(account):
                return _in(request, account, factor=False)
            entering.wait_for_second(request, account)
            return redirect(_with_next(request, "access:second"))

    return shown(request, "access/sign_in.html", form, late=request.late)


@login_not_required
@sensitive_post_parameters("code", "passkey")
@require_http_methods(["GET", "HEAD", "POST"])
def second(request):
    """After the password: the code, or the passkey."""
    account = entering.waiting(request)
    if account is None:
        return redirect(_with_next(request, "access:sign_in"))
    form = forms.Second(posted(request), by=account)

    if form.is_valid():
        try:
            entering.with_second(request, account, answer=form.cleaned_data["code"])
        except factors.SecondFactorDoesNotMatch as refusal:
            form.add_error("code", str(refusal))
        except guesses.NotEvaluated as refusal:
            form.add_error("code", str(refusal))
            form.status = refusal.status
        else:
            return _in(request, account, factor=True)

    return shown(request, "access/second.html", form)


@login_not_required
@require_POST
def question(request):
    """What the browser is to ask a passkey of whoever signs in or signs something."""
    account = request.user if request.user.is_authenticated else entering.waiting(request)
    if account is None:
        raise Http404
    return JsonResponse(passkeys.question(account))


@before_second_factor
@require_POST
def sign_out(request):
    auth.logout(request)
    return redirect("access:sign_in")
