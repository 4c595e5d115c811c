"""What a partner reads: own words, shared words, and what to do."""

from datetime import date
from decimal import Decimal

import pytest

from protocols.rules import Approach
from sessions_app.approvals.models import Approval
from sessions_app.couples.models import Partner
from sessions_app.documents import source
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Part, Plan
from tests.factories.planning import chosen
from tests.factories.signoff import sign

EVERY_APPROACH = list(Approach)


@pytest.mark.parametrize("approach", EVERY_APPROACH)
def test_every_sheet_carries_the_same_lines_for_when_something_is_wrong(plan_of, written, approach):
    papers = written(plan_of(approach))

    lines = ("303-555-0101", "911", "988", "1-800-799-7233", "1-800-222-1222")
    assert [[line in papers[side].html for line in lines] for side in "ab"] == [[True] * 5] * 2


@pytest.mark.parametrize(
    ("approach", "side", "role", "card"),
    [
        (Approach.SOLO, "a", "sitter", "Robin is with you"),
        (Approach.SOLO, "b", "sitter", "Your card: the sitter"),
        (Approach.SOLO, "b", "chaperone", "Your card: the stand-by companion"),
        (Approach.DUAL_PSYCHEDELIC, "a", "", "No fixing today"),
        (Approach.DUAL_PSYCHOLYTIC, "a", "", "Slowly, and from yourself"),
        (Approach.EXTENDED_DISCUSSION, "b", "", "Curious, not right"),
    ],
)
def test_each_approach_has_its_own_card(plan_of, written, approach, side, role, card):
    plan = plan_of(approach)
    Part.objects.filter(plan=plan, doses=False).update(nondosing_role=role)

    assert f"<h2>{card}</h2>" in written(plan)[side].html


def test_the_dosing_partner_reads_when_to_stop_eating_from_the_own_approval(plan_of, values):
    plan = plan_of()
    Approval.objects.filter(partner__side="a").update(fast_solids_h=Decimal("4.5"))
    Approval.objects.filter(partner__side="b").update(fast_solids_h=Decimal(15))

    said = values(plan)

    assert said["a"]["fasting"]["solids"] == {"from": "09:30", "hours": "4.5 hours"}
    assert said["b"]["fasting"]["solids"] == {
        "from": "23:00 on Mon 8 March 2027",
        "hours": "15 hours",
    }


def test_without_an_approval_that_holds_the_sheet_points_to_the_prescriber(
    plan_of, values, written
):
    plan = plan_of()
    Approval.objects.filter(partner__side="a").update(valid_until=date(2027, 2, 28))

    assert values(plan)["a"]["fasting"] is None
    assert "Eat, drink and take your regular medicines as your prescriber wrote" in (
        written(plan)["a"].html
    )


def test_the_sober_partner_is_told_to_stay_sober_and_nothing_of_fasting(plan_of, values, written):
    plan = plan_of(Approach.SOLO)

    assert values(plan)["b"]["fasting"] is None
    assert "you stay sober the whole day" in written(plan)["b"].html
    assert "You do not drive" not in written(plan)["b"].html


def test_the_sober_partners_times_do_not_tell_the_form_of_the_others_medicine(plan_of, values):
    plan = plan_of(Approach.SOLO)
    under_the_tongue = values(plan)
    Approval.objects.filter(partner__side="a").update(form="im")

    injected = values(plan)

    assert injected["b"] == under_the_tongue["b"]
    assert injected["a"]["flow"] != under_the_tongue["a"]["flow"]


def test_each_arrives_before_the_first_part_of_the_own_route(plan_of, values):
    plan = plan_of(Approach.EXTENDED_DISCUSSION)
    Approval.objects.filter(partner__side="b").update(form="im")

    said = values(plan)

    assert [said[side]["when"]["arrive"] for side in "ab"] == ["13:15", "13:00"]


def test_questions_go_to_whom_they_are_for_and_private_answers_stay_private(
    plan_of, values, written
):
    plan = plan_of(Approach.SOLO, long=True)

    said = {side: values(plan)[side]["questions"] for side in "ab"}

    private = [q["text"] for q in said["a"] if q["private"]]
    assert private == [
        "Is there something your therapist should know that you are not ready for your partner "
        "to hear?"
    ]
    assert [q["text"] for q in said["b"] if q["private"]] == []
    assert [q["text"] for q in said["b"]] == [q["text"] for q in said["a"] if q["together"]]
    assert "The answer stays with you and your therapist." in written(plan)["a"].html


