from datetime import date, timedelta
from functools import partial

import pytest

from protocols.rules import Approach
from sessions_app.approvals import actions as approvals
from sessions_app.approvals.rules import Cause
from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.signing.actions import (
    ContentHasChanged,
    LicenceHasRunOut,
    PasswordDoesNotMatch,
)
from sessions_app.signing.rules import canonical, digest
from sessions_app.signoff import actions
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import LicenceFactory, MembershipFactory, colleague
from tests.factories.planning import booked, prepared
from tests.factories.signoff import ask_for_changes, decline, read, sign

NOW_DAY = date(2027, 3, 1)


BACK = {"ask_for_changes": ask_for_changes, "decline": decline}
ANSWERS = {"sign": sign} | {
    name: partial(deed, reason="Name a companion.") for name, deed in BACK.items()
}


def words(plan, joint):
    """The plan's intentions as they are, with other joint words."""
    return {
        "joint": joint,
        "private": {part.partner.side: part.private_intention for part in plan.pair},
        "agrees": {"a": True, "b": True},
    }


def test_a_signature_keeps_the_exact_bytes_who_signed_and_what_it_meant(sent_plan, paul, NOW):
    shown = content(sent_plan, on=facts.day_of(sent_plan, NOW))

    signoff = sign(sent_plan, by=paul, at=NOW)

    sent_plan.refresh_from_db()
    assert sent_plan.stage == "cleared"
    assert bytes(signoff.content) == canonical(shown)
    assert (signoff.digest, signoff.revision) == (digest(shown), 1)
    assert (signoff.signed_name, signoff.signed_credentials) == ("Paul Adeyemi", "MD")
    assert (signoff.signed_role, signoff.meaning) == ("prescriber", "approved_plan")
    assert (signoff.signed_at, signoff.signed_zone) == (NOW, "America/Denver")
    assert signoff.stands(facts.day_of(sent_plan, NOW))
    assert list(Event.objects.about(sent_plan).values_list("deed", "by_name")[:2]) == [
        ("plan signed", "Paul Adeyemi, MD"),
        ("plan cleared", "Paul Adeyemi, MD"),
    ]


def test_a_wrong_password_signs_nothing(sent_plan, paul, NOW):
    with pytest.raises(PasswordDoesNotMatch):
        sign(sent_plan, by=paul, at=NOW, password="not this one")

    sent_plan.refresh_from_db()
    assert sent_plan.stage == "with_prescriber"
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("answer", ANSWERS)
def test_no_answer_stands_under_a_page_that_was_read_before_a_change(
    answer, sent_plan, thea, paul, NOW
):
    seen = read(sent_plan, NOW)
    other = words(sent_plan, "Other words, after Paul had read.")
    for _ in ("written", "agreed to again"):
        planning.write_intentions(plan=sent_plan, by=thea, at=NOW, **other)
    planning.submit(plan=sent_plan, by=thea, at=NOW)

    with pytest.raises(ContentHasChanged):
        ANSWERS[answer](sent_plan, by=paul, at=NOW, seen_digest=seen)

    sent_plan.refresh_from_db()
    assert (sent_plan.stage, sent_plan.revision) == ("with_prescriber", 2)
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_form_of_a_revision_answered_already_does_not_answer_the_same_words_sent_again(
    answer, sent_plan, thea, paul, NOW
):
    seen = {"seen_digest": read(sent_plan, NOW), "revision": 1}
    decline(sent_plan, reason="Not now.", by=paul, at=NOW, **seen)
    planning.submit(plan=sent_plan, by=thea, at=NOW)
    assert read(sent_plan, NOW) == seen["seen_digest"]

    with pytest.raises(actions.SentAnew):
        ANSWERS[answer](sent_plan, by=paul, at=NOW, **seen)

    sent_plan.refresh_from_db()
    assert (sent_plan.stage, sent_plan.signoffs.count()) == ("with_prescriber", 1)
    assert ANSWERS[answer](sent_plan, by=paul, at=NOW, **seen | {"revision": 2}).revision == 2


def test_a_plan_that_was_taken_back_cannot_be_signed(sent_plan, thea, paul, NOW):
    seen = read(sent_plan, NOW)
    planning.write_intentions(plan=sent_plan, by=thea, at=NOW, **words(sent_plan, "Other words."))

    with pytest.raises(actions.NotWaiting):
        sign(sent_plan, by=paul, at=NOW, seen_digest=seen)

    assert not SignOff.objects.exists()


def test_who_wrote_a_plan_cannot_sign_it(clinic, sent_plan, thea, NOW):
    thea.memberships.create(clinic=clinic, role="prescriber", began_at=NOW)

    with pytest.raises(actions.CannotSignOwnPlan):
        sign(sent_plan, by=thea, at=NOW)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize("who", ["thea", "ada", "stranger"])
def test_only_a_prescriber_of_the_clinic_signs(who, sent_plan, NOW, request):
    somebody = request.getfixturevalue(who)

    with pytest.raises((NotYourDeed, actions.CannotSignOwnPlan)):
        sign(sent_plan, by=somebody, at=NOW)

    assert not SignOff.objects.exists()


def test_a_change_after_signing_voids_the_signature_at_once(signed_plan, thea, NOW):
    planning.write_intentions(
        plan=signed_plan, by=thea, at=NOW, **words(signed_plan, "Words after the signature.")
    )

    signed_plan.refresh_from_db()
    signoff = signed_plan.signoffs.get()
    assert (signed_plan.stage, signed_plan.revision) == ("draft", 2)
    assert list(SignOff.objects.standing()) == []
    assert signoff.revision == 1
    assert not signoff.stands(facts.day_of(signed_plan, NOW))


