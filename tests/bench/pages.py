"""Server time and queries of each page of the walk, beside an empty signed-in page.

All through the same middleware in one process and one run; the ratio is what counts.
"""

from dataclasses import dataclass
from statistics import quantiles
from time import perf_counter

from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import include, path, reverse

from sessions_app.couples.models import Couple
from sessions_app.people.models import Account
from sessions_app.planning.models import Meeting, Plan

ROUNDS, WARM_UP = 60, 5


def empty(request):
    """A page with the whole frame and nothing in it."""
    return render(request, "base.html")


urlpatterns = [
    path("nothing/", empty, name="empty"),
    path("", include("kapcouples.urls")),
]


@dataclass(frozen=True)
class Row:
    page: str
    queries: int
    median_ms: float
    p95_ms: float


def walk():
    """(label, who reads it, address) for each page of the walk on the demo records."""
    plans = {plan.approach: plan for plan in Plan.objects.named().exclude(stage="withdrawn")}
    draft, sent = plans["dual_psychedelic"], plans["extended_discussion"]
    held = plans["dual_psycholytic"]
    couple = Couple.objects.get(pk=draft.couple_id)
    partner = couple.partners.first()
    meeting = Meeting.objects.filter(plan=held).first()
    stations = ("fit", "roles", "intentions", "preparation", "schedule", "review")
    thea = "thea@cedarhouse.example"
    return [
        ("today", thea, reverse("desk:today")),
        ("couples", thea, reverse("desk:folders")),
        ("folder", thea, reverse("desk:folder", args=[couple.pk])),
        ("record", thea, reverse("desk:record", args=[partner.pk])),
        *((f"plan: {key}", thea, reverse(f"planning:{key}", args=[draft.pk])) for key in stations),
        ("plan: after", thea, reverse("integration:after", args=[held.pk])),
        ("meeting", thea, reverse("integration:meeting", args=[meeting.pk])),
        ("papers", thea, reverse("documents:papers", args=[held.pk])),
        ("letters", thea, reverse("reminders:index")),
        ("protocols", thea, reverse("protocols:index")),
        ("queue", "paul@cedarhouse.example", reverse("signoff:queue")),
        ("answer", "paul@cedarhouse.example", reverse("signoff:answer", args=[sent.pk])),
    ]


def _signed_in(email):
    client = Client()
    client.force_login(Account.objects.get(email=email))
    return client


def _time(client, address):
    response = client.get(address)
    if response.status_code != HttpResponse.status_code:
        raise SystemExit(f"{address} answered {response.status_code}.")
    times = []
    for turn in range(ROUNDS + WARM_UP):
        began = perf_counter()
        client.get(address)
        if turn >= WARM_UP:
            times.append((perf_counter() - began) * 1000)
    cut = quantiles(times, n=20)
    return cut[9], cut[18]


def _row(label, client, address):
    median, p95 = _time(client, address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return Row(label, len(queries), median, p95)


def measure():
    """The empty page first, then each page of the walk."""
    with override_settings(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["testserver"]):
        clients = {email: _signed_in(email) for _, email, _ in walk()}
        thea = next(iter(clients.values()))
        rows = [_row("an empty page", thea, reverse("empty"))]
        rows += [_row(label, clients[email], address) for label, email, address in walk()]
    return rows
