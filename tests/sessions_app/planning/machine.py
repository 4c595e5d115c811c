"""A plan, the people around it and all that can happen to them, for hypothesis to walk through."""

from datetime import UTC, datetime, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from protocols.rules import Approach
from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.couples.models import Partner
from sessions_app.integration import actions as integration
from sessions_app.people.actions import NotYourDeed
from sessions_app.people.rules import Role
from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.ready import is_ready
from sessions_app.planning.rules.gates import ADVICE
from sessions_app.screening.models import Interview
from sessions_app.signing.rules import canonical, digest
from sessions_app.signoff import actions as signoff
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ENDS, approved
from tests.factories.couples import couple_of
from tests.factories.people import PASSWORD, ClinicFactory, colleague
from tests.factories.planning import FACTS, POINTS_TO, booked, prepared
from tests.factories.screening import InterviewFactory
from tests.sessions_app.planning.deeds import UNCHANGED, do
from tests.sessions_app.planning.faults import everyone_who_doses_may

START = datetime(2027, 3, 1, 17, tzinfo=UTC)
REFUSED = (
    actions.BoosterIsNotApproved,
    actions.DateDoesNotHold,
    actions.GatesAreOpen,
    actions.LineDoesNotHold,
    actions.NothingToWaive,
    actions.NotTheDayAfter,
    actions.NotWaived,
    actions.PlanCannotMove,
    actions.PlanIsClosed,
    actions.ReasonIsMissing,
    actions.RoomIsClosed,
    actions.SessionIsAhead,
    actions.TimeIsPast,
    actions.TimeIsTaken,
    actions.VerdictForbids,
    approvals.NothingToEnd,
    integration.SignatureDoesNotStand,
    integration.SignatureStands,
    NotYourDeed,
    signoff.CannotSignOwnPlan,
    signoff.NoLongerFits,
    signoff.NotWaiting,
)


SIDES = st.sampled_from("ab")
PEOPLE = st.sampled_from(["thea", "paul", "both", "ada", "stranger"])
WORDS = st.sampled_from(["Anchor", "Harbour", ""])


# The approaches of which a plan was ready at least once: a machine that frees none proves nothing.
RELEASED = set()


