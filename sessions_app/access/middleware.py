"""Who is let past, asked on every request: a sign-in that stands, then a second factor."""

from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from . import actions, rules
from .models import KeptWords


class SignIns:
    """Ends what is over, by the clock of the server. Words that come too late are kept.

    Stands behind Django's own middleware for sessions, forged forms and accounts.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.late = self._over(request)
        response = self.get_response(request)
        self._let_go_of_sent_words(request, response)
        return response

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated:
            return self._ask_for_second_factor(request, view)
        if request.late and request.method == "POST" and getattr(view, "login_required", True):
            actions.keep_words(
                account=request.late,
                path=request.get_full_path(),
                pairs=[(name, each) for name, all_ in request.POST.lists() for each in all_],
                by=request.late,
                at=timezone.now(),
            )
        if request.htmx and getattr(view, "login_required", True):
            return HttpResponseClientRedirect(_sign_in_and_back(request))
        return None

    def _over(self, request):
        """The account whose sign-in this was, when it is over; None when it stands or never was."""
        row, now = request.session.whose(), timezone.now()
        if row is None or row.account_id is None:
            return None
        if row.ended_at is None and rules.is_over(
            began_at=row.began_at, seen_at=row.seen_at, now=now
        ):
            request.session.flush()
        if not request.user.is_authenticated:
            return row.account if row.account.is_active else None
        if now - row.seen_at >= rules.NOTED_EVERY:
            request.session.seen(at=now)
        return None

    def _ask_for_second_factor(self, request, view):
        asked = not settings.SECOND_FACTOR_WAIVED and "factor_at" not in request.session
        if not asked or getattr(view, "before_second_factor", False):
            return None
        where = resolve_url("access:begin_factors")
        return HttpResponseClientRedirect(where) if request.htmx else redirect(where)

    def _let_go_of_sent_words(self, request, response):
        """Words that were offered again and arrived are no longer kept."""
        arrived = request.method == "POST" and response.status_code == 302
        number = request.POST.get("kept_words", "") if arrived else ""
        if number.isdecimal() and request.user.is_authenticated:
            for kept in KeptWords.objects.visible_to(request.user).filter(pk=int(number)):
                actions.let_words_go(kept=kept, by=request.user, at=timezone.now())


def _sign_in_and_back(request):
    back = request.htmx.current_url_abs_path or request.get_full_path()
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"


def before_second_factor(view):
    """Mark a page that is open to whoever has only the password: to get a second factor."""
    view.before_second_factor = True
    return view
