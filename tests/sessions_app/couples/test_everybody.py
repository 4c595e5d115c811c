"""The pages of a folder and of each record, full and empty, judged by axe in a browser."""

import pytest
from django.urls import reverse

from sessions_app.couples import actions
from sessions_app.couples.models import Couple, Partner
from sessions_app.planning import actions as planning
from sessions_app.rights import actions as rights
from sessions_app.screening.models import Flag
from tests.factories.couples import couple_of
from tests.factories.planning import NOW
from tests.sessions_app.access.test_everybody import judged
from tests.sessions_app.desk.private import told_everything

pytestmark = pytest.mark.django_db(transaction=True)
FOLDER = ["desk:folder", "couples:team", "couples:policy", "couples:pause", "planning:close",
          "planning:part"]  # fmt: skip
RECORD = ["desk:record", "couples:correct", "couples:contact", "screening:interview",
          "screening:health", "screening:medicines", "rights:copy", "rights:erase"]  # fmt: skip


@pytest.fixture
def full(couple, ready_plan, thea):
    alex, robin = couple.pair
    told_everything(alex, by=thea)
    shared = {"phone": "303-555-0100", "shared_why": "One telephone at home."}
    for partner in (robin, alex):
        actions.correct_partner(partner=partner, by=thea, at=NOW, language="Spanish", **shared)
    return couple


@pytest.fixture
def ended(clinic, thea, protocols):
    """A folder at its end, one of whose records was erased."""
    couple = couple_of(clinic=clinic, lead=thea, a={"name": "Iris"}, b={"name": "Noor"})
    planning.part_ways(couple=couple, by=thea, at=NOW)
    rights.erase(partner=couple.pair[0], by=thea, at=NOW)
    return Couple.objects.get(pk=couple.pk)


@pytest.fixture
def paths(clinic, thea, full, ended):
    new = couple_of(clinic=clinic, lead=thea, a={"name": "Sam"}, b={"name": "Lee"})
    Couple.objects.filter(pk=new.pk).update(secrets_policy="", policy_stated_on=None)
    paused = couple_of(clinic=clinic, lead=thea, a={"name": "Uma"}, b={"name": "Ty"})
    actions.pause(couple=paused, why="Holidays.", by=thea, at=NOW)
    flag = Flag.objects.open().filter(kind="acute").first()
    alone = Partner.objects.get(couple=new, side="a")
    return [
        reverse("desk:folders"),
        reverse("desk:folders") + "?q=nobody",
        reverse("couples:open"),
        reverse("screening:close", args=[flag.pk]),
        *[reverse(name, args=[full.pk]) for name in FOLDER],
        *[reverse(name, args=[full.pair[0].pk]) for name in RECORD],
        *[reverse(name, args=[alone.pk]) for name in ("desk:record", "screening:interview")],
        *[reverse("desk:folder", args=[each.pk]) for each in (new, paused, ended)],
        reverse("couples:reopen", args=[paused.pk]),
        reverse("desk:record", args=[ended.pair[0].pk]),
        reverse("rights:erase", args=[ended.pair[1].pk]),
    ]


@pytest.fixture
def at_work(client, thea, live_server, context):
    client.force_login(thea)
    cookie = {"name": "kap_session", "value": client.session.session_key, "url": live_server.url}
    context.add_cookies([cookie])


@pytest.mark.usefixtures("at_work")
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_everybody_can_keep_a_folder(page, live_server, paths, width, scheme):
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    assert judged(page, live_server, paths) == ({}, [])
