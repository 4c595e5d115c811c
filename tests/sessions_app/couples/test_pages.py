"""The pages on which a folder, its care team and its partners are kept."""

import pytest
from django.urls import reverse

from sessions_app.couples import actions
from sessions_app.couples.models import Couple, Partner
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import colleague
from tests.sessions_app.pages import beside, buttons, value, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
OF_THE_FOLDER = [
    "couples:team", "couples:policy", "couples:pause", "couples:reopen",
    "planning:close", "planning:part",
]  # fmt: skip


@pytest.fixture
def page(client):
    """The page of this name about a folder or a partner, asked or sent by this account."""

    def asking(account, name, subject, sent=None):
        client.force_login(account)
        address = reverse(name, args=[subject.pk])
        return client.get(address) if sent is None else client.post(address, sent)

    return asking


@pytest.fixture
def alex(couple):
    return couple.pair[0]


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

    def test_a_day_that_has_not_come_is_said_beside_it(self, page, thea, couple):
        sent = page(thea, "couples:policy", couple, {"policy": "none", "stated_on": "2027-03-02"})

        assert sent.status_code == 422
        assert "a day that has not come yet" in beside(sent, "stated_on")

    def test_without_it_nobody_is_spoken_with_alone(self, page, thea, couple, alex):
        Couple.objects.update(secrets_policy="", policy_stated_on=None)

        shown = page(thea, "screening:interview", alex)

        assert "First state the policy on secrets to both." in words(shown)
        assert buttons(shown) == []


class TestTheStage:
    def test_a_folder_is_paused_and_says_so(self, page, thea, couple):
        page(thea, "couples:pause", couple, {"why": "Holidays."})

        said = words(page(thea, "desk:folder", couple))
        assert "This folder is paused." in said
        assert "Holidays." in said
        assert "New plan" not in said

    def test_it_is_opened_again(self, page, thea, couple):
        page(thea, "couples:pause", couple, {"why": "Holidays."})
        page(thea, "couples:reopen", couple, {"why": "Back."})

        assert "New plan" in words(page(thea, "desk:folder", couple))

    @pytest.mark.parametrize("name", ["couples:pause", "planning:close"])
    def test_without_a_reason_nothing_moves(self, name, page, thea, couple):
        sent = page(thea, name, couple, {"why": ""})

        couple.refresh_from_db()
        assert sent.status_code == 422
        assert "Please write why" in beside(sent, "why")
        assert couple.stage == "open"

    @pytest.mark.parametrize("name", ["couples:pause", "planning:close"])
    def test_a_page_that_came_too_late_keeps_what_was_typed(self, name, page, thea, couple):
        planning.part_ways(couple=couple, by=thea, at=couple.opened_at)

        sent = page(thea, name, couple, {"why": "They asked."})

        assert sent.status_code == 422
        assert "Please look at it again." in words(sent)
        assert value(sent, "why") == "They asked."

    def test_the_end_is_asked_once_and_nobody_says_who_wished_it(self, page, thea, couple):
        asked = page(thea, "planning:part", couple)
        page(thea, "planning:part", couple, {"why": "Robin wished it."})
        again = page(thea, "planning:part", couple, {})

        couple.refresh_from_db()
        assert buttons(asked) == ["End the joint work for good"]
        assert "which of the two wished it is written nowhere" in words(asked)
        assert couple.stage_why == "They separated, or one of them withdrew."
        assert again.status_code == 422
        assert "Please look at it again." in words(again)
        assert "wished" not in words(page(thea, "desk:folder", couple))

    def test_the_policy_stands_still_once_the_joint_work_has_ended(self, page, thea, couple):
        planning.part_ways(couple=couple, by=thea, at=couple.opened_at)

        sent = page(thea, "couples:policy", couple, {"policy": "none", "stated_on": "2027-02-20"})

        couple.refresh_from_db()
        assert sent.status_code == 422
        assert "The joint work of these two has ended" in words(sent)
        assert couple.secrets_policy == "limited"

    def test_what_ends_is_told_before_it_ends(self, page, thea, couple, signed_plan):
        said = words(page(thea, "planning:part", couple))

        assert (
            "Session plan 1 is withdrawn; its session on Tue 9 March 2027, 14:00 (Denver) "
            "does not take place."
        ) in said
        assert "The next day meeting on Wed 10 March 2027, 10:00 (Denver) is cancelled." in said
        assert "No letter leaves any more" in said

    def test_after_the_end_the_folder_shows_nothing_that_comes_later(
        self, page, thea, couple, signed_plan
    ):
        before = words(page(thea, "desk:folder", couple))
        page(thea, "planning:part", couple, {"why": "They asked."})

        after = words(page(thea, "desk:folder", couple))
        assert "Approval of medicine" in before
        assert "Approval of medicine" not in after
        assert "The joint work of these two has ended." in after
        assert "Open the record of Alex" in after
        assert Plan.objects.get().stage == "withdrawn"
        assert "End the joint work" not in after

    def test_a_new_plan_is_refused_with_a_sentence(self, page, thea, couple):
        actions.pause(couple=couple, why="So.", by=thea, at=couple.opened_at)

        page(thea, "planning:begin", couple, {})

        assert "This folder is paused. Open it again before anything is planned." in words(
            page(thea, "desk:folder", couple)
        )
        assert not Plan.objects.exists()


