"""Whatever happens in whichever order: no answer stands over other content than its signer saw."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from sessions_app.people.rules import Role
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import MembershipFactory, colleague

from .hands import ANSWERS
from .life import Life

STALE = (
    "AnsweredAlready",
    "NotWhatWasRead",
    "ContentHasChanged",
    "SentAnew",
    "NotWaiting",
    "CannotSignOwnPlan",
)

pytestmark = pytest.mark.django_db
# Many more lives with KAP_ORDERS=100.
EXAMPLES, STEPS = int(os.environ.get("KAP_ORDERS", 5)), 30


@pytest.fixture
def people(clinic, couple, thea, paul):
    """Beside Thea and Paul a second prescriber, and one who is also a therapist."""
    nell, bo = (
        colleague(clinic, Role.PRESCRIBER, name=name, email=f"{name.lower()}@elm.example")
        for name in ("Nell", "Bo")
    )
    MembershipFactory(account=bo, clinic=clinic, role=Role.THERAPIST.value)
    for each in (nell, bo):
        CareTeamMemberFactory(couple=couple, account=each)
    return {"thea": thea, "paul": paul, "nell": nell, "bo": bo}


def test_no_order_of_deeds_leaves_an_answer_over_other_content(sent_plan, people):
    told = {"plan": sent_plan, "people": people, "came_to": Counter()}
    machine = type("OnePlan", (Life,), told)

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    # A machine in which nobody answers proves nothing.
    assert sum(machine.came_to[answer] for answer in ANSWERS) >= EXAMPLES, machine.came_to
    assert sum(machine.came_to[each] for each in STALE) >= EXAMPLES, machine.came_to
