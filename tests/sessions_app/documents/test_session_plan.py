"""What clinicians read: everything that is signed, and whether it is."""

import pytest

from protocols.rules import Approach
from sessions_app.approvals.models import Approval
from sessions_app.couples.models import Partner
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.signing.rules import digest
from sessions_app.signoff.models import SignOff
from tests.factories.couples import PartnerFactory
from tests.factories.signoff import decline


def leaves(value):
    """Every piece of text in nested plain values."""
    if isinstance(value, dict | list | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from leaves(part)
    elif isinstance(value, str) and value:
        yield value


@pytest.mark.parametrize("approach", list(Approach))
def test_every_word_that_is_signed_stands_on_the_paper(plan_of, values, approach, NOW):
    plan = plan_of(approach, long=True)
    signed = content(plan, on=facts.day_of(plan, NOW))
    # Moments are told in words, so of who agreed the names are looked for.
    signed["intentions"]["agreed"] = [each["name"] for each in signed["intentions"]["agreed"]]
    words = [signed["intentions"], signed["preparation"], signed["approach"]["reason"]]

    said = set(leaves(values(plan)["plan"]))

    # Keys are shown in the words for them, long digests by their beginning.
    missing = [word for word in leaves(words) if word not in said and "_led" not in word]
    assert missing == []


def test_the_planned_part_is_printed_as_part_of_what_the_prescriber_approved(plan_of, written):
    html = written(plan_of())["plan"].html

    assert "About half: 100 mg</b>, planned part of the dose approved by" in html
    assert html.count("Paul Adeyemi on Wed 3 February 2027.") == 2


def test_a_part_that_does_not_come_out_is_a_question_to_the_prescriber(plan_of, written):
    plan = plan_of()
    Approval.objects.filter(partner__side="a").update(may_split=False, dose_unit_mg=150)

    html = written(plan)["plan"].html

    assert html.count("About half does not come out.</b> Ask the prescriber.") == 1


def test_a_partner_who_stays_sober_has_a_role_and_no_medicine(plan_of, written):
    solo = written(plan_of(Approach.SOLO))["plan"].html

    assert "<b>Takes no medicine.</b> Sitter: sober and actively supportive" in solo
    assert solo.count("<dt>Approved dose</dt>") == 1


def test_a_partner_who_doses_without_an_approval_has_a_fraction_and_no_medicine(plan_of, written):
    plan = plan_of()
    Approval.objects.filter(partner__side="b").update(partner=PartnerFactory())

    html = written(plan)["plan"].html

    assert html.count("<b>About half.</b> No approval of a prescriber is on record.") == 1
    assert html.count("<dt>Approved dose</dt>") == 1


@pytest.mark.parametrize("with_two_routes", [False, True])
def test_the_minutes_follow_the_route_of_each(plan_of, values, with_two_routes):
    plan = plan_of()
    if with_two_routes:
        Approval.objects.filter(partner__side="b").update(form="im")

    said = values(plan)["plan"]

    routes = ["Under the tongue", "Injection into a muscle"] if with_two_routes else [""]
    assert [flow["route"] for flow in said["flows"]] == routes
    assert [lane["who"] for lane in said["lanes"]] == ["a", "b", "care"]
    assert (said["lanes"][0]["phases"] == said["lanes"][1]["phases"]) != with_two_routes


def test_a_partner_elsewhere_is_told_of_by_their_clock(plan_of, written):
    plan = plan_of()
    Partner.objects.filter(couple=plan.couple, side="a").update(zone="America/New_York")

    html = written(plan)["plan"].html

    assert html.count("The dose is on Tue 9 March 2027, 16:00 (New York) by their clock.") == 1


def test_a_draft_says_that_it_is_one(plan_of, values, written):
    plan = plan_of()

    said = values(plan)["plan"]

    assert (said["answer"], said["state"]) == (None, "Not signed, revision 1")
    assert said["banner"] == "Not signed: draft, revision 1."
    assert "Not signed: draft, revision 1. Do not act on this paper." in written(plan)["plan"].html


def test_a_signed_plan_shows_who_signed_what_when_and_what_that_means(plan_of, values, written):
    plan = plan_of(signed=True)

    said, html = values(plan)["plan"], written(plan)["plan"].html

    signature = SignOff.objects.get(plan=plan)
    assert (said["banner"], said["state"]) == ("", "Signed, revision 1")
    assert said["digest"] == signature.short_digest
    block = html[html.index("<h2>Sign-off</h2>") :]
    for words in (
        "“I have read this plan as it stands here and approve it.”",
        "Paul Adeyemi, MD, prescriber",
        "Mon 1 March 2027, 10:00 (Denver); 2027-03-01 17:00 UTC",
        f"Revision 1, digest {signature.short_digest}",
        "It is the one that was signed.",
    ):
        assert words in block


def test_a_plan_on_the_prescribers_desk_is_not_signed(plan_of, values, thea, NOW):
    plan = planning.submit(plan=plan_of(), by=thea, at=NOW)

    assert values(plan)["plan"]["banner"] == "Not signed: revision 1 is with the prescriber."


def test_a_declined_plan_says_what_should_change(plan_of, values, written, thea, paul, NOW):
    plan = planning.submit(plan=plan_of(), by=thea, at=NOW)
    decline(plan, reason="A longer session, please.", by=paul, at=NOW)

    said = values(plan)["plan"]

    assert said["banner"] == (
        "Not signed: Paul Adeyemi asked for changes to revision 1. This is revision 2."
    )
    assert "<dt>What should change</dt><dd>A longer session, please.</dd>" in (
        written(plan)["plan"].html
    )


@pytest.mark.parametrize("change", ["the plan", "an approval"])
def test_a_signature_that_no_longer_stands_is_shown_as_void(
    plan_of, values, written, thea, NOW, change
):
    plan = plan_of(signed=True)
    if change == "the plan":
        planning.write_intentions(
            plan=plan, joint="Other words.", private={"a": "", "b": ""},
            agrees={"a": True, "b": True}, by=thea, at=NOW,
        )  # fmt: skip
    else:
        Approval.objects.filter(partner__side="a").update(conditions="Sit up slowly.")
    revision = Plan.objects.get(pk=plan.pk).revision

    said, html = values(plan)["plan"], written(plan)["plan"].html

    assert said["banner"].endswith(f"changed since. This is revision {revision}.")
    assert "<b>This signature does not stand.</b>" in html
    assert "It is the one that was signed." not in html


def test_what_is_printed_about_a_signature_is_what_the_sign_off_itself_says(plan_of, values, NOW):
    plan = plan_of(signed=True)
    on = facts.day_of(plan, NOW)
    signature = SignOff.objects.get(plan=plan)

    before = (values(plan)["plan"]["answer"]["stands"], signature.stands(on))
    Approval.objects.filter(partner__side="b").update(conditions="Sit up slowly.")
    after = (values(plan)["plan"]["answer"]["stands"], signature.stands(on))

    assert (before, after) == ((True, True), (False, False))


def test_a_withdrawn_plan_says_so_above_all(plan_of, values, thea, NOW):
    plan = planning.withdraw(plan=plan_of(signed=True), why="They moved.", by=thea, at=NOW)

    said = values(plan)["plan"]

    assert said["banner"] == "This plan was withdrawn. No session may be held from this paper."
    assert said["state"] == "Withdrawn"


def test_the_digest_on_the_paper_is_that_of_the_content(plan_of, values, NOW):
    plan = plan_of()

    shown = content(plan, on=facts.day_of(plan, NOW))

    assert values(plan)["plan"]["digest"] == digest(shown)[:12]


def test_it_says_how_to_speak_with_each_and_whom_to_call(plan_of, written):
    plan = plan_of()
    Partner.objects.filter(side="a").update(
        pronouns="they/them", language="Spanish", emergency_name="Zoe Ze",
        emergency_relation="sister",
        emergency_phone="303-555-0190",
    )  # fmt: skip

    papers = written(plan)

    assert "Called Alex, they/them. Born" in papers["plan"].html
    assert (
        "Speaks Spanish. In an emergency, call Zoe Ze, sister, 303-555-0190." in papers["plan"].html
    )
    assert ["Zoe Ze" in papers[side].html for side in "ab"] == [False, False]
