from django.db import transaction

from ..audit.actions import record
from ..people.actions import require
from ..people.rules import Action
from ..planning import facts
from ..planning.rules.stages import Stage
from . import rules, source
from .models import Paper
from .press import PRESS, CannotBePrinted
from .rules import MOST_PAGES, Kind, State

UNMADE = {
    "claimed_at": None,
    "ready_at": None,
    "failed_at": None,
    "failed_why": "",
    "pdf": None,
    "pages": None,
    "boxes": False,
}


class NothingToPrint(Exception):
    def __str__(self):
        return "Choose an approach and book the session first. Then the papers can be prepared."


class PlanIsWithdrawn(Exception):
    def __str__(self):
        return "This plan was withdrawn, so no new papers are made for it."


class FolderHasEnded(Exception):
    def __str__(self):
        return "The joint work of these two has ended, so no new papers are made for both."


@transaction.atomic
def ask(*, plan, by, at):
    """The papers of the plan as it is now; one that was made from the same content is kept.

    One with empty boxes in it is printed once more: this machine may have the typeface by now.

    Raises `NothingToPrint`, `PlanIsWithdrawn` and `FolderHasEnded`. Whoever calls this wakes
    the press afterwards.
    """
    plan = source.plans().get(pk=plan.pk)
    require(account=by, clinic=plan.couple.clinic, action=Action.READ_CLINICAL)
    if Stage(plan.stage) == Stage.WITHDRAWN:
        raise PlanIsWithdrawn
    if plan.couple.has_ended:
        raise FolderHasEnded
    if not source.can_be_written(plan):
        raise NothingToPrint
    papers = [
        _paper(plan, written, by=by, at=at)
        for written in source.write(plan, on=facts.day_of(plan, at))
    ]
    record(deed="papers asked for", subject=plan, by=by, at=at, revision=plan.revision)
    return papers


def _paper(plan, written, *, by, at):
    asked = {"asked_by": by, "asked_at": at}
    fresh = {"source": rules.dated(written.html, made=rules.moment_words(at, plan.zone))} | asked
    paper, _ = Paper.objects.get_or_create(
        plan=plan,
        kind=written.kind.value,
        partner=written.partner,
        digest=written.digest,
        defaults={"revision": plan.revision} | fresh,
    )
    if paper.state == State.FAILED:
        return _again(paper, asked)
    return _again(paper, fresh) if paper.boxes else paper


def _again(paper, changed):
    """Back to its place before the press."""
    for name, value in (UNMADE | changed).items():
        setattr(paper, name, value)
    paper.save(update_fields=[*UNMADE, *changed])
    return paper


def render(*, paper, clock, press=PRESS):
    """Print a paper that no living worker is at, and keep what came of it; None if another is.

    The claim is committed before the printing begins and names the moment it was made, so that
    a worker that comes back late cannot overwrite what another has done meanwhile.
    """
    at = clock()
    if not Paper.objects.free(at).filter(pk=paper.pk).update(claimed_at=at):
        return None
    paper = Paper.objects.defer("pdf").get(pk=paper.pk)
    ours = Paper.objects.unfinished().filter(pk=paper.pk, claimed_at=at)
    try:
        printed = press.render(paper.source, most_pages=MOST_PAGES[Kind(paper.kind)])
    except CannotBePrinted as refusal:
        ours.update(failed_at=clock(), failed_why=str(refusal))
    else:
        made = {"pdf": printed.pdf, "pages": printed.pages, "boxes": printed.boxes}
        ours.update(**made, ready_at=clock(), source="")
    return Paper.objects.listed().get(pk=paper.pk)


@transaction.atomic
def open_paper(*, paper, by, at):
    """The bytes of a ready paper, and a line in the trail that they were read."""
    require(account=by, clinic=paper.plan.couple.clinic, action=Action.READ_CLINICAL)
    record(deed="paper opened", subject=paper, by=by, at=at, plan=paper.plan_id)
    return bytes(paper.pdf)
