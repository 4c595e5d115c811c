"""Two hands at the same moment, on a real PostgreSQL: exactly one answer is kept."""

from datetime import timedelta
from functools import partial

import pytest

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.rules import Cause
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.signing.actions import ContentHasChanged
from sessions_app.signing.rules import digest
from sessions_app.signoff import actions, tasks
from sessions_app.signoff.models import Nudge, SignOff
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import PASSWORD, colleague
from tests.factories.planning import NOW
from tests.factories.signoff import ask_for_changes, decline
from tests.sessions_app.at_once import together
from tests.sessions_app.planning.deeds import do, set_roles

pytestmark = pytest.mark.django_db(transaction=True)
REFUSALS = (actions.NotWaiting, ContentHasChanged, actions.NoLongerFits, actions.NudgedToday)
at_once = partial(together, refusals=REFUSALS)


@pytest.fixture
def seen(sent_plan):
    return digest(content(sent_plan, on=facts.day_of(sent_plan, NOW)))


@pytest.fixture
def nell(clinic, couple):
    nell = colleague(clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    CareTeamMemberFactory(couple=couple, account=nell)
    return nell


def signing(plan, by, seen):
    return lambda: actions.sign(plan=plan, seen_digest=seen, password=PASSWORD, by=by, at=NOW)


def test_a_double_click_signs_once(sent_plan, paul, seen):
    came = at_once(*[signing(sent_plan, paul, seen)] * 4)

    assert sorted(map(str, came)) == ["None", "NotWaiting", "NotWaiting", "NotWaiting"]
    assert SignOff.objects.count() == 1


def test_two_prescribers_deciding_at_once_leave_one_answer(sent_plan, paul, nell, seen):
    came = at_once(
        signing(sent_plan, paul, seen),
        lambda: decline(sent_plan, reason="Not now.", seen_digest=seen, by=nell, at=NOW),
    )

    sent_plan.refresh_from_db()
    kept = SignOff.objects.get()
    assert sorted(map(str, came)) == ["None", "NotWaiting"]
    assert sent_plan.stage == ("cleared" if kept.approves else "draft")


@pytest.mark.parametrize("answer", [decline, ask_for_changes])
def test_a_plan_changed_and_sent_again_at_the_same_moment_is_sent_back_as_it_was_read_or_not_at_all(
    answer, sent_plan, thea, paul, seen
):
    def change():
        do(set_roles(sent_plan, stop_word="Harbour"), sent_plan, by=thea, at=NOW)
        planning.submit(plan=sent_plan, by=thea, at=NOW)

    came = at_once(
        lambda: answer(sent_plan, reason="Not now.", seen_digest=seen, by=paul, at=NOW), change
    )

    sent_plan.refresh_from_db()
    kept = [each.digest for each in SignOff.objects.all()]
    assert came[1] is None
    assert (kept, came[0]) in [([seen], None), ([], "NotWaiting"), ([], "NotWhatWasRead")]
    assert (sent_plan.stage, sent_plan.revision) == ("with_prescriber", 2)


def test_a_lapse_at_the_same_moment_never_leaves_a_signature_that_stands(
    sent_plan, couple, thea, paul, seen
):
    approval = couple.pair[0].approvals.get()

    at_once(
        signing(sent_plan, paul, seen),
        lambda: approvals.report(approval=approval, why=Cause.EMERGENCY, by=thea, at=NOW),
    )

    on = facts.day_of(sent_plan, NOW)
    assert [kept for kept in SignOff.objects.all() if kept.stands(on)] == []
    assert couple.pair[0].approvals.get().ended == "lapsed"


def test_four_nudges_at_once_are_one_letter(sent_plan, ada, paul, smtp_sink):
    came = at_once(*[lambda: actions.nudge(plan=sent_plan, by=ada, at=NOW)] * 4)
    at_once(*[lambda: tasks.drain(clock=lambda: NOW)] * 2)

    kept = Nudge.objects.get()
    assert sorted(map(str, came)) == ["None", "NudgedToday", "NudgedToday", "NudgedToday"]
    assert (kept.to, kept.sent_at) == (paul, NOW)
    assert smtp_sink.addresses == [paul.email]


def test_a_new_word_leaves_on_the_clinics_next_day_and_not_on_the_servers(sent_plan, ada):
    evening = NOW.replace(hour=23, minute=59)
    actions.nudge(plan=sent_plan, by=ada, at=evening)

    with pytest.raises(actions.NudgedToday):
        actions.nudge(plan=sent_plan, by=ada, at=evening + timedelta(hours=7))
    assert actions.nudge(plan=sent_plan, by=ada, at=evening + timedelta(hours=7, minutes=1))
