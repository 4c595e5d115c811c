from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ...people.actions import NobodyWorksHere, require
from ...people.forms import posted
from ...people.models import Account
from ...people.rules import Action
from .. import actions, factors, forms, tasks
from .second_factors import confirmed
from .signing_in import shown


@sensitive_post_parameters("password", "code", "passkey")
@require_http_methods(["GET", "HEAD", "POST"])
def reset_factors(request, pk):
    """An admin helps a colleague who lost every second factor back in."""
    clinic = request.user.clinic
    require(account=request.user, clinic=clinic, action=Action.MANAGE_PEOPLE)
    account = get_object_or_404(Account.objects.visible_to(request.user).working_in(clinic), pk=pk)
    if account == request.user:
        raise Http404
    form = forms.ResetFactors(posted(request), by=request.user, account=account)

    if form.is_valid() and confirmed(request, form):
        try:
            actions.reset_factors(
                account=account, clinic=clinic, by=request.user, at=timezone.now(),
                why=form.cleaned_data["why"], sure=form.cleaned_data["sure"],
            )  # fmt: skip
        except (NobodyWorksHere, actions.NothingToReset) as refusal:
            form.add_error(None, str(refusal))
        else:
            tasks.wake()
            messages.success(
                request,
                f"Reset. {account.name} is signed out everywhere and sets up a new second factor "
                "after the next sign-in. A letter tells them.",
            )
            return redirect("people:person", pk=pk)

    context = {
        "account": account,
        "has_second": factors.has_second(account),
        "cancel_url": resolve_url("people:person", pk=pk),
    }
    return shown(request, "access/reset_factors.html", form, **context)
