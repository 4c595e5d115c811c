"""Which couples a reader looks for: by name, by where the folder stands, by who leads them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from protocols.rules.search import asked

from ..couples.rules.stages import LABELS, Stage
from ..people.models import Account
from ..planning.models import Meeting, Plan
from ..planning.rules.stages import Stage as PlanStage


@dataclass(frozen=True)
class Search:
    words: str = ""
    stage: str = ""
    lead: str = ""
    needs: bool = False

    def __bool__(self):
        return bool(self.words or self.stage or self.lead or self.needs)

    @property
    def narrowed(self):
        """Whether more than a name was asked for."""
        return bool(self.stage or self.lead or self.needs)

    def among(self, couples, *, now, void=()):
        found = couples.matching(self.words)
        if self.stage:
            found = found.filter(stage=self.stage)
        else:
            found = found.exclude(stage=Stage.MERGED.value)
        if self.lead:
            found = found.filter(lead=self.lead)
        return found.filter(asking(now, void=void)) if self.needs else found


def read(query):
    """What was asked for; a value nobody offered asks for nothing."""
    lead = query.get("lead", "")
    return Search(
        words=asked(query.get("q", "")),
        stage=query.get("stage", "") if query.get("stage") in set(Stage) else "",
        lead=lead if lead.isascii() and lead.isdigit() and len(lead) < 10 else "",
        needs=query.get("needs") == "on",
    )


def asking(now, *, void=()):
    """Something of the joint work waits for somebody. Nothing of what was told alone counts here.

    A plan came back or was changed, the signature of one no longer stands (`void` are their ids),
    a session or a meeting began and is not recorded, or an open folder has nothing ahead of it.
    """
    plans = Plan.objects.filter(couple=OuterRef("pk"))
    meetings = Meeting.objects.standing().filter(plan__couple=OuterRef("pk"))
    back = plans.filter(stage=PlanStage.DRAFT.value, revision__gt=1)
    unrecorded = plans.filter(stage=PlanStage.CLEARED.value, starts_at__lte=now)
    ahead = Exists(plans.open()) | Exists(meetings.filter(starts_at__gt=now))
    return (
        Q(Exists(back))
        | Q(Exists(plans.filter(pk__in=void)))
        | Q(Exists(unrecorded))
        | Q(Exists(meetings.filter(starts_at__lte=now, plan__stage=PlanStage.HELD.value)))
        | Q(stage=Stage.OPEN.value) & ~Q(ahead)
    )


def offers(couples):
    """The choices beside the search: where folders stand, and who leads one of these."""
    leads = Account.objects.filter(led_couples__in=couples.values("pk")).distinct()
    return {
        "stages": [(stage.value, words) for stage, words in LABELS.items()],
        "leads": list(leads.order_by("name").values_list("pk", "name")),
    }
