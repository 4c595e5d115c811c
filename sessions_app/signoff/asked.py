"""Approvals that are asked for, as rows of the board: names, times and states, nothing of why."""

from ..approvals.models import Request
from ..couples.models import Couple
from . import rules, waiting

SHOWN = 25


def visible_to(account):
    """The requests of the clinic this account works in, of couples it may see by name."""
    couples = Couple.objects.visible_to(account).filter(clinic=account.clinic)
    return Request.objects.filter(partner__couple__in=couples)


def waits(account):
    """Those that wait for an answer, longest waiting first."""
    found = waiting.handed(visible_to(account).waiting(), "request")
    return found.select_related("partner__couple__clinic", "taken_by")


def rows(requests, *, words, now):
    """`words` are the nudges of the day (`waiting.words_of`)."""
    requests = list(requests)
    waiting.name_signers([each.partner.couple for each in requests])
    return [_row(each, words=words, now=now) for each in requests]


def _row(request, *, words, now):
    clinic = request.partner.couple.clinic
    told = {"since": request.submitted_at, "now": now, "zone": clinic.zone}
    able = waiting.asked_of(request)
    return {
        "request": request,
        "name": request.partner.name,
        "couple": request.partner.couple,
        "label": request.state_words,
        "whom": waiting.any_of(able) or waiting.NOBODY,
        "age": rules.age(**told),
        "since": request.submitted_at,
        "days": rules.days_since(**told),
        "about": f"the approval for {request.partner.name}",
        "paused": not request.partner.couple.may_plan,
        "signers": waiting.prescribers(request.partner.couple),
        **waiting.heard(able, words),
    }
