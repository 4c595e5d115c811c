"""Papers as rows, and plans as full as a plan can be."""

import factory

from protocols.rules import Approach
from sessions_app.documents import models
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Plan
from sessions_app.planning.rules import wishes

from .people import AccountFactory
from .planning import NOW, PlanFactory, booked, prepared

LONG = (
    "We would like to find out how it is to be near each other without any need to mend, "
    "to explain or to win. "
) * 7
LONGEST_INTENTION, LONGEST_OPENING = 600, 200


class PaperFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Paper

    plan = factory.SubFactory(PlanFactory)
    kind = "session_plan"
    revision = 1
    digest = factory.Sequence(lambda n: f"{n:064x}")
    source = "<!doctype html><html lang='en'><title>A paper</title><p>One line."
    asked_by = factory.SubFactory(AccountFactory)
    asked_at = NOW


class ReadyPaperFactory(PaperFactory):
    source = ""
    pdf = b"%PDF-1.7 for the tests"
    pages = 2
    claimed_at = NOW
    ready_at = NOW


def planned(couple, *, by, at=NOW, approach=Approach.DUAL_PSYCHOLYTIC):
    """A plan of this approach with everything in it, not sent yet."""
    plan = planning.begin(couple=couple, by=by, at=at)
    return booked(prepared(plan, by=by, at=at, approach=approach), by=by, at=at)


def lengthened(plan, *, by, at=NOW):
    """The plan with the longest words its fields hold, eight questions and three topics."""
    words = LONG[:LONGEST_INTENTION]
    for agrees in (False, True):
        # Other words than before are agreed to anew.
        planning.write_intentions(
            plan=plan,
            joint=words,
            private={"a": words, "b": words},
            agrees={"a": agrees, "b": agrees},
            by=by,
            at=at,
        )
    talk = plan.approach == Approach.EXTENDED_DISCUSSION
    planning.confirm_preparation(
        plan=plan,
        questions=_asked_of_both(plan)[:8],
        topics=[(topic, LONG[:LONGEST_OPENING]) for topic in plan.version.topics.all()[:3]]
        if talk
        else [],
        confirmed=[c.key for c in wishes.confirmations_for(plan.approach)],
        mode="therapist_led" if talk else "",
        reflection_minutes=15 if talk else None,
        by=by,
        at=at,
    )
    return Plan.objects.get(pk=plan.pk)


def _asked_of_both(plan):
    """Those first that stand on both sheets, then the private ones, then the one-sided."""
    return sorted(
        plan.version.questions.all(),
        key=lambda question: (question.audience not in ("both", "each"), not question.private),
    )