class TestReachingOnePartner:
    def test_wishes_are_kept_and_only_the_own_record_shows_them(self, page, thea, couple, alex):
        robin = couple.pair[1]
        page(
            thea,
            "couples:contact",
            alex,
            {"quiet_email": "quiet@elsewhere.example", "mail_risk_told_on": "2027-02-28"}
            | {"emergency_name": "Kim", "emergency_relation": "sister", "emergency_phone": "911"},
        )

        own = words(page(thea, "desk:record", alex))
        assert "Confidential e-mail quiet@elsewhere.example" in own
        assert "Told on 28 February 2027" in own
        assert "Kim, sister, 911" in own
        assert "onfidential" not in words(page(thea, "desk:record", robin))
        assert "onfidential" not in words(page(thea, "desk:folder", couple))

    @pytest.mark.parametrize(
        ("sent", "field", "sentence"),
        [
            ({"mail_risk_told_on": "2027-03-02"}, "mail_risk_told_on", "has not come yet"),
            ({"emergency_name": "Kim"}, "emergency_phone", "at which they can be called"),
            ({"quiet_email": "nowhere"}, "quiet_email", "Enter a valid email address."),
        ],
    )
    def test_a_mistake_is_said_beside_its_field(self, sent, field, sentence, page, thea, alex):
        answer = page(thea, "couples:contact", alex, {"contact_wishes": "Mornings."} | sent)

        assert answer.status_code == 422
        assert sentence in beside(answer, field)
        assert value(answer, "contact_wishes") == "Mornings."

    def test_the_other_partners_own_address_is_refused_without_saying_why(
        self, page, thea, couple, alex
    ):
        Partner.objects.filter(couple=couple, side="b").update(email="robin@mail.example")

        answer = page(thea, "couples:contact", alex, {"quiet_email": "robin@mail.example"})

        assert answer.status_code == 422
        assert "This cannot be used for this partner alone." in words(answer)

    def test_only_the_care_teams_therapists_reach_it(self, page, thea, paul, ada, stranger, alex):
        found = [
            page(each, "couples:contact", alex).status_code for each in (thea, paul, ada, stranger)
        ]

        assert found == [200, 403, 404, 404]


def test_a_shared_contact_stands_in_the_folder_for_its_clinicians(page, thea, couple, alex):
    robin = couple.pair[1]
    sent = {"name": alex.name, "born_on": "1985-05-05", "email": robin.email}

    refused = page(thea, "couples:correct", alex, sent)
    page(thea, "couples:correct", alex, sent | {"shared": "on", "shared_why": "One mailbox."})

    assert refused.status_code == 422
    assert "Both would have the same e-mail address" in beside(refused, "shared")
    assert "Shared contact One mailbox." in words(page(thea, "desk:folder", couple))
