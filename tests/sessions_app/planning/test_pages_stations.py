"""Roles, intentions and preparation: what is asked, what is shown, what is never lost."""

import pytest
from django.urls import reverse

from protocols.rules import Approach
from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from tests.factories.approvals import ENDS
from tests.factories.planning import chosen
from tests.sessions_app.pages import beside, buttons, ticked, value, words

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")


@pytest.fixture
def at(client, thea):
    """The address of a station, opened by Thea."""
    client.force_login(thea)
    return lambda name, plan: reverse(f"planning:{name}", args=[plan.pk])


@pytest.fixture
def solo(plan, thea, NOW):
    return chosen(plan, by=thea, at=NOW, approach=Approach.SOLO)


@pytest.fixture
def talk(plan, thea, NOW):
    return chosen(plan, by=thea, at=NOW, approach=Approach.EXTENDED_DISCUSSION)


@pytest.fixture
def psycholytic(plan, thea, NOW):
    return chosen(plan, by=thea, at=NOW)


# -- roles and dose


def test_solo_asks_who_doses_and_what_the_other_is_there_for(client, at, solo):
    response = client.post(
        at("roles", solo),
        {"dosing": "b", "nondosing_role": "sitter", "support_styles": ["presence"]},
    )

    a, b = Plan.objects.get().pair
    assert response.url == at("intentions", solo)
    assert (a.doses, a.nondosing_role, a.support_styles) == (False, "sitter", ["presence"])
    assert (b.doses, b.fraction) == (True, "1/1")


def test_solo_without_an_answer_who_doses_is_sent_back(client, at, solo):
    response = client.post(at("roles", solo), {"stop_word": "Anchor"})

    assert response.status_code == 422
    assert "Please choose one." in beside(response, "dosing")
    assert value(response, "stop_word") == "Anchor"


def test_where_both_dose_nobody_is_asked_who(client, at, psycholytic):
    assert "Who doses" not in words(client.get(at("roles", psycholytic)))


def test_the_planned_part_names_who_approved_what_and_when(client, at, psycholytic):
    said = words(client.get(at("roles", psycholytic)))

    assert (
        "About half: 100 mg Planned part of the dose approved by Paul Adeyemi "
        "on 3 February 2027. Lozenge."
    ) in said


def test_a_part_that_does_not_come_out_is_a_question_for_the_prescriber(
    client, at, psycholytic, couple
):
    Approval.objects.filter(partner=couple.pair[0]).update(may_split=False, dose_unit_mg=200)

    said = words(client.get(at("roles", psycholytic)))

    assert "About half does not come out from the units as they are dispensed." in said


@pytest.mark.parametrize("side", [0, 1])
def test_an_ended_approval_shows_no_amount_of_either_and_leads_to_both_records(
    side, client, at, psycholytic, couple, paul, NOW
):
    before = words(client.get(at("roles", psycholytic)))
    ended = Approval.objects.get(partner=couple.pair[side])
    approvals.revoke(**ENDS, approval=ended, by=paul, at=NOW)

    said = words(client.get(at("roles", psycholytic)))

    assert before.count("100 mg") == 2
    assert "does not hold today, so no amount stands here. Open the record of whoever" in said
    assert "Alex About half Record of Alex Robin About half Record of Robin" in said
    assert " mg" not in said


def test_the_sober_partner_takes_nothing(client, at, solo):
    assert "Robin Takes no medicine in this session." in words(client.get(at("roles", solo)))


def test_touch_is_agreed_where_both_say_yes(client, at, psycholytic):
    before = words(client.get(at("roles", psycholytic)))
    client.post(
        at("roles", psycholytic), {"touch_a": ["hand", "hug"], "touch_b": ["hug", "shoulder"]}
    )

    after = words(client.get(at("roles", psycholytic)))

    assert "The touch agreement It stands here when both were asked, each alone." in before
    assert "The touch agreement A hug What both say yes to." in after


def test_no_touch_in_common_is_said_as_such(client, at, psycholytic):
    client.post(at("roles", psycholytic), {"touch_a": ["hug"], "touch_b": ["none"]})

    said = words(client.get(at("roles", psycholytic)))

    assert "No touch: there is none that both say yes to." in said
    assert ticked(client.get(at("roles", psycholytic)), "touch_b") == ["none"]


