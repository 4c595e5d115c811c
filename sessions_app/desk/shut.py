"""Pages that stay shut: a stranger reads nothing, a colleague reads who can help."""

from django.shortcuts import render
from django.urls import reverse

from ..approvals.models import Approval, Request
from ..couples.actions import NotOfTheTeam
from ..couples.models import Couple, Partner
from ..documents.models import Paper
from ..people.actions import NotYourDeed
from ..people.models import Membership
from ..people.rules import ROLE_WORDS, Action, Role, roles_that_may
from ..planning.models import Meeting, Plan
from ..reminders.models import Letter

# How an address begins, and the way from its record to the couple. A flag is not among them: that
# there is one, and of whom, is told alone, and its number is easily guessed.
RECORDS = {
    "approvals": (Approval, "partner__couple"),
    "asking": (Request, "partner__couple"),
    "folders": (Couple, "pk"),
    "letters": (Letter, "partner__couple"),
    "meetings": (Meeting, "plan__couple"),
    "papers": (Paper, "plan__couple"),
    "plans": (Plan, "couple"),
    "records": (Partner, "couple"),
}
MOST = 5


def not_yours(request, exception):
    """The role table said no: which roles it would let in, and who has them here."""
    context = {}
    if isinstance(exception, NotYourDeed) and request.user.is_authenticated:
        roles = roles_that_may(exception.action)
        context = {"said": str(exception)}
        if not isinstance(exception, NotOfTheTeam):
            context["helpers"] = _people(request.user.clinic, roles=roles)
    return render(request, "403.html", context, status=403)


def not_there(request, exception):
    """No such record, or one that is not this reader's: only a colleague is told which."""
    couple = _kept_by_colleagues(request)
    context = {}
    if couple is not None:
        account = request.user
        team = couple.care_team.filter(is_active=True).values_list("pk", flat=True)
        context = {
            "shut": True,
            "team": _people(account.clinic, accounts=list(team)),
            "admins": _people(account.clinic, roles=[Role.ADMIN]),
            "emergency_url": reverse("emergency:open", args=[couple.pk])
            if account.may(Action.BREAK_GLASS)
            else "",
        }
    return render(request, "404.html", context, status=404)


def _kept_by_colleagues(request):
    """The couple of this address, when it is one of the reader's clinic that others care for."""
    match, account = request.resolver_match, getattr(request, "user", None)
    if match is None or account is None or not account.is_authenticated or not account.clinic:
        return None
    kind = match.route.split("/")[0]
    if kind not in RECORDS or "pk" not in match.kwargs:
        return None
    table, way = RECORDS[kind]
    here = table.objects.filter(pk=match.kwargs["pk"]).values(way)
    found = Couple.objects.filter(pk__in=here, clinic=account.clinic).first()
    if found is None or Couple.objects.clinical_to(account).filter(pk=found.pk).exists():
        return None
    return found


def _people(clinic, *, roles=None, accounts=None):
    """Names with their roles in this clinic, as a colleague may read them."""
    if clinic is None:
        return []
    found = Membership.objects.standing().filter(clinic=clinic, account__is_active=True)
    found = found.filter(role__in=roles) if roles is not None else found
    found = found.filter(account__in=accounts) if accounts is not None else found
    named = {}
    for each in found.select_related("account").order_by("account__name", "pk"):
        named.setdefault(each.account.name, []).append(ROLE_WORDS[Role(each.role)])
    return [f"{name}, {' and '.join(words)}" for name, words in list(named.items())[:MOST]]