def test_a_joint_intention_is_printed_once_both_agree(plan_of, values, written):
    plan = plan_of()
    agreed = values(plan)["a"]["joint_intention"]
    Part.objects.filter(plan=plan, partner__side="b").update(agrees_joint=False, agreed_at=None)

    said = values(plan)

    assert agreed == "We would like to be at ease with silence."
    assert [said[side]["joint_intention"] for side in "ab"] == ["", ""]
    assert agreed not in written(plan)["a"].html


def test_words_that_are_not_found_yet_leave_room_to_write(plan_of, written):
    plan = plan_of()
    with_words = written(plan)["a"].html.count('class="write"')
    Part.objects.filter(plan=plan).update(private_intention="")

    assert written(plan)["a"].html.count('class="write"') == with_words + 2


@pytest.mark.parametrize(
    ("a", "b", "sentence"),
    [
        (None, ["hand"], "Touch is agreed with your therapist before the day"),
        ([], ["hand"], "No touch is agreed for today."),
        (["hand", "hug"], ["hug", "hand"], "<b>holding hands and a hug</b>"),
    ],
)
def test_touch_is_what_both_said_yes_to(plan_of, written, a, b, sentence):
    plan = plan_of()
    Part.objects.filter(plan=plan, partner__side="a").update(touch=a)
    Part.objects.filter(plan=plan, partner__side="b").update(touch=b)

    assert [sentence in written(plan)[side].html for side in "ab"] == [True, True]


@pytest.mark.parametrize(
    ("word", "sign", "sentence"),
    [
        ("anchor", "an open hand", "Say <b>“anchor”</b> or make the sign: <b>an open hand</b>."),
        ("anchor", "", "Say <b>“anchor”</b>."),
        ("", "an open hand", "Make the sign: <b>an open hand</b>."),
        ("", "", "Say stop."),
    ],
)
def test_the_way_to_stop_is_always_named(plan_of, written, word, sign, sentence):
    plan = plan_of()
    Plan.objects.filter(pk=plan.pk).update(stop_word=word, hand_sign=sign)

    assert sentence in written(plan)["a"].html


def test_whoever_lives_by_another_clock_reads_that_one_too(plan_of, values):
    plan = plan_of()
    Partner.objects.filter(couple=plan.couple, side="b").update(zone="America/New_York")

    said = values(plan)

    assert said["a"]["when"]["own"] == said["a"]["meetings"][0]["own"] == ""
    assert said["b"]["when"]["own"] == "Tue 9 March 2027, 16:00 (New York)"
    assert said["b"]["meetings"][0]["own"] == "Wed 10 March 2027, 12:00 (New York)"


def test_own_medicine_is_packed_only_by_who_doses_at_home(plan_of, values):
    plan = plan_of(Approach.SOLO)
    own_medicine = "Own medicine in its original labelled container"
    in_the_office = values(plan)
    Plan.objects.filter(pk=plan.pk).update(setting="home_self_directed")

    at_home = values(plan)

    assert [own_medicine in in_the_office[side]["items"] for side in "ab"] == [False, False]
    assert [own_medicine in at_home[side]["items"] for side in "ab"] == [True, False]


def test_the_agenda_stands_on_both_sheets_with_its_opening_sentences(plan_of, values, written):
    plan = plan_of(Approach.EXTENDED_DISCUSSION)

    said = values(plan)

    assert said["a"]["topics"] == said["b"]["topics"]
    assert [topic["opening"] for topic in said["a"]["topics"]] == ["I wonder …", "I wonder …"]
    assert "<h2>Your agenda</h2>" in written(plan)["b"].html
    assert "First 12 minutes of silence, each alone" in written(plan)["b"].html


def test_prompts_for_the_evening_go_to_whom_they_are_for(plan_of, values):
    said = values(plan_of(Approach.SOLO))

    sitting = "What did you feel while sitting that deserves care of its own?"
    assert [sitting in said[side]["prompts"] for side in "ab"] == [False, True]


def test_a_sheet_is_marked_until_the_signature_stands(plan_of, written, thea, paul, NOW):
    plan = plan_of()
    draft = written(plan)
    sign(planning.submit(plan=plan, by=thea, at=NOW), by=paul, at=NOW)
    signed = written(plan)

    marked = [
        ["Not confirmed yet." in papers[name].html for name in ("plan", "a", "b")]
        for papers in (draft, signed)
    ]
    assert marked == [[False, True, True], [False, False, False]]


def test_nothing_is_written_before_there_is_an_approach_and_a_date(plan, thea, NOW):
    undated = chosen(plan, by=thea, at=NOW)

    assert [source.can_be_written(one) for one in (plan, undated)] == [False, False]
