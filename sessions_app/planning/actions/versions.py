"""A plan keeps the version it was made from, until somebody moves it to a newer one on purpose."""

from django.db import transaction

from protocols.models import ProtocolVersion

from ..models import ChosenQuestion, ChosenTopic
from ..rules.stages import Stage
from .steps import editing


class SignedPlanStays(Exception):
    def __str__(self):
        return (
            "This plan is signed, and a signed plan keeps its version. Change the plan "
            "first, which asks the prescriber again; then it can move."
        )


class NothingNewer(Exception):
    """The plan has the version in use already, or the one that was shown no longer is."""

    def __str__(self):
        return (
            "The version you looked at is not the one in use now, so the plan stayed as it was. "
            "Please look at what is different again."
        )


@transaction.atomic
def move_to_version(*, plan, version, by, at):
    """Make the plan one of this version, which is the clinic's present one of the approach.

    Chosen questions and topics stay where the newer version still has their keys, in the newer
    words; the others are put aside. A plan that was sent becomes a draft of the next revision.
    """
    deed, stations = "plan moved to a newer version", ("fit", "preparation")
    with editing(plan, deed=deed, by=by, at=at, stations=stations) as plan:
        if Stage(plan.stage) == Stage.CLEARED:
            raise SignedPlanStays
        current = ProtocolVersion.objects.current(plan.couple.clinic_id)
        if version.pk == plan.version_id or not current.filter(
            pk=version.pk, approach=plan.approach
        ):
            raise NothingNewer
        _carry(plan, version, ChosenQuestion, "question", version.questions)
        _carry(plan, version, ChosenTopic, "topic", version.topics)
        # Own lists and minutes name their places in the version before.
        plan.left_out, plan.line = [], {}
        plan.version = version
    return plan


def _carry(plan, version, table, name, things):
    """What was chosen, in the words of the newer version and in its old order."""
    there = {thing.key: thing for thing in things.all()}
    chosen = list(table.objects.filter(plan=plan))
    kept = [row for row in chosen if getattr(row, name).key in there]
    table.objects.filter(plan=plan).delete()
    for place, row in enumerate(kept, start=1):
        row.pk, row.position = None, place
        setattr(row, name, there[getattr(row, name).key])
    table.objects.bulk_create(kept)