def test_no_touch_and_a_touch_at_once_is_sent_back_with_all_that_was_typed(client, at, psycholytic):
    response = client.post(
        at("roles", psycholytic),
        {"touch_a": ["hug", "none"], "companion": "Kim Ostrander", "ride": "Kim drives"},
    )

    assert response.status_code == 422
    assert "Either no touch, or the kinds that are welcome." in beside(response, "touch_a")
    assert ticked(response, "touch_a") == ["hug", "none"]
    assert (value(response, "companion"), value(response, "ride")) == (
        "Kim Ostrander",
        "Kim drives",
    )


def test_a_changed_role_of_a_signed_plan_says_that_it_is_a_draft_again(client, at, signed_plan):
    response = client.post(at("roles", signed_plan), {"stop_word": "Lantern"}, follow=True)

    signed_plan.refresh_from_db()
    assert (signed_plan.stage, signed_plan.revision) == ("draft", 2)
    assert "it is a draft again, revision 2. Send it when it is ready." in words(response)
    assert "Draft Revision 2" in words(response)


# -- intentions


def test_both_intentions_are_kept_and_the_private_ones_carry_a_lock(client, at, psycholytic):
    response = client.post(
        at("intentions", psycholytic),
        {
            "joint": "More ease.",
            "agrees_a": "on",
            "agrees_b": "on",
            "private_a": "Own words of Alex.",
            "private_b": "Own words of Robin.",
        },
        follow=True,
    )

    plan = Plan.objects.get()
    said = words(client.get(at("intentions", plan)))
    assert response.redirect_chain == [(at("preparation", plan), 302)]
    assert plan.joint_intention == "More ease."
    assert [(part.agrees_joint, part.private_intention) for part in plan.pair] == [
        (True, "Own words of Alex."),
        (True, "Own words of Robin."),
    ]
    assert "Alex, private Only for Alex. Never on the other’s paper. Alex’s own intention" in said
    assert "Robin, private Only for Robin. Never on the other’s paper." in said


def test_agreeing_to_nothing_is_sent_back_and_the_private_words_stay(client, at, psycholytic):
    response = client.post(
        at("intentions", psycholytic), {"agrees_a": "on", "private_b": "Not to be lost."}
    )

    assert response.status_code == 422
    assert "Write the words before somebody agrees to them." in beside(response, "joint")
    assert value(response, "private_b") == "Not to be lost."
    assert ticked(response, "agrees_a") == ["on"]


def test_words_too_long_are_sent_back_whole(client, at, psycholytic):
    response = client.post(at("intentions", psycholytic), {"joint": "a" * 601})

    assert response.status_code == 422
    assert value(response, "joint") == "a" * 601
    assert "Use at most 600 signs" in beside(response, "joint")


def test_the_starters_of_the_approach_can_be_read_without_a_script(client, at, talk):
    response = client.get(at("intentions", talk))

    assert "In this talk I want to learn …" in words(response)
    assert 'data-start="In this talk I want to learn …"' in response.text


def test_words_can_be_written_before_an_approach_is_chosen(client, at, plan):
    response = client.get(at("intentions", plan))

    assert "They come with the approach." in words(response)
    assert buttons(response) == ["Save intentions"]


def test_a_name_that_looks_like_a_template_stays_a_name(client, at, psycholytic, couple):
    alex = couple.pair[0]
    alex.preferred_name = "{{ request.user.email }}{% now 'Y' %}"
    alex.save()

    response = client.get(at("intentions", psycholytic))

    assert "{{ request.user.email }}{% now 'Y' %}, private" in words(response)
    assert "thea@elm.example" not in words(response)


@pytest.mark.parametrize("name", ["roles", "intentions", "preparation"])
def test_what_is_typed_into_a_plan_closed_meanwhile_is_shown_again(
    name, client, at, prepared_plan, thea, NOW
):
    actions.withdraw(plan=prepared_plan, why="Not now.", by=thea, at=NOW)
    typed = {"stop_word": "Lantern", "joint": "Lantern", "tA3-T01_opening": "Lantern"}

    response = client.post(at(name, prepared_plan), typed)

    assert response.status_code == 422
    assert "This plan is closed: its session was held or it was withdrawn." in words(response)
    assert "Lantern" in response.text
