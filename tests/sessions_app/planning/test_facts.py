"""What records say about a plan: never recorded is never fine."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest

from sessions_app.approvals.models import Approval
from sessions_app.planning import actions, facts
from sessions_app.planning.rules.gates import NOT_THIS_APPROACH, open_gates
from sessions_app.screening.models import Interview
from tests.factories.couples import couple_of
from tests.factories.planning import FACTS, NOW, chosen
from tests.sessions_app.planning.deeds import now

pytestmark = pytest.mark.usefixtures("approvals_by_hand")

TODAY = date(2027, 3, 1)


def first_chart(plan, on=TODAY):
    return facts.charts(now(plan), on=on)[0]


def test_the_day_of_a_plan_is_its_clinics(plan):
    assert facts.day_of(plan, datetime(2027, 3, 2, 6, 59, tzinfo=UTC)) == TODAY
    assert facts.day_of(plan, datetime(2027, 3, 2, 7, 0, tzinfo=UTC)) == date(2027, 3, 2)


def test_a_partner_of_whom_nothing_is_recorded_counts_as_not_done(clinic, thea, protocols):
    couple = couple_of(clinic=clinic, lead=thea)
    plan = actions.begin(couple=couple, by=thea, at=NOW)

    chart = first_chart(plan)
    said = facts.partner_facts(chart)

    assert (chart.interview, chart.approval, chart.status) == (None, None, "none")
    assert (chart.days_left, chart.planned_mg) == (None, None)
    assert (said.rx_status, said.med_review, said.medicine_form) == ("none", "not_reviewed", None)
    assert (said.approved_fractions, said.approved_settings) == (frozenset(), frozenset())
    assert (said.private_safety_screen, said.experience) == ("not_done", "none")
    assert said.first_ketamine is True


def test_what_an_active_approval_and_an_interview_say(plan):
    Interview.objects.update(safety="concern", acute_risk_open=True, experience="experienced")
    Approval.objects.update(conditions="Weekly looks.", approved_fractions=["1/2"])

    said = facts.partner_facts(first_chart(plan))

    assert (said.name, said.rx_status, said.medicine_form) == ("Alex", "active", "lozenge")
    assert said.med_review == "cleared_with_conditions"
    assert said.approved_fractions == {Fraction(1, 2)}
    assert said.approved_settings == {"office"}
    assert (said.private_safety_screen, said.acute_risk_open) == ("concern", True)
    assert (said.experience, said.first_ketamine) == ("experienced", False)


@pytest.mark.parametrize(
    "change",
    [
        {"valid_until": date(2027, 2, 28)},
        {"sessions_used": 6},
        {"ended": "revoked", "ended_at": NOW},
    ],
    ids=str,
)
def test_an_approval_that_does_not_hold_gives_nothing(change, plan, paul):
    ended_by = {"ended_by": paul} if "ended" in change else {}
    Approval.objects.update(**change, **ended_by)

    chart = first_chart(plan)
    said = facts.partner_facts(chart)

    assert said.rx_status == "lapsed"
    assert said.approved_fractions == said.approved_settings == frozenset()
    assert (said.med_review, said.medicine_form) == ("not_reviewed", None)
    assert (chart.days_left, chart.planned_mg) == (None, None)


@pytest.mark.parametrize(
    ("change", "planned"),
    [
        ({}, Decimal("100.00")),
        ({"dose_unit_mg": Decimal("150.00")}, None),
        ({"dose_unit_mg": Decimal("30.00"), "may_split": False}, None),
        ({"dose_unit_mg": Decimal("30.00")}, Decimal("90.00")),
    ],
)
def test_the_planned_amount_is_part_of_the_approved_dose(change, planned, plan, thea):
    chosen(plan, by=thea, at=NOW)
    Approval.objects.update(**change)

    assert first_chart(plan).planned_mg == planned


def test_nothing_is_weighed_before_the_facts_are_told(plan, thea):
    before = facts.assess(plan, on=TODAY), facts.verdict(plan, on=TODAY)

    actions.record_facts(plan=plan, by=thea, at=NOW, **FACTS | {"goals": ["deep_shift"]})
    told = now(plan)

    assert before == (None, None)
    assert facts.assess(told, on=TODAY)["dual_psychedelic"].level == "suitable"
    assert facts.verdict(told, on=TODAY) is None


@pytest.mark.parametrize(
    ("change", "sentences"),
    [
        ({}, []),
        ({"approved_approaches": ["solo"]},
         [NOT_THIS_APPROACH]),
        ({"dose_unit_mg": Decimal("150.00")},
         ["The planned part does not come out for {name}. Ask the prescriber."]),
        ({"valid_until": date(2027, 3, 8)},
         ["The approval of {name} ends on 8 March 2027. "
          "Choose an earlier day, or ask the prescriber for a new one."]),
        ({"valid_until": date(2027, 3, 9)}, []),
        ({"approved_settings": ["remote_with_therapist"]},
         ["The chosen approach does not fit the facts as they are now."]),
        ({"approved_fractions": ["1/1"]},
         ["The chosen approach does not fit the facts as they are now."]),
    ],
    ids=str,
)  # fmt: skip
def test_the_gates_of_the_medicine_follow_both_approvals(change, sentences, ready_plan):
    Approval.objects.update(**change)

    found = [gate.sentence for gate in open_gates(facts.gate_facts(now(ready_plan), on=TODAY))]

    each = [s.format(name=name) for name in ("Alex", "Robin") for s in sentences]
    assert found == list(dict.fromkeys(each))


@pytest.mark.parametrize("change", [{"safety": "concern"}, {"safety": "not_done"},
                                    {"acute_risk_open": True}], ids=str)  # fmt: skip
def test_what_one_partner_told_alone_closes_the_way_without_saying_whose_it_is(change, ready_plan):
    told = []
    for part in ready_plan.pair:
        Interview.objects.filter(partner=part.partner).update(**change)
        told.append(
            [gate.sentence for gate in open_gates(facts.gate_facts(now(ready_plan), on=TODAY))]
        )
        Interview.objects.update(safety="no_concern", acute_risk_open=False)

    assert told == [["The chosen approach does not fit the facts as they are now."]] * 2


def test_cancelled_meetings_are_not_standing(ready_plan, thea):
    week = ready_plan.meetings.get(kind="one_week")

    actions.cancel_meeting(meeting=week, why="They are away.", by=thea, at=NOW)

    assert [m.kind for m in facts.standing_meetings(now(ready_plan))] == ["next_day", "one_month"]


def test_what_is_different_since_the_choice_is_found_in_the_records(plan, thea):
    plan = chosen(plan, by=thea, at=NOW)
    before = facts.fit_since(now(plan), on=TODAY)

    Approval.objects.filter(partner__side="b").update(conditions="Weekly looks.")
    since = facts.fit_since(now(plan), on=TODAY)

    assert not before
    assert [(each.side, each.fact, each.was, each.now) for each in since.facts] == [
        ("b", "Review by the prescriber", "Cleared", "Cleared with conditions")
    ]
    assert since.levels == ("suitable", "caution")


def test_before_an_approach_is_chosen_nothing_can_be_different(plan):
    assert facts.fit_since(now(plan), on=TODAY) is None
    assert facts.acknowledgements_needed(plan) == []