class Life(RuleBasedStateMachine):
    """Deeds of the app and events of the world, by people in and out of their roles."""

    @initialize(approach=st.sampled_from(Approach))
    def open(self, approach):
        self.at = START
        clinic = ClinicFactory()
        self.people = {
            "thea": colleague(clinic, Role.THERAPIST),
            "paul": colleague(clinic, Role.PRESCRIBER),
            "ada": colleague(clinic, Role.ADMIN),
            "both": colleague(clinic, Role.THERAPIST),
            "stranger": colleague(ClinicFactory(), Role.PRESCRIBER),
        }
        people = self.people
        colleague_roles(people["both"], clinic)
        couple = couple_of(
            clinic=clinic, lead=people["thea"], team=[people["paul"], people["both"]]
        )
        for partner in couple.pair:
            InterviewFactory(partner=partner, recorded_by=people["thea"])
            approved(partner, people["paul"])
        plan = actions.begin(couple=couple, by=people["thea"], at=self.at)
        plan = prepared(plan, by=people["thea"], at=self.at, approach=approach)
        self.plan_pk = booked(plan, by=people["thea"], at=self.at).pk
        self.wrote = {people["thea"].pk}

    @property
    def plan(self):
        return Plan.objects.get(pk=self.plan_pk)

    def tries(self, deed, *args, who, **told):
        """Do it as this person; a refusal leaves everything as it was."""
        before, changes = self.whole(), self.plan.changes
        try:
            with transaction.atomic():
                deed(*args, by=self.people[who], at=self.at, **told)
        except REFUSED:
            assert self.whole() == before
            return
        if deed is actions.submit or self.plan.changes > changes:
            self.wrote.add(self.people[who].pk)

    def whole(self):
        plan = self.plan
        return canonical(content(plan, on=facts.day_of(plan, self.at))), plan.stage, plan.revision

    # -- what people do

    @rule(who=PEOPLE)
    def submit(self, who):
        self.tries(actions.submit, plan=self.plan, who=who)

    @rule(who=PEOPLE)
    def sign(self, who):
        self.tries(
            signoff.sign, plan=self.plan, seen_digest=self.read(), password=PASSWORD, who=who
        )

    def read(self):
        return digest(content(self.plan, on=facts.day_of(self.plan, self.at)))

    @rule()
    def the_straight_road(self):
        """Sent and signed by those who may, so that much of a life is lived after signing."""
        self.submit(who="thea")
        self.sign(who="paul")

    @rule(who=PEOPLE)
    def decline(self, who):
        self.tries(
            signoff.decline,
            plan=self.plan,
            seen_digest=self.read(),
            reason="Not like this.",
            password=PASSWORD,
            who=who,
        )

    @rule(who=PEOPLE)
    def reopen(self, who):
        self.tries(integration.reopen, plan=self.plan, who=who)

    @rule(who=PEOPLE)
    def hold(self, who):
        self.tries(integration.hold_session, plan=self.plan, who=who)

    @rule(who=PEOPLE, dice=st.integers(0, 9))
    def withdraw(self, who, dice):
        if dice == 0:
            self.tries(actions.withdraw, plan=self.plan, why="Not now.", who=who)

    @rule(who=PEOPLE, approach=st.sampled_from(Approach), reason=WORDS)
    def choose(self, who, approach, reason):
        self.tries(actions.choose, plan=self.plan, approach=approach, reason=reason, who=who)

    @rule(who=PEOPLE, approach=st.sampled_from(Approach), sober=st.booleans(),
          reactivity=st.sampled_from(["low", "high"]))  # fmt: skip
    def tell(self, who, approach, sober, reactivity):
        told = FACTS | POINTS_TO[approach] | {"sober_a": sober, "reactivity": reactivity}
        self.tries(actions.record_facts, plan=self.plan, who=who, **told)

    @rule(who=PEOPLE, word=WORDS, side=SIDES, booster=st.booleans(), swap=st.booleans())
    def set_roles(self, who, word, side, booster, swap):
        plan = self.plan
        if plan.version is None:
            return
        parts = {each: {"touch": ["hand"], "booster": booster and each == side} for each in "ab"}
        if swap and plan.approach == Approach.SOLO:
            for each in "ab":
                sober = {} if each == side else {"nondosing_role": "sitter"}
                parts[each] |= {"doses": each == side, "nondosing_role": ""} | sober
        told = UNCHANGED["roles set"](plan)[1] | {"parts": parts, "stop_word": word}
        self.tries(actions.set_roles, plan=plan, who=who, **told)

    @rule(who=PEOPLE, joint=WORDS, agrees=st.booleans())
    def intend(self, who, joint, agrees):
        told = {"joint": joint, "private": {"a": "", "b": ""}, "agrees": {"a": True, "b": agrees}}
        self.tries(actions.write_intentions, plan=self.plan, who=who, **told)

    @rule(who=PEOPLE, side=SIDES, said=st.booleans())
    def acknowledge(self, who, side, said):
        plan = self.plan
        told = UNCHANGED["preparation set"](plan)[1]
        told["told"][side]["acknowledged"] = ["risks", "source", "as_directed"] if said else []
        self.tries(actions.confirm_preparation, plan=plan, who=who, **told)

    @rule(who=PEOPLE, gate=st.sampled_from([*ADVICE, "S7", ""]), lift=st.booleans())
    def waive(self, who, gate, lift):
        deed, told = (actions.lift_waiver, {}) if lift else (actions.waive, {"reason": "So be it."})
        self.tries(deed, plan=self.plan, gate=gate, who=who, **told)

    @rule(who=PEOPLE, kind=st.sampled_from(["next_day", "one_week"]))
    def cancel_a_meeting(self, who, kind):
        meeting = self.plan.meetings.standing().filter(kind=kind).first()
        if meeting:
            self.tries(actions.cancel_meeting, meeting=meeting, why="Away.", who=who)

    @rule(who=PEOPLE, deed=st.sampled_from(sorted(UNCHANGED)))
    def save_as_it_is(self, who, deed):
        plan = self.plan
        if plan.version is None or not plan.meetings.standing().exists():
            return
        before = self.whole()
        try:
            with transaction.atomic():
                do(UNCHANGED[deed](plan), plan, by=self.people[who], at=self.at)
        except REFUSED:
            pass
        assert self.whole()[1:] == before[1:] or deed == "approach chosen"

    # -- what happens

    @rule(days=st.sampled_from([0, 1, 7, 40]))
    def time_passes(self, days):
        self.at += timedelta(days=days, minutes=5)

    @rule(side=SIDES)
    def an_approval_is_revoked(self, side):
        approval = Approval.objects.filter(partner=self.partner(side), ended="").first()
        if approval:
            self.tries(approvals.revoke, approval=approval, who="paul", **ENDS)

    @rule(side=SIDES)
    def an_approval_runs_out(self, side):
        Approval.objects.filter(partner=self.partner(side), ended="").update(
            valid_until=self.at.date() - timedelta(days=1),
            valid_from=self.at.date() - timedelta(days=9),
        )

    @rule(side=SIDES, narrow=st.booleans())
    def an_approval_is_renewed(self, side, narrow):
        Approval.objects.filter(partner=self.partner(side), ended="").update(
            ended="superseded", ended_at=self.at, ended_by=self.people["paul"]
        )
        told = {"approved_fractions": ["1/1"]} if narrow else {}
        approved(self.partner(side), self.people["paul"], **told)

    @rule(side=SIDES, safety=st.sampled_from(["no_concern", "concern", "no_concern"]))
    def somebody_tells_something_alone(self, side, safety):
        Interview.objects.filter(partner=self.partner(side)).update(
            safety=safety, acute_risk_open=safety != "no_concern"
        )

    def partner(self, side):
        return Partner.objects.get(couple_id=self.plan.couple_id, side=side)

    # -- what must hold whatever was done

    @precondition(lambda self: hasattr(self, "plan_pk"))
    @invariant()
    def no_unsafe_session_is_released(self):
        plan = self.plan
        on = facts.day_of(plan, self.at)
        if not is_ready(plan, on=on):
            return
        RELEASED.add(plan.approach)
        shown = digest(content(plan, on=on))
        answer = SignOff.objects.filter(plan=plan, revision=plan.revision).get()
        assert answer.approves
        assert answer.digest == shown
        assert not plan.wrote(answer.signed_by)
        assert answer.signed_by_id not in self.wrote
        assert answer.signed_role == Role.PRESCRIBER.value
        everyone_who_doses_may(plan, on)

    @precondition(lambda self: hasattr(self, "plan_pk"))
    @invariant()
    def a_plan_with_the_prescriber_was_kept_as_it_was_sent(self):
        plan = self.plan
        if plan.stage == "with_prescriber":
            assert plan.revisions.filter(number=plan.revision).count() == 1


def colleague_roles(account, clinic):
    """Somebody with two licences is a prescriber too, and still signs nothing they wrote."""
    account.memberships.create(
        clinic=clinic, role=Role.PRESCRIBER.value, began_at=START - timedelta(days=1)
    )
