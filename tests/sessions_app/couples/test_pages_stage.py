"""Pausing, opening again and ending, and how one partner is reached."""

import pytest

from sessions_app.couples import actions
from sessions_app.couples.models import Partner
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from tests.sessions_app.pages import beside, buttons, value, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


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
        assert "This folder is “joint work ended” already, so nothing was changed." in words(again)
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
        assert "Approvals of medicine" in before
        assert "Approvals of medicine" not in after
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
            ({"quiet_email": "nowhere"}, "quiet_email", "Please write an e-mail address"),
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


@pytest.mark.parametrize(
    ("name", "stage", "said"),
    [
        ("couples:reopen", "open", "This folder is “open” already, so nothing was changed."),
        ("couples:pause", "paused", "This folder is “paused” already, so nothing was changed."),
        ("couples:pause", "closed", "This folder is “closed”, so it cannot become “paused”."),
    ],
)
def test_a_folder_that_cannot_go_there_says_so_before_anything_is_typed(
    name, stage, said, page, thea, couple, NOW
):
    if stage != "open":
        move = actions.pause if stage == "paused" else planning.close_folder
        move(couple=couple, why="A rest.", by=thea, at=NOW)

    response = page(thea, name, couple)

    assert said in words(response)
    assert 'name="why"' not in response.text
