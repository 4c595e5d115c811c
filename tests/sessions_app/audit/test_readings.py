"""Whoever is shown private words leaves a row in the trail; whoever is refused leaves none."""

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.audit.models import Event
from tests.factories.documents import ReadyPaperFactory
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen")
PAGES = [
    ("desk:record", "partner", "thea", "record read"),
    ("couples:correct", "partner", "thea", "record read"),
    ("screening:interview", "partner", "thea", "interview read"),
    ("screening:health", "partner", "thea", "health read"),
    ("screening:medicines", "partner", "thea", "health read"),
    ("screening:day", "partner", "thea", "day question read"),
    ("screening:check", "partner", "thea", "day check read"),
    ("approvals:approve", "partner", "paul", "approval read"),
    ("approvals:revoke", "approval", "paul", "approval read"),
    ("planning:intentions", "plan", "thea", "private words read"),
    ("planning:review", "plan", "paul", "private words read"),
    ("signoff:answer", "plan", "paul", "private words read"),
]


@pytest.fixture
def things(sent_plan):
    partner = sent_plan.couple.pair[0]
    approval = Approval.objects.get(partner=partner)
    return {"partner": partner, "plan": sent_plan, "approval": approval}


@pytest.mark.parametrize(("page", "kind", "reader", "deed"), PAGES)
def test_reading_leaves_a_row(page, kind, reader, deed, things, request, client, NOW):
    account = request.getfixturevalue(reader)
    client.force_login(account)
    before = Event.objects.count()

    answer = client.get(reverse(page, args=[things[kind].pk]))

    assert answer.status_code == 200
    assert Event.objects.count() == before + 1
    assert newest() == [row(deed, things[kind], account, NOW)]
    event = Event.objects.order_by("pk").last()
    assert (event.clinic, event.couple) == (account.clinic.pk, things["plan"].couple_id)


@pytest.mark.parametrize(("page", "kind", "reader", "deed"), PAGES)
def test_whoever_is_refused_has_read_nothing(page, kind, reader, deed, things, stranger, client):
    client.force_login(stranger)
    before = Event.objects.count()

    answer = client.get(reverse(page, args=[things[kind].pk]))

    assert answer.status_code == 404
    assert Event.objects.count() == before


def test_opening_a_paper_is_a_reading_and_looking_at_the_list_is_not(things, thea, client, NOW):
    paper = ReadyPaperFactory(plan=things["plan"])
    client.force_login(thea)
    before = Event.objects.count()

    client.get(reverse("documents:papers", args=[things["plan"].pk]))
    client.get(reverse("desk:folder", args=[things["plan"].couple_id]))
    assert Event.objects.count() == before

    client.get(reverse("documents:pdf", args=[paper.pk]))
    assert newest() == [row("paper opened", paper, thea, NOW, plan=paper.plan_id)]
