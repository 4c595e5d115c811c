"""A plan taken up again, copied, and its swapped session."""

from datetime import timedelta

import pytest

from protocols import actions as protocols
from protocols.rules import Approach
from sessions_app.approvals.models import Approval
from sessions_app.audit.models import Event
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions
from sessions_app.planning.models import Booking, Part, Plan
from tests.factories.planning import NOW, SESSION_AT, booked, prepared
from tests.sessions_app.planning.test_actions_bookings import session
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("approvals_by_hand")

DAY = timedelta(days=1)


@pytest.fixture
def withdrawn(signed_plan, thea):
    actions.withdraw(plan=signed_plan, why="The ride fell through.", by=thea, at=NOW)
    return Plan.objects.get(pk=signed_plan.pk)


@pytest.fixture
def solo(booked_as):
    return booked_as(Approach.SOLO)


def test_a_plan_is_taken_up_again_at_the_time_it_had(withdrawn, thea):
    actions.take_up(plan=withdrawn, keep_time=True, by=thea, at=NOW)

    plan = Plan.objects.get(pk=withdrawn.pk)
    assert (plan.stage, plan.revision, plan.starts_at) == ("draft", 2, SESSION_AT)
    assert (plan.withdrawn_by, plan.withdrawn_at, plan.withdrawn_why) == (None, None, "")
    assert Booking.objects.of(plan=plan).count() == 4
    assert not plan.meetings.standing().exists()
    assert newest() == [row("plan taken up again", plan, thea, NOW, revision=2)]


def test_a_plan_is_taken_up_again_without_a_date(withdrawn, thea):
    actions.take_up(plan=withdrawn, keep_time=False, by=thea, at=NOW)

    plan = Plan.objects.get(pk=withdrawn.pk)
    assert (plan.stage, plan.starts_at, plan.minutes, plan.therapist) == ("draft", None, None, None)
    assert not Booking.objects.exists()


@pytest.mark.parametrize(
    ("at", "refusal"), [(SESSION_AT, actions.TimeIsPast), (NOW, actions.TimeIsTaken)]
)
def test_a_time_that_is_gone_is_not_kept(at, refusal, withdrawn, couple, thea):
    other = actions.begin(couple=couple, by=thea, at=NOW)
    actions.schedule(plan=other, by=thea, at=NOW, **session(thea))
    rows = Event.objects.count()

    with pytest.raises(refusal):
        actions.take_up(plan=withdrawn, keep_time=True, by=thea, at=at)

    assert Plan.objects.get(pk=withdrawn.pk).stage == "withdrawn"
    assert Event.objects.count() == rows


@pytest.mark.parametrize("stage", ["ready_plan", "sent_plan", "signed_plan"])
def test_only_a_withdrawn_plan_is_taken_up_again(stage, request, thea):
    plan = request.getfixturevalue(stage)

    with pytest.raises(actions.PlanCannotMove):
        actions.take_up(plan=plan, keep_time=True, by=thea, at=NOW)

    assert Plan.objects.get(pk=plan.pk).revision == 1


def test_a_copy_takes_over_what_the_couple_likes_and_no_more(signed_plan, thea):
    fresh = actions.copy(plan=signed_plan, by=thea, at=NOW)

    fresh, old = Plan.objects.get(pk=fresh.pk), Plan.objects.get(pk=signed_plan.pk)
    same = ("goals", "comfort", "setting", "version", "stop_word", "hand_sign", "companion",
            "joint_intention")  # fmt: skip
    assert {name: getattr(fresh, name) for name in same} == {
        name: getattr(old, name) for name in same
    }
    assert [each.question for each in fresh.chosen_questions.all()] == [
        each.question for each in old.chosen_questions.all()
    ]
    assert [part.doses for part in fresh.pair] == [part.doses for part in old.pair]
    never = ("starts_at", "minutes", "therapist", "submitted_at", "held_at")
    assert {name: getattr(fresh, name) for name in never} == dict.fromkeys(never)
    assert (fresh.number, fresh.stage, fresh.revision, fresh.ride) == (2, "draft", 1, "")
    assert (fresh.confirmed, fresh.place, fresh.room) == ([], "", "")
    assert [(p.touch, p.agrees_joint, p.private_intention) for p in fresh.pair] == [
        (None, False, "")
    ] * 2
    assert not fresh.meetings.exists()
    assert newest() == [row("plan copied", fresh, thea, NOW, number=1)]


