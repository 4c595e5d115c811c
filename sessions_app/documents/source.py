"""The papers of a plan as HTML, each with the digest it is known by."""

from dataclasses import dataclass

from django.template.loader import render_to_string

from ..couples.models import Partner
from ..planning import facts, lines
from ..planning.content import content
from ..planning.models import Plan
from ..screening.facts import told_by
from . import responders, rules, sheets, signed
from .assets import style_digest
from .joint import joint
from .rules import Kind
from .session_plan import session_plan_context

TEMPLATES = {
    Kind.SESSION_PLAN: "documents/session_plan.html",
    Kind.SHEET: "documents/sheet.html",
    Kind.RESPONDERS: "documents/responders.html",
}


@dataclass(frozen=True)
class Written:
    kind: Kind
    partner: Partner | None
    html: str
    digest: str


def plans():
    """Plans with all that their papers are written from."""
    return Plan.objects.select_related(
        "couple__clinic", "version", "therapist", "chosen_by"
    ).prefetch_related("parts", "chosen_questions", "chosen_topics", "meetings")


def can_be_written(plan):
    """Without an approach and a date there is nothing to prepare for."""
    return plan.version_id is not None and plan.starts_at is not None


def contexts(plan, *, on):
    """(kind, partner, values): the session plan, a sheet for each, a card for each who doses."""
    known = facts.charts(plan, on=on)
    shown = content(plan, on=on, known=known)
    answer, protocol = signed.signature(plan, shown=shown), plan.version.parts()
    # The plan's own minutes and lists, wherever they differ from the protocol's.
    protocol["phases"] = lines.of_plan(plan, protocol["phases"])
    protocol["items"] = [item for item in protocol["items"] if item.key not in plan.left_out]
    yield (
        Kind.SESSION_PLAN,
        None,
        session_plan_context(plan, shown=shown, known=known, protocol=protocol, answer=answer),
    )
    shared = joint(plan, protocol=protocol, confirmed=not signed.banner(plan, answer))
    for chart in known:
        own = sheets.own(chart, clinic_zone=plan.couple.clinic.zone)
        yield Kind.SHEET, chart.partner, sheets.sheet(own, shared)
    yield from _cards(plan, known, shared)


def _cards(plan, known, shared):
    dosing = [chart for chart in known if chart.part.doses]
    told = told_by([chart.partner for chart in dosing])
    for chart in dosing:
        own = told[chart.partner.pk]
        yield Kind.RESPONDERS, chart.partner, responders.card(chart, own, shared, plan=plan)


def write(plan, *, on):
    """What would be printed today: the session plan, the sheets of A and B, then the cards."""
    return [
        _written(kind, partner, render_to_string(TEMPLATES[kind], values))
        for kind, partner, values in contexts(plan, on=on)
    ]


def _written(kind, partner, html):
    return Written(kind, partner, html, rules.digest(source=html, style=style_digest()))
