"""A plan's rows in memory, one thing broken or mended at a time, and never written back.

Rows, facts, gates, content and digest are the product's own. What makes a session unsafe is said
here once more, from the brief and past the rules under test. A step costs about a millisecond, so
that a hundred thousand can be walked.
"""

from collections import Counter
from random import Random
from zoneinfo import ZoneInfo

from sessions_app.people.rules import Role
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.ready import is_ready
from sessions_app.planning.rules.gates import hard, open_gates
from sessions_app.screening.rules.day import Told
from sessions_app.signing.rules import canonical, digest
from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.factories.documents import planned
from tests.factories.people import ClinicFactory, colleague
from tests.factories.screening import InterviewFactory
from tests.sessions_app.planning.faults import faults, unsafe


def ready_plan(approach):
    """A couple's plan made ready by the app's own deeds, in a clinic of its own."""
    clinic = ClinicFactory()
    therapist, prescriber = colleague(clinic, Role.THERAPIST), colleague(clinic, Role.PRESCRIBER)
    couple = couple_of(clinic=clinic, lead=therapist, team=[prescriber])
    for partner in couple.pair:
        InterviewFactory(partner=partner, recorded_by=therapist)
        approved(partner, prescriber)
    return planned(couple, by=therapist, approach=approach)


class Life:
    """All that happens to it follows from the seed."""

    def __init__(self, plan, seed):
        self.plan = Plan.objects.named().whole().get(pk=plan.pk)
        self.chance = Random(seed)
        self.parts = self.plan.pair
        self.approvals = facts.newest_approvals([self.plan])
        # In one place each, so that one of them can be another for a while.
        self.day = self.plan.starts_at.astimezone(ZoneInfo(self.plan.zone)).date()
        self.world = {"on": self.day} | {
            part.partner_id: [Told(self.day, "yes")] for part in self.parts
        }
        self.faults = faults(self)
        self.broken = {}
        self.signed = None
        self.came_to = Counter()

    @property
    def on(self):
        return self.world["on"]

    def looked_at(self):
        """How the plan is read today, without a query."""
        known = facts.charts(self.plan, on=self.on, approvals=self.approvals)
        return {"on": self.on, "known": known}

    def is_free(self):
        return is_ready(self.plan, told=(self.world, {}, {}), **self.looked_at())

    def walk(self, steps):
        """How often it was free and held back; fails at the first session free and unsafe."""
        for number in range(steps):
            what = self._step()
            free = self.is_free()
            self.came_to["free" if free else "held back"] += 1
            if free:
                wrong = list(unsafe(self))
                assert wrong == [], f"Step {number}, {what}, broken: {sorted(self.broken)}"
        return self.came_to

    def _step(self):
        dice = self.chance.random()
        if dice < 0.25:
            return self.sign()
        # Most of a life is lived with one or two things wrong.
        if len(self.broken) > 2 or (self.broken and dice < 0.7):
            return self.mend(self.chance.choice(sorted(self.broken)))
        return self.damage(self.chance.choice(sorted(self.faults)))

    def sign(self):
        """As the deed does it: only what keeps every rule, and as it is now."""
        seen = self.looked_at()
        told = facts.gate_facts(self.plan, told=(self.world, {}, {}), **seen)
        shown = content(self.plan, **seen)
        self.plan.stage = "draft" if hard(open_gates(told)) else "cleared"
        self.plan.cleared_digest = digest(shown)
        self.signed = canonical(shown)
        return f"signed, {self.plan.stage}"

    def damage(self, name):
        row, field, value = self.faults[name]
        self.broken.setdefault(name, row[field])
        row[field] = value
        return name

    def mend(self, name):
        row, field, _ = self.faults[name]
        row[field] = self.broken.pop(name)
        return f"{name}, mended"