CARRIED = {
    "goals", "comfort", "reactivity", "companion_need", "stuck_pattern", "setting",
    "third_sober_adult", "facts_at", "version", "stop_word", "hand_sign", "companion",
    "companion_phone", "joint_intention", "mode", "reflection_minutes", "left_out",
    "own_packing", "own_room", "line", "zone", "couple",
}  # fmt: skip
# Said, agreed, confirmed, dated or signed anew.
ANEW = {
    "companion_arrives": None, "companion_confirmed": False, "ride": "", "ride_phone": "",
    "ride_confirmed": False, "confirmed": [], "parked": "", "starts_at": None, "minutes": None,
    "place": "", "room": "", "therapist": None, "submitted_by": None, "submitted_at": None,
    "cleared_digest": "", "held_by": None, "held_at": None, "withdrawn_by": None,
    "withdrawn_at": None, "withdrawn_why": "", "choice_reason": "", "swap_of": None,
    "stage": "draft", "revision": 1,
}  # fmt: skip
OWN = {"id", "number", "changes", "touched", "writers", "begun_by", "begun_at", "chosen_by",
       "chosen_at", "chosen_fit"}  # fmt: skip
CARRIED_OF_EACH = {"can_stay_sober", "doses", "fraction", "nondosing_role", "support_styles"}
ANEW_OF_EACH = {
    "touch": None, "private_intention": "", "agrees_joint": False, "agreed_at": None,
    "acknowledged": [], "consented_on": None, "booster": False,
}  # fmt: skip


@pytest.fixture
def with_own_things(plan, thea):
    """A plan in which everything that a copy could take over is filled in."""
    talk = prepared(plan, by=thea, at=NOW, approach=Approach.EXTENDED_DISCUSSION)
    deed = {"plan": talk, "by": thea, "at": NOW}
    actions.set_lists(**deed, left_out=["packing:1"], own_packing=["Tea"], own_room=["A lamp"])
    usual = talk.version.phases.filter(route="sublingual", ends__isnull=False)
    minutes = [phase.ends - phase.starts for phase in usual]
    actions.set_line(**deed, minutes={"sublingual": [*minutes[:-1], minutes[-1] + 5]})
    Plan.objects.filter(pk=talk.pk).update(ride="")
    actions.waive(**deed, gate="ride", reason="They walk.")
    Plan.objects.filter(pk=talk.pk).update(ride="Kim drives")
    return booked(Plan.objects.get(pk=talk.pk), by=thea, at=NOW)


def test_every_field_is_carried_or_begins_anew_on_purpose(with_own_things, thea):
    fresh = actions.copy(plan=with_own_things, by=thea, at=NOW)

    fresh, old = Plan.objects.get(pk=fresh.pk), Plan.objects.get(pk=with_own_things.pk)
    assert CARRIED | set(ANEW) | OWN == {field.name for field in Plan._meta.concrete_fields}
    assert {name: getattr(fresh, name) for name in CARRIED} == {
        name: getattr(old, name) for name in CARRIED
    }
    assert all(getattr(old, name) for name in ("left_out", "own_packing", "own_room", "line"))
    assert {name: getattr(fresh, name) for name in ANEW} == ANEW
    own = {"id", "plan", "partner"}
    assert CARRIED_OF_EACH | set(ANEW_OF_EACH) | own == {
        field.name for field in Part._meta.concrete_fields
    }
    for part, like in zip(fresh.pair, old.pair, strict=True):
        assert [getattr(part, name) for name in CARRIED_OF_EACH] == [
            getattr(like, name) for name in CARRIED_OF_EACH
        ]
        assert {name: getattr(part, name) for name in ANEW_OF_EACH} == ANEW_OF_EACH
    assert [(each.topic, each.opening) for each in fresh.chosen_topics.all()] == [
        (each.topic, "") for each in old.chosen_topics.all()
    ]
    assert [each.question for each in fresh.chosen_questions.all()] == [
        each.question for each in old.chosen_questions.all()
    ]
    assert old.waivers.exists()
    assert not fresh.waivers.exists()


