"""What one couple in care does not show, judged as a browser draws it.

Also the pages that stand where another should be: those of an error.
"""

import pytest
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from sessions_app.couples import actions
from sessions_app.couples.models import Couple
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.rights import actions as rights
from sessions_app.screening.models import Flag
from tests.factories.couples import couple_of
from tests.factories.people import colleague
from tests.factories.planning import NOW
from tests.look.window import GLANCE, LOOKS
from tests.sessions_app.desk.private import told_everything

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def full(couple, ready_plan, thea):
    """Everything that can be told is told, and both partners have one telephone."""
    alex, robin = couple.pair
    told_everything(alex, by=thea)
    shared = {"phone": "303-555-0100", "shared_why": "One telephone at home."}
    for partner in (robin, alex):
        actions.correct_partner(partner=partner, by=thea, at=NOW, language="Spanish", **shared)
    return couple


@pytest.fixture
def beginning(clinic, thea):
    couple = couple_of(clinic=clinic, lead=thea, a={"name": "Sam"}, b={"name": "Lee"})
    Couple.objects.filter(pk=couple.pk).update(secrets_policy="", policy_stated_on=None)
    return couple


@pytest.fixture
def paused(clinic, thea):
    couple = couple_of(clinic=clinic, lead=thea, a={"name": "Uma"}, b={"name": "Ty"})
    actions.pause(couple=couple, why="Holidays.", by=thea, at=NOW)
    return couple


@pytest.fixture
def ended(clinic, thea):
    """Parted, and one of the two records erased."""
    couple = couple_of(clinic=clinic, lead=thea, a={"name": "Iris"}, b={"name": "Noor"})
    planning.part_ways(couple=couple, by=thea, at=NOW)
    rights.erase(partner=couple.pair[0], by=thea, at=NOW)
    return Couple.objects.get(pk=couple.pk)


def judged(window, answers, looks=LOOKS):
    found = {what: window.wrong_with(answer, looks) for what, answer in answers.items()}
    return {what: wrong for what, wrong in found.items() if wrong}


def test_everybody_can_keep_a_folder(client, window, thea, full, beginning, paused, ended):
    flag = Flag.objects.open().filter(kind="acute").first()
    pages = [
        ("desk:folder", full),
        ("desk:record", full.pair[0]),
        ("screening:close", flag),
        ("desk:folder", beginning),
        ("desk:record", beginning.pair[0]),
        ("desk:folder", paused),
        ("couples:reopen", paused),
        ("desk:folder", ended),
        ("desk:record", ended.pair[0]),
        ("rights:erase", ended.pair[1]),
    ]
    client.force_login(thea)

    answers = {(name, each.pk): client.get(reverse(name, args=[each.pk])) for name, each in pages}

    assert {answer.status_code for answer in answers.values()} == {200}
    assert judged(window, answers) == {}


def test_everybody_can_read_a_folder_that_was_opened_in_an_emergency(client, window, couple):
    helper = colleague(couple.clinic, Role.THERAPIST)
    client.force_login(helper)
    why = {"reason": "Nobody answers."}

    answer = client.post(reverse("emergency:open", args=[couple.pk]), why, follow=True)

    assert judged(window, {"folder": answer}) == {}
    assert "more minutes. It closes by itself" in answer.text


def test_everybody_can_read_what_went_wrong(window):
    names = ["400", "403", "403_csrf", "404", "500"]

    answers = {name: HttpResponse(render_to_string(f"{name}.html")) for name in names}

    assert judged(window, answers, GLANCE) == {}
