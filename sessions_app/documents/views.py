from csp.decorators import csp_exempt
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ..planning import facts
from . import actions, source, tasks
from .models import Paper
from .rules import Kind, State

CARDS_ARE_OLDER = (
    "Something the cards are made from has changed since. Prepare them again before you use them."
)

BOXES = {
    "title": "An empty box stands in these papers.",
    "text": (
        "A sign in them is in no typeface of this server. Look through them before you hand them "
        "out. Write that sign another way, or ask whoever looks after this server for a typeface "
        "that has it; then prepare the papers again."
    ),
}


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request, pk):
    """The papers of a plan: prepare, watch, open."""
    plan = get_object_or_404(source.plans().clinical_to(request.user), pk=pk)

    if request.method == "POST":
        _prepare(request, plan)
        return redirect("documents:papers", pk=plan.pk)

    context = _listed(plan)
    # The list asks again by itself while something is being printed; then only it is answered.
    template = "documents/_papers.html" if request.htmx else "documents/papers.html"
    return render(request, template, context)


def _prepare(request, plan):
    try:
        asked = actions.ask(plan=plan, by=request.user, at=timezone.now())
    except (actions.FolderHasEnded, actions.NothingToPrint, actions.PlanIsWithdrawn) as refusal:
        messages.error(request, str(refusal))
        return
    tasks.wake(asked)
    if all(paper.state == State.READY for paper in asked):
        messages.info(request, "Nothing has changed since these papers were made.")
    else:
        messages.success(request, "The papers are being prepared. This takes a few seconds.")


def _listed(plan):
    writable = source.can_be_written(plan)
    written = source.write(plan, on=facts.day_of(plan, timezone.now())) if writable else []
    kept = list(Paper.objects.listed().filter(plan=plan))
    rows = [_row(plan, one, kept) for one in written]
    _let_cards_grow_old_together(rows)
    return {
        "plan": plan,
        "names": [part.partner.called for part in plan.pair],
        "rows": rows,
        "writable": writable,
        "withdrawn": plan.stage == "withdrawn",
        "fractions": [part.fraction or "0" for part in plan.pair],
        "any": any(row["paper"] for row in rows),
        # Not beside the one paper: whose own words hold such a sign is nobody else's matter.
        "boxes": BOXES if any(row["paper"] and row["paper"].boxes for row in rows) else None,
        "up_to_date": all(row["state"] == State.READY and not row["older"] for row in rows),
        "working": any(row["state"] in (State.WAITING, State.RENDERING) for row in rows),
    }


def _let_cards_grow_old_together(rows):
    """A list of papers does not tell in whose private record something changed."""
    cards = [row for row in rows if row["kind"] == Kind.RESPONDERS and row["paper"]]
    if any(row["older"] for row in cards):
        for row in cards:
            row["older"] = row["older"] or CARDS_ARE_OLDER


def _row(plan, written, kept):
    """One place on the list: the paper made from the present content, else the newest one."""
    mine = [
        paper
        for paper in kept
        if paper.kind == written.kind and paper.partner_id == getattr(written.partner, "pk", None)
    ]
    present = next((paper for paper in mine if paper.digest == written.digest), None)
    paper = present or next(iter(mine), None)
    return {
        "title": _title(written),
        "kind": written.kind.value,
        "partner": written.partner,
        "paper": paper,
        "state": paper.state.value if paper else "",
        "older": _older(plan, paper) if paper and not present else "",
    }


def _title(written):
    if written.kind == Kind.SESSION_PLAN:
        return "Session plan"
    if written.kind == Kind.SHEET:
        return f"Preparation sheet for {written.partner.called}"
    return f"Card for emergency responders, {written.partner.called}"


def _older(plan, paper):
    if paper.revision == plan.revision:
        if paper.kind == Kind.RESPONDERS:
            return CARDS_ARE_OLDER
        return "The plan has changed since this paper was made. Prepare it again before you use it."
    return (
        f"Made from revision {paper.revision}; the plan is now at revision {plan.revision}. "
        "Prepare it again before you use it."
    )


# The rules for our pages keep some browsers' own PDF reader from drawing its frame.
@csp_exempt()
@require_http_methods(["GET", "HEAD"])
def pdf(request, pk):
    """One ready paper, shown in the browser; that it was opened is noted."""
    paper = get_object_or_404(
        Paper.objects.clinical_to(request.user)
        .select_related("plan__couple__clinic")
        .defer("source"),
        pk=pk,
    )
    if paper.state != State.READY:
        raise Http404
    body = actions.open_paper(paper=paper, by=request.user, at=timezone.now())
    return HttpResponse(
        body,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{paper.file_name}"',
            "Cache-Control": "private, no-store",
        },
    )
