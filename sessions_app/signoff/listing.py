"""The open plans of a clinic as rows: names, times and states, what each waits for and whom."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Prefetch

from ..people.rules import local_day
from ..planning import standing
from ..planning.models import Plan
from ..planning.rules.stages import VOID, Stage
from . import rules, waiting
from .models import SignOff


@dataclass(frozen=True)
class Narrow:
    """By state and by age; what is not on offer narrows nothing."""

    state: str = ""
    age: str = ""
    states = tuple(waiting.STATES.items())
    ages = tuple(rules.AGES.items())

    def __bool__(self):
        return bool(self.state or self.age)

    @property
    def query(self):
        """As the end of an address, so that another page shows the same."""
        asked = {"state": self.state, "age": self.age}
        return urlencode({name: value for name, value in asked.items() if value})


def narrow(asked):
    state, age = asked.get("state", ""), asked.get("age", "")
    return Narrow(
        state=state if state in waiting.STATES else "", age=age if age in rules.AGES else ""
    )


class Listing:
    """The open plans of the clinic this account works in, and how many are in which state.

    All are looked at, for the counts; only those that are shown are read whole.
    """

    def __init__(self, account, chosen, *, now):
        self.now, self.zone = now, account.clinic.zone
        self.found = Plan.objects.visible_to(account).open().filter(couple__clinic=account.clinic)
        self.standings = standing.of(self.found, at=now)
        short = self._short()
        self.kept = [pk for pk, *told in short if self._is_asked_for(chosen, *told)]
        counts = Counter(state for _, state, _ in short)
        self.counts = [
            {"label": label, "count": counts[state]} for state, label in waiting.STATES.items()
        ]

    def _short(self):
        told = ("pk", "stage", "since", "came_back")
        return [
            (pk, self._state(pk, stage, came_back), since)
            for pk, stage, since, came_back in waiting.moments(self.found).values_list(*told)
        ]

    def _state(self, pk, stage, came_back):
        if stage == Stage.DRAFT.value:
            return "sent_back" if came_back else stage
        return VOID if self.standings[pk].void else stage

    def _is_asked_for(self, chosen, state, since):
        day, on = (local_day(at=at, zone=self.zone) for at in (since, self.now))
        long_enough = rules.waits_long_enough(since=day, on=on, age=chosen.age)
        return long_enough and chosen.state in ("", state)

    def plans(self):
        """Those that are asked for, with all that a row tells, longest waiting first."""
        answers = Prefetch("signoffs", SignOff.objects.defer("content"), to_attr="answers")
        return (
            waiting.handed(self.found.filter(pk__in=self.kept))
            .select_related("couple__clinic", "therapist", "begun_by", "version")
            .prefetch_related("couple__partners", answers)
            .order_by("submitted_at", "pk")
        )

    def rows(self, plans, *, words):
        """`words` are the nudges of the day (`waiting.words_of`)."""
        plans = list(plans)
        waiting.name_signers([plan.couple for plan in plans])
        for plan in plans:
            plan.standing = self.standings.get(plan.pk, standing.Standing())
        return [_row(plan, words=words, now=self.now) for plan in plans]


def _row(plan, *, words, now):
    waits = plan.stage == Stage.WITH_PRESCRIBER.value
    told = {"since": waiting.since(plan), "now": now, "zone": plan.couple.clinic.zone}
    state = waiting.state(plan)
    label = waiting.STATES[state]
    when = f". It was given {rules.ago(**told)}" if state == VOID else f" {rules.age(**told)}"
    return {
        "plan": plan,
        "state": state,
        "label": label,
        "told": f"{label}{when}",
        "led": state == Stage.CLEARED.value,
        "whom": waiting.whom(plan),
        "since": told["since"],
        "days": rules.days_since(**told),
        "waits": waits,
        "about": f"the plan of {plan.couple}",
        "paused": not plan.couple.may_plan,
        "signers": waiting.signers(plan) if waits else [],
        **waiting.heard(waiting.waits_for(plan) if waits else [], words),
    }