def test_a_copy_goes_on_in_the_words_of_the_version_in_use(with_own_things, clinic, thea):
    deed = {"by": "Thea", "at": NOW}
    newer = protocols.start_wording(
        version=with_own_things.version, owner=clinic.pk, owner_name=clinic.name, **deed
    )
    newer = protocols.publish_wording(version=newer, **deed)

    fresh = Plan.objects.get(pk=actions.copy(plan=with_own_things, by=thea, at=NOW).pk)

    assert fresh.version == newer
    assert [each.topic.version for each in fresh.chosen_topics.all()] == [newer] * 2
    assert (fresh.left_out, fresh.line, fresh.own_packing) == ([], {}, ["Tea"])
    assert (fresh.mode, fresh.reflection_minutes) == ("therapist_led", 12)


def test_an_approach_that_no_longer_fits_is_left_to_be_chosen(signed_plan, thea):
    Approval.objects.update(valid_until=NOW.date() - DAY)

    fresh = actions.copy(plan=signed_plan, by=thea, at=NOW)

    assert Plan.objects.get(pk=fresh.pk).version is None
    assert fresh.goals == signed_plan.goals


def test_the_swapped_session_has_the_roles_reversed(solo, thea):
    before = [part.doses for part in solo.pair]

    fresh = actions.swap(plan=solo, by=thea, at=NOW)

    fresh = Plan.objects.get(pk=fresh.pk)
    assert (fresh.swap_of, fresh.approach) == (solo, Approach.SOLO)
    assert [part.doses for part in fresh.pair] == [not doses for doses in before]
    assert [bool(part.fraction) for part in fresh.pair] == [not doses for doses in before]
    assert [(part.nondosing_role, part.support_styles) for part in fresh.pair] == [("", [])] * 2
    assert newest() == [row("swapped session begun", fresh, thea, NOW, number=1)]


def test_a_session_is_swapped_once(solo, thea):
    fresh = actions.swap(plan=solo, by=thea, at=NOW)

    with pytest.raises(actions.CannotSwap) as refusal:
        actions.swap(plan=solo, by=thea, at=NOW)

    assert str(refusal.value) == "The swapped session is planned already."
    actions.withdraw(plan=fresh, why="Not now.", by=thea, at=NOW)
    assert actions.swap(plan=solo, by=thea, at=NOW)


def test_whoever_has_no_approval_does_not_take_the_others_place(solo, thea):
    sober = next(part.partner for part in solo.pair if not part.doses)
    Approval.objects.filter(partner=sober).update(valid_until=NOW.date() - DAY)

    with pytest.raises(actions.CannotSwap) as refusal:
        actions.swap(plan=solo, by=thea, at=NOW)

    assert str(refusal.value) == (
        f"{sober.called} has no approval for this approach. Ask the prescriber."
    )
    assert Plan.objects.count() == 1


def test_what_both_take_together_has_no_other_half(ready_plan, thea):
    with pytest.raises(actions.CannotSwap):
        actions.swap(plan=ready_plan, by=thea, at=NOW)


@pytest.mark.parametrize("who", ["paul", "ada", "stranger"])
def test_only_a_therapist_of_the_clinic_goes_on_from_a_plan(who, withdrawn, request):
    deed = {"plan": withdrawn, "by": request.getfixturevalue(who), "at": NOW}

    for act, told in [
        (actions.take_up, {"keep_time": False}),
        (actions.copy, {}),
        (actions.swap, {}),
    ]:
        with pytest.raises(NotYourDeed):
            act(**deed, **told)

    assert [plan.stage for plan in Plan.objects.all()] == ["withdrawn"]
