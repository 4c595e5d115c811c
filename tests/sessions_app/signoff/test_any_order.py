"""Whatever happens in whichever order: no signature stands over other content.

A machine of rules edits, sends, reads, signs, declines, withdraws, lapses, renews and holds, in any
order and with pages that grew stale; after each step the invariants are asked of the database.
"""

import os
from datetime import timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import REPORTED
from sessions_app.integration import actions as integration
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.signing.actions import ContentHasChanged
from sessions_app.signing.rules import digest
from sessions_app.signoff import actions
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS, approved
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW, SESSION_AT

pytestmark = pytest.mark.django_db
# A longer form with KAP_ORDERS=100, or as many lives as there is time for.
EXAMPLES, STEPS = int(os.environ.get("KAP_ORDERS", 4)), 14
EXPECTED = (
    ContentHasChanged,
    actions.NoLongerFits,
    actions.NotWaiting,
    approvals.NothingToEnd,
    integration.SignatureDoesNotStand,
    integration.SignatureStands,
    planning.DateDoesNotHold,
    planning.GatesAreOpen,
    planning.PlanCannotMove,
    planning.PlanIsClosed,
)
WORDS = st.sampled_from(["Rest.", "Be near.", "Listen."])
SIDES = st.sampled_from([0, 1])


class Life(RuleBasedStateMachine):
    """One plan of one couple; `seen` is the page that the prescriber has open."""

    plan = thea = paul = None

    def __init__(self):
        super().__init__()
        self.walk = transaction.atomic()
        self.walk.__enter__()
        self.seen = self._digest()
        self.at = NOW

    def teardown(self):
        connection.set_rollback(True)
        self.walk.__exit__(None, None, None)

    def _plan(self):
        return Plan.objects.get(pk=self.plan.pk)

    def _digest(self, at=NOW):
        plan = self._plan()
        return digest(content(plan, on=facts.day_of(plan, at)))

    def _try(self, deed, **told):
        """Do it, or be refused in a sentence; a refusal changes nothing of the plan."""
        before = self._state()
        try:
            return deed(**told)
        except EXPECTED:
            assert self._state() == before
            return None

    def _state(self):
        plan = self._plan()
        return plan.stage, plan.revision, plan.signoffs.count()

    @rule(joint=WORDS)
    def edit(self, joint):
        private = {part.partner.side: part.private_intention for part in self._plan().pair}
        told = {"joint": joint, "private": private, "agrees": {"a": True, "b": True}}
        # Other words are agreed to again, or the plan could never be sent.
        for _ in range(2):
            self._try(planning.write_intentions, plan=self.plan, by=self.thea, at=self.at, **told)

    @rule()
    def read(self):
        self.seen = self._digest(self.at)

    @rule()
    def submit(self):
        self._try(planning.submit, plan=self.plan, by=self.thea, at=self.at)

    @rule(conditions=st.sampled_from(["", "Only with a companion."]))
    def sign(self, conditions):
        now = self._digest(self.at)
        kept = self._try(
            actions.sign, plan=self.plan, seen_digest=self.seen, password=PASSWORD,
            conditions=conditions, by=self.paul, at=self.at,
        )  # fmt: skip
        if kept:
            assert kept.digest == self.seen == now

    @rule(deed=st.sampled_from([actions.ask_for_changes, actions.decline]))
    def send_back(self, deed):
        now = self._digest(self.at)
        told = {"seen_digest": self.seen, "reason": "Other words.", "password": PASSWORD}
        kept = self._try(deed, plan=self.plan, by=self.paul, at=self.at, **told)
        if kept:
            assert kept.digest == self.seen == now

    @rule(side=SIDES, why=st.sampled_from(REPORTED))
    def lapse(self, side, why):
        approval = self._plan().pair[side].partner.approvals.first()
        self._try(approvals.report, approval=approval, why=why, by=self.thea, at=self.at)

    @rule(side=SIDES, conditions=WORDS)
    def renew(self, side, conditions):
        partner = self._plan().pair[side].partner
        open_one = Approval.objects.open().filter(partner=partner).first()
        if open_one:
            approvals.revoke(**ENDS, approval=open_one, by=self.paul, at=self.at)
        approved(partner, self.paul, conditions=conditions)

    @rule()
    def reopen(self):
        self._try(integration.reopen, plan=self.plan, by=self.thea, at=self.at)

    @rule()
    def hold(self):
        stood = self._stands(SESSION_AT)
        if self._try(
            integration.hold_session,
            plan=self.plan,
            by=self.thea,
            at=SESSION_AT + timedelta(hours=1),
        ):
            assert stood

    def _stands(self, at):
        plan = self._plan()
        return any(each.stands(facts.day_of(plan, at)) for each in plan.signoffs.all())

    @invariant()
    def a_signature_that_stands_is_over_what_stands_there(self):
        now, plan = self._digest(self.at), self._plan()
        for kept in SignOff.objects.filter(plan=plan):
            if kept.stands(facts.day_of(plan, self.at)):
                assert kept.digest == now
                assert kept.revision == plan.revision

    @invariant()
    def one_answer_to_a_revision_and_none_to_a_later_one(self):
        plan = self._plan()
        answered = sorted(plan.signoffs.values_list("revision", flat=True))
        assert answered == sorted(set(answered))
        assert not answered or answered[-1] <= plan.revision

    @invariant()
    def a_plan_is_signed_only_under_a_signature_of_its_revision(self):
        plan = self._plan()
        if plan.stage in ("cleared", "held"):
            assert SignOff.objects.standing().filter(plan=plan).exists()

    @invariant()
    def what_is_signed_is_what_was_sent(self):
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")
            cursor.execute("set constraints all deferred")


def test_no_order_of_deeds_leaves_a_signature_over_other_content(ready_plan, thea, paul):
    machine = type("OnePlan", (Life,), {"plan": ready_plan, "thea": thea, "paul": paul})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
