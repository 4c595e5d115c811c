"""The pages on which a folder, its care team and its partners are kept."""

import pytest

from sessions_app.couples import actions
from sessions_app.couples.models import Couple
from sessions_app.people.rules import Role
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import colleague
from tests.sessions_app.pages import beside, buttons, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
OF_THE_FOLDER = [
    "couples:team", "couples:policy", "couples:pause", "couples:reopen",
    "planning:close", "planning:part",
]  # fmt: skip


@pytest.fixture
def theo(clinic):
    return colleague(clinic, Role.THERAPIST, name="Theo Marsh", email="theo@elm.example")


@pytest.mark.parametrize("name", OF_THE_FOLDER)
def test_only_a_therapist_of_the_care_team_reaches_it(
    name, page, thea, paul, ada, stranger, theo, couple
):
    found = [page(each, name, couple).status_code for each in (thea, paul, ada, stranger, theo)]

    assert found == [200, 403, 404, 404, 404]


class TestTheCareTeam:
    def test_a_clinician_is_added_and_taken_off(self, page, thea, theo, couple):
        assert list(
            page(thea, "couples:team", couple).context["form"].fields["account"].queryset
        ) == [theo]

        page(thea, "couples:team", couple, {"account": theo.pk})
        assert couple.care_team.filter(pk=theo.pk).exists()

        page(thea, "couples:leave", couple, {"account": theo.pk})
        assert not couple.care_team.filter(pk=theo.pk).exists()

    def test_a_supervisor_reads_along_from_then_on_and_not_once_taken_off(
        self, page, client, clinic, thea, couple
    ):
        sola = colleague(clinic, Role.SUPERVISOR, name="Sola Brandt", credentials="PhD")

        def opens():
            client.force_login(sola)
            folder = client.get(f"/folders/{couple.pk}/").status_code
            return folder, client.get(f"/records/{couple.pair[0].pk}/").status_code

        before = opens()
        offered = beside(page(thea, "couples:team", couple), "account")
        page(thea, "couples:team", couple, {"account": sola.pk})
        while_on_it, shown = opens(), words(page(thea, "couples:team", couple))
        page(thea, "couples:leave", couple, {"account": sola.pk})

        assert (before, while_on_it, opens()) == ((404, 404), (200, 200), (404, 404))
        assert "Sola Brandt, PhD (supervisor)" in offered
        assert "Sola Brandt, PhD Supervisor Take off: Sola Brandt" in shown
        assert "Thea Lindqvist, LMFT Therapist; leads their care" in shown

    def test_who_no_longer_works_here_is_said_to_read_nothing(self, page, thea, paul, couple):
        paul.memberships.update(ended_at=couple.opened_at)

        assert "Paul Adeyemi, MD No longer works here, and reads nothing" in words(
            page(thea, "couples:team", couple)
        )

    def test_nobody_else_is_accepted_by_number(self, page, thea, ada, stranger, couple):
        before = set(couple.care_team.all())

        answers = [
            page(thea, "couples:team", couple, {"account": who.pk}) for who in (ada, stranger)
        ]
        for who in (ada, stranger):
            page(thea, "couples:lead", couple, {"account": who.pk})
            page(thea, "couples:leave", couple, {"account": who.pk})

        couple.refresh_from_db()
        assert [answer.status_code for answer in answers] == [422, 422]
        assert (set(couple.care_team.all()), couple.lead) == (before, thea)

    def test_the_lead_is_handed_over_to_a_therapist_only(self, page, thea, paul, theo, couple):
        CareTeamMemberFactory(couple=couple, account=theo)

        shown = page(thea, "couples:team", couple)
        page(thea, "couples:lead", couple, {"account": theo.pk})

        couple.refresh_from_db()
        assert buttons(shown) == [
            "Take off: Paul Adeyemi",
            "Hand over the lead to Theo Marsh",
            "Take off: Theo Marsh",
            "Add to the care team",
        ]
        assert couple.lead == theo

    def test_who_leads_is_told_to_hand_over_first(self, page, client, thea, couple):
        page(thea, "couples:leave", couple, {"account": thea.pk})

        assert "Hand the lead to somebody else first." in words(page(thea, "couples:team", couple))

    def test_who_takes_themself_off_is_led_away(self, page, thea, theo, couple):
        CareTeamMemberFactory(couple=couple, account=theo)
        actions.hand_lead(couple=couple, account=theo, by=thea, at=couple.opened_at)

        sent = page(thea, "couples:leave", couple, {"account": thea.pk})

        assert sent.headers["Location"] == "/folders/"


class TestThePolicy:
    def test_it_is_stated_and_stands_in_the_folder(self, page, thea, couple):
        page(thea, "couples:policy", couple, {"policy": "none", "stated_on": "2027-02-20"})

        assert (
            "Policy on secrets No secrets: what matters for both is brought into the joint talk "
            "Told to both on 20 February 2027."
        ) in words(page(thea, "desk:folder", couple))

    def test_whoever_changes_it_is_told_what_it_does_not_change(self, page, thea, couple):
        stated = words(page(thea, "couples:policy", couple))
        Couple.objects.update(secrets_policy="", policy_stated_on=None)
        first = words(page(thea, "couples:policy", couple))

        said = "What either tells alone is told under what both had heard by then."
        assert (said in stated, said in first) == (True, False)

    def test_a_day_that_has_not_come_is_said_beside_it(self, page, thea, couple):
        sent = page(thea, "couples:policy", couple, {"policy": "none", "stated_on": "2027-03-02"})

        assert sent.status_code == 422
        assert "a day that has not come yet" in beside(sent, "stated_on")

    def test_without_it_nobody_is_spoken_with_alone(self, page, thea, couple, alex):
        Couple.objects.update(secrets_policy="", policy_stated_on=None)

        shown = page(thea, "screening:interview", alex)

        assert "First state the policy on secrets to both." in words(shown)
        assert buttons(shown) == []


def test_a_shared_contact_stands_in_the_folder_for_its_clinicians(page, thea, couple, alex):
    robin = couple.pair[1]
    sent = {"name": alex.name, "born_on": "1985-05-05", "email": robin.email}

    refused = page(thea, "couples:correct", alex, sent)
    page(thea, "couples:correct", alex, sent | {"shared": "on", "shared_why": "One mailbox."})

    assert refused.status_code == 422
    assert "Both would have the same e-mail address" in beside(refused, "shared")
    assert "Shared contact One mailbox." in words(page(thea, "desk:folder", couple))
