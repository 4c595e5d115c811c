"""What is said to a colleague without the right, and that a stranger is told nothing."""

import pytest

from sessions_app.desk import shut
from sessions_app.people.models import Membership
from sessions_app.people.rules import Role
from sessions_app.planning.models import Meeting
from tests.factories.documents import PaperFactory
from tests.factories.people import MembershipFactory, colleague
from tests.factories.reminders import LetterFactory
from tests.factories.screening import FlagFactory
from tests.house.routes import routes
from tests.look.reading import elements
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")
PLAIN = "There is nothing here for you"
SHUT = (
    "Others care for these two This page belongs to a couple of your clinic. It opens to the "
    "clinicians on their care team. Their care team Paul Adeyemi, prescriber Thea Lindqvist, "
    "therapist Who can change that Ada Okafor, clinic admin"
)


@pytest.fixture
def pages(ready_plan, ada):
    partner = ready_plan.pair[0].partner
    paper = PaperFactory(plan=ready_plan)
    return [
        f"/plans/{ready_plan.pk}/fit/",
        f"/records/{partner.pk}/",
        f"/records/{partner.pk}/interview/",
        f"/meetings/{Meeting.objects.first().pk}/",
        f"/papers/{paper.pk}.pdf",
        f"/approvals/{partner.approvals.get().pk}/revoke/",
    ]


def links(response):
    return [e["href"] for e in elements(response.text) if e.tag == "a" and "emergency" in e["href"]]


def test_a_colleague_is_told_who_cares_for_them_and_who_can_help(client, clinic, ready_plan, pages):
    client.force_login(colleague(clinic, Role.THERAPIST))

    answers = [client.get(page) for page in [*pages, f"/folders/{ready_plan.couple_id}/"]]

    assert [answer.status_code for answer in answers] == [404] * 7
    assert all(SHUT in words(answer) for answer in answers)
    assert all(links(a) == [f"/emergency/{ready_plan.couple_id}/"] for a in answers)
    assert not any("Alex" in answer.text for answer in answers)


def test_whoever_is_no_clinician_is_told_the_same_without_the_emergency_door(client, ada, pages):
    client.force_login(ada)

    answers = [client.get(page) for page in pages]

    assert [answer.status_code for answer in answers] == [404] * 6
    assert all(SHUT in words(answer) for answer in answers)
    assert not any(links(answer) for answer in answers)


def test_a_colleague_is_not_told_that_there_is_a_flag(client, clinic, ready_plan, thea):
    flag = FlagFactory(partner=ready_plan.pair[0].partner)
    colleagues = [colleague(clinic, Role.THERAPIST), colleague(clinic, Role.ADMIN)]

    answers = []
    for account in colleagues:
        client.force_login(account)
        answers.append([client.get(f"/flags/{pk}/") for pk in (flag.pk, flag.pk + 1)])
    client.force_login(thea)

    assert [[words(each) for each in pair] for pair in answers] == [
        [words(pair[1])] * 2 for pair in answers
    ]
    assert {each.status_code for pair in answers for each in pair} == {404}
    assert PLAIN in words(answers[0][0])
    assert client.get(f"/flags/{flag.pk}/").status_code == 403


def test_a_stranger_is_told_the_same_of_a_record_as_of_none(client, stranger, pages):
    client.force_login(stranger)

    there = {client.get(page).content for page in pages}
    nowhere = {client.get(f"/{kind}/999999/").content for kind in ("folders", "records")}

    assert there == nowhere
    assert PLAIN in there.pop().decode()


def test_a_member_of_two_clinics_is_a_stranger_in_the_wrong_one(client, stranger, clinic, pages):
    MembershipFactory(account=stranger, clinic=clinic)
    client.force_login(stranger)

    assert all(PLAIN in words(client.get(page)) for page in pages)


def test_an_ex_member_is_a_stranger(client, clinic, pages, NOW):
    gone = colleague(clinic, Role.THERAPIST)
    Membership.objects.filter(account=gone).update(ended_at=NOW)
    client.force_login(gone)

    assert all(PLAIN in words(client.get(page)) for page in pages)


def test_the_care_team_is_told_only_that_a_page_is_not_there(client, thea, ready_plan):
    client.force_login(thea)

    response = client.post(f"/plans/{ready_plan.pk}/choose/nothing/")

    assert (response.status_code, PLAIN in words(response)) == (404, True)


def test_an_address_that_is_no_page_is_plain(client, thea):
    client.force_login(thea)

    assert PLAIN in words(client.get("/nowhere/"))


def test_a_letter_is_shown_to_nobody_outside_either(client, clinic, stranger, plan):
    letter = LetterFactory(partner=plan.pair[0].partner)
    client.force_login(colleague(clinic, Role.SUPERVISOR))
    told = client.get(f"/letters/{letter.pk}/settled/")
    client.force_login(stranger)

    assert "Others care for these two" in words(told)
    assert PLAIN in words(client.get(f"/letters/{letter.pk}/settled/"))


def test_a_refusal_by_role_names_who_can_help(client, thea, paul, ada, clinic):
    MembershipFactory(account=ada, clinic=clinic, role=Role.AUDITOR.value)
    colleague(clinic, Role.ADMIN, name="Sleeping Admin", is_active=False)
    client.force_login(thea)

    response = client.get("/people/")

    assert response.status_code == 403
    assert words(response) == (
        "This is not open to you Your role cannot do this. A clinic admin of your clinic can. "
        "Who can help Ada Okafor, clinic admin Go to today"
    )


def test_a_refusal_without_a_clinic_names_nobody(client, thea, NOW):
    Membership.objects.update(ended_at=NOW)
    client.force_login(thea)

    assert "Who can help" not in words(client.get("/people/"))


def test_every_kind_of_record_that_is_explained_has_an_address():
    kinds = {path.split("/")[0] for _, path, _ in routes() if "<int:pk>" in path}

    assert set(shut.RECORDS) <= kinds
