from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ...people.forms import posted
from .. import actions, confirming, entering, forms, guesses, links, rules, tasks
from .signing_in import shown


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask_reset(request):
    """The answer is the same whether anybody signs in with this address or not."""
    form = forms.AskReset(posted(request))

    if form.is_valid():
        try:
            _ask(request, form.cleaned_data["email"])
        except guesses.CannotCheckNow as refusal:
            form.add_error(None, str(refusal))
            form.status = refusal.status
        else:
            return redirect("access:reset_asked")

    return shown(request, "access/ask_reset.html", form)


def _ask(request, email):
    if _may_get_another(request, email):
        actions.ask_reset(email=email, site=_site(request), by=None, at=timezone.now())
        tasks.wake()


def _may_get_another(request, email):
    """No more than a few letters to one address; the next ones are left out without a word."""
    try:
        guesses.take(
            rules.Guess.RESET,
            account=rules.same_account(email),
            address=entering.address_of(request),
        )
    except guesses.TooManyTries:
        return False
    return True


@login_not_required
@require_http_methods(["GET", "HEAD"])
def reset_asked(request):
    return render(request, "access/reset_asked.html")


@login_not_required
@sensitive_post_parameters("new_password")
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request, code):
    account = links.chooser(code)
    if account is None:
        return render(request, "access/choose_password.html", status=404)
    form = forms.ChoosePassword(posted(request), account=account)

    if form.is_valid():
        actions.choose_password(
            account=account,
            password=form.cleaned_data["new_password"],
            by=account,
            at=timezone.now(),
        )
        tasks.wake()
        messages.success(request, "Your new password is kept. Please sign in with it.")
        return redirect("access:sign_in")

    return shown(request, "access/choose_password.html", form, account=account)


@sensitive_post_parameters("password", "new_password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request):
    form = forms.ChangePassword(posted(request), by=request.user, account=request.user)

    if form.is_valid():
        chosen = form.cleaned_data.pop("new_password")
        try:
            confirming.confirm(by=request.user, at=timezone.now(), **form.cleaned_data)
        except confirming.NotConfirmed as refusal:
            form.refuse(refusal)
        else:
            actions.change_password(
                account=request.user, password=chosen, by=request.user, at=timezone.now()
            )
            entering.stay(request)
            tasks.wake()
            messages.success(request, "Your password is changed, and other devices are signed out.")
            return redirect("access:account")

    return shown(request, "access/change_password.html", form)


@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def change_email(request):
    form = forms.ChangeEmail(posted(request), by=request.user)

    if form.is_valid():
        email = form.cleaned_data.pop("email")
        try:
            confirming.confirm(by=request.user, at=timezone.now(), **form.cleaned_data)
            one_more = _may_get_another(request, email)
        except confirming.NotConfirmed as refusal:
            form.refuse(refusal)
        except guesses.CannotCheckNow as refusal:
            form.add_error(None, str(refusal))
        else:
            if one_more:
                _ask_address(request, email)
            messages.success(request, "A link is on its way there. Open it to finish the change.")
            return redirect("access:account")

    return shown(request, "access/change_email.html", form)


def _ask_address(request, email):
    actions.ask_address(
        account=request.user,
        email=email,
        site=_site(request),
        by=request.user,
        at=timezone.now(),
    )
    tasks.wake()


@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request, code):
    """By the link that went to the new address, by whoever is signed in to the account."""
    email = links.new_address(request.user, code)
    if email is None:
        return render(request, "access/confirm_email.html", status=404)
    if request.method == "POST":
        try:
            actions.change_address(
                account=request.user, email=email, by=request.user, at=timezone.now()
            )
        except actions.AddressIsTaken as refusal:
            messages.error(request, str(refusal))
        else:
            entering.stay(request)
            tasks.wake()
            messages.success(request, f"You sign in with {email} from now on.")
        return redirect("access:account")
    return render(request, "access/confirm_email.html", {"email": email})


def _site(request):
    return request.build_absolute_uri("/").rstrip("/")
