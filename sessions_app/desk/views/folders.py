from django.core.paginator import Paginator
from django.db.models import Max, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from protocols.rules import Approach

from ...approvals.facts import both_words
from ...approvals.models import Approval
from ...couples.models import Couple
from ...couples.rules.stages import Stage
from ...people.rules import Action, local_day
from ...planning import standing
from ...planning.models import Meeting, Plan
from ...signoff import waiting
from .. import course, rows, searching

A_PAGE = 25
read = require_http_methods(["GET", "HEAD"])


@read
def folders(request):
    """The couples, searched by name, the one with the newest plan first."""
    account, now = request.user, timezone.now()
    search = searching.read(request.GET)
    choosing = request.GET.get("for") == "plan" and account.may(Action.PLAN)
    visible = Couple.objects.visible_to(account)
    told = rows.told(visible, account, couple="pk")
    couples = search.among(told, now=now, void=_void(account, now) if search.needs else ())
    if choosing:
        couples = couples.filter(clinical=True, stage=Stage.OPEN.value)
    page = Paginator(_newest_first(couples, now), A_PAGE).get_page(request.GET.get("page"))
    standing.look_at_signed(_newest(page), at=now)
    context = {
        "page": page,
        "rows": [rows.couple(couple) for couple in page],
        "search": search,
        "offers": searching.offers(visible),
        "choosing": choosing,
        "may_open": account.may(Action.OPEN_COUPLE),
        "may_break_glass": account.may(Action.BREAK_GLASS),
        "may_read": account.may(Action.READ_CLINICAL),
        "first_step": rows.first_step(account),
    }
    return render(request, "desk/folders.html", context)


def _void(account, now):
    """Signed plans whose signature no longer stands: whoever leads them sends them again."""
    found = standing.of(Plan.objects.visible_to(account), at=now)
    return [pk for pk, each in found.items() if each.void]


def _newest(page):
    """The newest plan of each couple, knowing whose it is."""
    found = [(couple, plan) for couple in page for plan in couple.newest]
    for couple, plan in found:
        plan.couple = couple
    return [plan for _, plan in found]


def _newest_first(couples, now):
    sessions = Plan.objects.open().filter(couple=OuterRef("pk"), starts_at__gte=now)
    meetings = Meeting.objects.standing().filter(plan__couple=OuterRef("pk"), starts_at__gte=now)
    newest = Plan.objects.select_related("version").prefetch_related("parts").order_by("-number")
    return (
        couples.named()
        .select_related("lead", "clinic")
        .prefetch_related(Prefetch("plans", newest[:1], to_attr="newest"))
        .annotate(
            next_session=Subquery(sessions.order_by("starts_at").values("starts_at")[:1]),
            next_meeting=Subquery(meetings.order_by("starts_at").values("starts_at")[:1]),
            last_begun=Coalesce(Max("plans__begun_at"), "opened_at"),
        )
        .order_by("-last_begun", "-pk")
    )


@read
def folder(request, pk):
    """One couple: both partners, their plans, the meetings ahead, who cares for them."""
    account, now = request.user, timezone.now()
    visible = rows.told(Couple.objects.visible_to(account), account, couple="pk")
    couple = get_object_or_404(visible.named().select_related("clinic"), pk=pk)
    plans = _plans(couple, now)
    meetings = list(_meetings(couple))
    on = local_day(at=now, zone=couple.clinic.zone)
    team = list(couple.care_team.order_by("name"))
    approvals = _approvals(couple) if couple.clinical else {}
    context = {
        "couple": couple,
        "clinical": couple.clinical,
        "partners": couple.pair if couple.clinical else [],
        "approved": both_words([approvals.get(each.pk) for each in couple.pair], on=on)
        if couple.clinical and not couple.has_ended
        else None,
        "plans": [rows.plan(plan, clinical=couple.clinical) for plan in plans],
        "meetings": [m for m in meetings if m.held_at is None and m.starts_at >= now],
        "course": course.line(plans, meetings, today=on),
        "turn": course.whose_turn(plans, both_approved=_both_for_solo(couple, approvals, on=on))
        if couple.clinical
        else "",
        "may_double": account.may(Action.OVERRIDE_BOOKING, couple.clinic),
        "team": team,
        "may_plan": couple.clinical and couple.may_plan and account.may(Action.PLAN, couple.clinic),
        "may_merge": not couple.has_ended and account.may(Action.MERGE_COUPLES, couple.clinic),
        "may_keep": couple.clinical
        and account in team
        and account.may(Action.OPEN_COUPLE, couple.clinic),
    }
    return render(request, "desk/folder.html", context)


def _plans(couple, now):
    found = couple.plans.select_related("version", "begun_by").prefetch_related("parts")
    plans = list(found.order_by("-number"))
    standing.look_at_signed(plans, at=now)
    if any(plan.is_void for plan in plans):
        waiting.name_signers([couple])
    return plans


def _meetings(couple):
    return Meeting.objects.filter(plan__couple=couple, cancelled_at=None).select_related("plan")


def _approvals(couple):
    """The newest approval of each partner; none once the joint work has ended."""
    approvals = {}
    if couple.has_ended:
        return approvals
    # The newest comes first; one that ended is told when no other followed it.
    for approval in Approval.objects.filter(partner__in=couple.pair):
        approvals.setdefault(approval.partner_id, approval)
    return approvals


def _both_for_solo(couple, approvals, *, on):
    found = [approvals.get(partner.pk) for partner in couple.pair]
    return all(
        approval and approval.carries_plans(on) and Approach.SOLO in approval.approved_approaches
        for approval in found
    )
