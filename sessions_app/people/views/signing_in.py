from django.conf import settings
from django.contrib import auth
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from .. import forms


def _onward(request):
    """Where the reader wanted to go, if that is a page of ours."""
    wanted = request.GET.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(settings.LOGIN_REDIRECT_URL)


@login_not_required
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    if request.user.is_authenticated:
        return redirect(_onward(request))
    form = forms.SignIn(request.POST or None)

    if form.is_valid():
        account = auth.authenticate(
            request,
            username=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
        )
        if account:
            auth.login(request, account)
            return redirect(_onward(request))
        # One sentence for a wrong name and a wrong password, so that names cannot be tried out.
        form.add_error(None, "E-mail address and password do not go together. Please try again.")

    status = 422 if form.errors else 200
    return render(request, "people/sign_in.html", {"form": form}, status=status)


@require_POST
def sign_out(request):
    auth.logout(request)
    return redirect("people:sign_in")