def test_saving_a_station_unchanged_voids_nothing(signed_plan, thea, NOW):
    planning.write_intentions(
        plan=signed_plan, by=thea, at=NOW, **words(signed_plan, signed_plan.joint_intention)
    )

    signed_plan.refresh_from_db()
    assert (signed_plan.stage, signed_plan.revision) == ("cleared", 1)
    assert signed_plan.signoffs.get().stands(facts.day_of(signed_plan, NOW))


def test_a_revoked_approval_takes_the_ground_from_under_a_signature(signed_plan, paul, NOW):
    approval = signed_plan.pair[0].partner.approvals.get()

    approvals.revoke(**ENDS, approval=approval, by=paul, at=NOW)

    assert not signed_plan.signoffs.get().stands(facts.day_of(signed_plan, NOW))


def test_a_lapse_between_reading_and_signing_is_noticed(sent_plan, paul, NOW):
    much_later = NOW + timedelta(days=200)

    with pytest.raises(actions.NoLongerFits):
        sign(sent_plan, by=paul, at=much_later)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("deed", "meaning"), [("ask_for_changes", "changes_requested"), ("decline", "declined")]
)
def test_a_plan_not_signed_goes_back_with_the_reason_as_the_next_revision(
    deed, meaning, sent_plan, paul, NOW
):
    signoff = BACK[deed](sent_plan, reason=" Name a companion. ", by=paul, at=NOW)

    sent_plan.refresh_from_db()
    assert (sent_plan.stage, sent_plan.revision) == ("draft", 2)
    assert (signoff.meaning, signoff.reason, signoff.revision) == (
        meaning,
        "Name a companion.",
        1,
    )
    assert not signoff.stands(facts.day_of(sent_plan, NOW))


def test_declining_without_a_reason_is_refused(sent_plan, paul, NOW):
    with pytest.raises(actions.ReasonIsMissing):
        decline(sent_plan, reason="  ", by=paul, at=NOW)

    sent_plan.refresh_from_db()
    assert sent_plan.stage == "with_prescriber"


@pytest.mark.parametrize("approach", Approach)
@pytest.mark.parametrize("doses", [True, False])
def test_one_partners_lapse_blocks_each_approach_and_solo_only_if_they_dose(
    approach, doses, plan, thea, paul, NOW
):
    plan = booked(prepared(plan, by=thea, at=NOW, approach=approach), by=thea, at=NOW)
    planning.submit(plan=plan, by=thea, at=NOW)
    part = next(part for part in plan.pair if part.doses is doses or approach != Approach.SOLO)
    approval = part.partner.approvals.get()
    approvals.report(approval=approval, why=Cause.EMERGENCY, by=thea, at=NOW)

    if approach == Approach.SOLO and not doses:
        assert sign(plan, by=paul, at=NOW).approves
    else:
        with pytest.raises(actions.NoLongerFits):
            sign(plan, by=paul, at=NOW)
        assert not SignOff.objects.exists()


@pytest.mark.parametrize("begins", [True, False], ids=["began it", "sent it"])
def test_who_planned_it_never_signs_also_as_prescriber_and_after_it_was_handed_over(
    begins, clinic, couple, ready_plan, thea, paul, ada, NOW
):
    both = thea if begins else colleague(clinic, Role.THERAPIST)
    MembershipFactory(account=both, clinic=clinic, role=Role.PRESCRIBER.value)
    if not begins:
        CareTeamMemberFactory(couple=couple, account=both)
    plan = planning.submit(plan=ready_plan, by=both, at=NOW)
    with pytest.raises(actions.CannotBeHandedTo):
        actions.hand_over(plan=plan, to=both, by=ada, at=NOW)
    actions.hand_over(plan=plan, to=paul, by=ada, at=NOW)

    for deed in BACK.values():
        with pytest.raises(actions.CannotSignOwnPlan):
            deed(plan, reason="No.", by=both, at=NOW)
    with pytest.raises(actions.CannotSignOwnPlan):
        sign(plan, by=both, at=NOW)

    assert not SignOff.objects.exists()


@pytest.mark.parametrize(
    ("last_day", "number"), [(NOW_DAY, "C-77"), (NOW_DAY - timedelta(days=1), None)]
)
def test_a_signature_rests_on_a_licence_of_its_day(last_day, number, sent_plan, clinic, paul, NOW):
    LicenceFactory(account=paul, clinic=clinic, number="C-77", expires_on=last_day)

    if number is None:
        with pytest.raises(LicenceHasRunOut):
            sign(sent_plan, by=paul, at=NOW)
        # The approvals that rest on it lapse too; a page shows that it waits for another hand.
        assert not SignOff.objects.exists()
    else:
        assert sign(sent_plan, by=paul, at=NOW).signed_licence == number


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_form_sent_twice_answers_once(answer, sent_plan, paul, NOW):
    told = {"by": paul, "at": NOW, "seen_digest": read(sent_plan, NOW), "revision": 1}
    ANSWERS[answer](sent_plan, **told)

    with pytest.raises(actions.NotWaiting):
        ANSWERS[answer](sent_plan, **told)

    assert sent_plan.signoffs.count() == 1
