"""One plan, two prescribers, two who plan, and all that can come between reading and signing.

Each prescriber has a page open that may have grown stale, and forms that were sent are sent again.
What a press comes to is worked out beforehand from the rows alone, so a refusal that should not
have been is noticed as well as an answer that should not have been.
"""

from collections import Counter
from datetime import timedelta
from functools import partial

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.rules import REPORTED
from sessions_app.integration import actions as integration
from sessions_app.people.models import Licence
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.rules.gates import hard, open_gates
from sessions_app.screening import actions as screening
from sessions_app.screening.models import Flag
from sessions_app.signing.rules import digest
from sessions_app.signoff.models import SignOff
from tests.factories.approvals import ApprovalFactory, ApprovalSignatureFactory
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW, SESSION_AT, booked
from tests.factories.screening import FlagFactory
from tests.sessions_app.signoff import hands

DAY = timedelta(days=1)


class Life(RuleBasedStateMachine):
    """`pages` holds what each prescriber has open, `sent` the forms that were sent already."""

    plan = people = None
    came_to = Counter()

    def __init__(self):
        super().__init__()
        self.walk = transaction.atomic()
        self.walk.__enter__()
        self.at, self.sent = NOW, []
        self.wrote = {self.people["thea"]}
        self.pages = {who: self._page() for who in ("paul", "nell", "bo")}

    def teardown(self):
        connection.set_rollback(True)
        self.walk.__exit__(None, None, None)

    def _plan(self):
        return Plan.objects.get(pk=self.plan.pk)

    def _page(self):
        plan = self._plan()
        shown = content(plan, on=facts.day_of(plan, self.at))
        return {"seen_digest": digest(shown), "revision": plan.revision}

    def _state(self):
        plan = self._plan()
        return plan.stage, plan.revision, plan.changes, plan.signoffs.count()

    def _try(self, deed, *, who, **told):
        """Do it, or be refused in a sentence; a refusal changes nothing of the plan."""
        before = self._state()
        try:
            with transaction.atomic():
                done = deed(by=self.people[who], at=self.at, **told)
        except hands.REFUSED as refusal:
            assert self._state() == before
            self.came_to[type(refusal).__name__] += 1
            return None
        if deed in (planning.submit, planning.take_up) or self._state()[2] > before[2]:
            self.wrote.add(self.people[who])
        return done

    # -- those who plan

    @rule(who=hands.PLANNERS, what=hands.WHAT, word=hands.WORDS)
    def edit(self, who, what, word):
        if self._plan().starts_at is None:
            return
        # Other words are agreed to again, or the plan could never be sent.
        for _ in range(2 if what == "joint words" else 1):
            act, told = hands.EDITS[what](self._plan(), word)
            self._try(act, who=who, plan=self.plan, **told)

    @rule(who=hands.PLANNERS)
    def submit(self, who):
        self._try(planning.submit, who=who, plan=self.plan)

    @rule(who=hands.PLANNERS, what=hands.WHAT, word=hands.WORDS)
    def change_and_send(self, who, what, word):
        self.edit(who, what, word)
        self.submit("thea")

    @rule(keep_time=st.booleans())
    def withdraw_and_take_up(self, keep_time):
        self._try(planning.withdraw, who="thea", plan=self.plan, why="Not now.")
        self._try(planning.take_up, who="bo", plan=self.plan, keep_time=keep_time)

    @rule()
    def reopen(self):
        self._try(integration.reopen, who="thea", plan=self.plan)

    @rule()
    def hold(self):
        stood = any(
            each.stands(facts.day_of(self._plan(), self.at)) for each in self._plan().signoffs.all()
        )
        if self._try(integration.hold_session, who="thea", plan=self.plan):
            assert stood
            self.came_to["held"] += 1

    # -- those who answer

    @rule(who=hands.PRESCRIBERS)
    def read(self, who):
        self.pages[who] = self._page()

    @rule(who=hands.PRESCRIBERS, answer=hands.ANSWER)
    def press(self, who, answer):
        self._send(who, answer, self.pages[who])

    @rule(who=hands.PRESCRIBERS, answer=hands.ANSWER)
    def read_and_press(self, who, answer):
        self.read(who)
        self.press(who, answer)

    @rule(first=hands.PRESCRIBERS, second=hands.PRESCRIBERS, answers=hands.TWO_ANSWERS)
    def two_decide(self, first, second, answers):
        """Both read the same page and press, one a moment later than the other."""
        self.all_is_put_right()
        self.read(first)
        self.read(second)
        self.press(first, answers[0])
        self.press(second, answers[1])

    @rule()
    def every_form_is_sent_again(self):
        """A browser that goes back, or a line that drops: none of them answers twice."""
        before = self._state()
        for who, answer, page in self.sent[-3:]:
            told = {"plan": self.plan, "password": PASSWORD} | page
            assert self._try(hands.ANSWERS[answer], who=who, **told) is None
            self.came_to["sent again"] += 1
        assert self._state() == before

    def _send(self, who, answer, page):
        approvals.look_again(couple=self._plan().couple, at=self.at)
        now = self._page()
        expected = page == now and self._may(who, answer)
        told = {"plan": self.plan, "password": PASSWORD} | page
        kept = self._try(hands.ANSWERS[answer], who=who, **told)
        assert (kept is not None) == expected
        if kept:
            assert (kept.digest, kept.revision) == (now["seen_digest"], now["revision"])
            assert (kept.signed_by, kept.signed_at) == (self.people[who], self.at)
            self.sent.append((who, answer, page))
            self.came_to[answer] += 1

    def _may(self, who, answer):
        """Whether an answer to the plan as it is now is to be kept, by the rows as they are."""
        plan = self._plan()
        on = facts.day_of(plan, self.at)
        if plan.stage != "with_prescriber" or self.people[who] in self.wrote:
            return False
        if not answer.startswith("sign"):
            return True
        licence = Licence.objects.filter(account=self.people[who]).first()
        licensed = licence is None or licence.expires_on >= on
        return licensed and not hard(open_gates(facts.gate_facts(plan, on=on)))

    # -- what happens

    @rule(hours=st.sampled_from([0, 1, 30]))
    def time_passes(self, hours):
        self.at += timedelta(hours=hours, minutes=5)
        approvals.sweep(at=self.at)

    @rule()
    def the_session_begins(self):
        if self._plan().stage == "cleared":
            self.at = max(self.at, SESSION_AT + timedelta(hours=1))

    @rule(side=hands.SIDES, why=st.sampled_from(REPORTED))
    def an_approval_lapses(self, side, why):
        approval = self._partner(side).approvals.first()
        self._try(approvals.report, who="thea", approval=approval, why=why)

    @rule(side=hands.SIDES)
    def a_flag_is_raised(self, side):
        who = self._partner(side)
        if not who.flags.open().exists():
            FlagFactory(partner=who, raised_by=self.people["thea"], raised_at=self.at)
            approvals.look_after(partner=who, at=self.at)

    @rule(who=st.sampled_from(["paul", "nell"]))
    def a_licence_ends(self, who):
        Licence.objects.update_or_create(
            account=self.people[who],
            clinic=self.plan.couple.clinic,
            defaults={"expires_on": self.at.date() - DAY},
        )

    @rule()
    def all_is_put_right(self):
        """Licences, flags, approvals and meetings as they have to be, and the plan sent again."""
        nell = self.people["nell"]
        Licence.objects.update(expires_on=self.at.date() + 90 * DAY)
        for flag in Flag.objects.open():
            told = {"flag": flag, "seen": flag.state, "why": "Looked at."}
            screening.close_flag(by=nell, at=self.at, **told)
        for part in self._plan().pair:
            if not part.partner.approvals.open().exists():
                approval = ApprovalFactory(partner=part.partner, prescriber=nell)
                ApprovalSignatureFactory(approval=approval, signed_at=self.at)
        self.reopen()
        self._try(planning.take_up, who="thea", plan=self.plan, keep_time=True)
        if not self._plan().meetings.standing().exists() and self.at < SESSION_AT:
            self._try(partial(booked, self._plan()), who="thea")
        self.submit("thea")

    # -- what the app is there to withstand

    @rule(who=hands.PRESCRIBERS, answer=hands.ANSWER, what=hands.WHAT, word=hands.WORDS)
    def it_changes_behind_an_open_page(self, who, answer, what, word):
        self.all_is_put_right()
        self.read(who)
        self.change_and_send("thea", what, word)
        self.press(who, answer)

    @rule(answer=hands.ANSWER, what=hands.WHAT, word=hands.WORDS)
    def one_who_wrote_would_answer(self, answer, what, word):
        self.all_is_put_right()
        self.change_and_send("bo", what, word)
        self.read_and_press("bo", answer)

    @initialize(who=st.sampled_from(["paul", "nell"]), answer=hands.ANSWER, what=hands.WHAT)
    def every_life_knows_both(self, who, answer, what):
        """A page that grew stale and an answer that is kept; then whatever comes."""
        self.it_changes_behind_an_open_page(who, answer, what, "Elm")
        self.the_road_as_it_is_meant(who, answer)

    @rule(who=st.sampled_from(["paul", "nell"]), answer=hands.ANSWER)
    def the_road_as_it_is_meant(self, who, answer):
        self.all_is_put_right()
        self.read_and_press(who, answer)

    @rule(who=st.sampled_from(["paul", "nell"]))
    def the_same_is_sent_after_an_answer(self, who):
        self.the_road_as_it_is_meant(who, "decline")
        self.submit("thea")
        self.every_form_is_sent_again()

    @rule(who=hands.PRESCRIBERS, side=hands.SIDES)
    def an_approval_lapses_behind_an_open_page(self, who, side):
        self.all_is_put_right()
        self.read(who)
        self.an_approval_lapses(side, REPORTED[0])
        self.press(who, "sign")

    def _partner(self, side):
        return self._plan().pair[side].partner

    # -- what must hold whatever was done

    @invariant()
    def a_signature_that_stands_is_over_what_stands_there(self):
        plan = self._plan()
        shown = content(plan, on=facts.day_of(plan, self.at))
        answers = list(SignOff.objects.filter(plan=plan))
        for kept in answers:
            if kept.revision < plan.revision:
                assert not kept.stands_over(shown, revision=plan.revision)
            elif kept.stands(facts.day_of(plan, self.at)):
                assert kept.digest == digest(shown)
                assert kept.signed_by not in self.wrote
        answered = sorted(kept.revision for kept in answers)
        assert answered == sorted(set(answered))
        assert not answered or answered[-1] <= plan.revision
        if plan.stage in ("cleared", "held"):
            assert SignOff.objects.standing().filter(plan=plan).exists()

    @invariant()
    def what_is_signed_is_what_was_sent(self):
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate; set constraints all deferred")
