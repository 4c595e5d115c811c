"""What lies on somebody's desk: whom it waits for, and what the reader may be told of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q, prefetch_related_objects
from django.urls import reverse

from ..approvals.models import Request
from ..integration.rules import kind_words
from ..people.rules import Action, local_day
from ..planning import standing
from ..planning.models import Meeting, Plan, Task
from ..planning.rules.stages import OPEN, Stage
from ..signoff import waiting as signoff
from ..signoff.models import SignOff
from ..signoff.rules import age
from . import rows, rules

AHEAD = timedelta(days=14)
MOST = 200
VOID = "No longer signed"
# What was answered comes before what was only begun.
ORDER = (
    "Record", "Approval", "Sent back", VOID, "Changed", "Sign-off", "Session", "Meeting", "Task",
    "Draft",
)  # fmt: skip
KINDS = ("mind", "mind", "mind", "mind", "mind", "wait", "info", "info", "info", "plain")
UNAPPROVED = standing.ENDED
AGAIN = "Make it a draft, look it over and send it."
TONES = dict(zip(ORDER, KINDS, strict=True))


@dataclass(frozen=True)
class Asked:
    """One thing that waits; `mine` when only the reader can do it."""

    mine: bool
    tag: str
    title: str
    hint: str
    url: str
    since: datetime
    quote: str = ""

    @property
    def tone(self):
        return TONES[self.tag]

    @property
    def place(self):
        return ORDER.index(self.tag), self.since


def plans(account, *, now):
    """Open plans that ask something of somebody, or whose session is near.

    Of a signed one it is known only when it was looked at: see `asking`.
    """
    asks = (
        Q(stage=Stage.DRAFT.value, begun_by=account)
        | Q(stage=Stage.DRAFT.value, revision__gt=1)
        | Q(stage=Stage.WITH_PRESCRIBER.value)
        | Q(stage=Stage.CLEARED.value)
    )
    near = Q(stage__in=[stage.value for stage in OPEN], starts_at__range=(now, now + AHEAD))
    found = signoff.handed(Plan.objects.visible_to(account)).filter(asks | near)
    open_tasks = Prefetch("tasks", Task.objects.open(), to_attr="open_tasks")
    answers = Prefetch("signoffs", SignOff.objects.defer("content"), to_attr="answers")
    return list(
        rows.told(found, account, couple="couple")
        .select_related("couple__clinic", "version", "begun_by", "therapist")
        .prefetch_related("parts", answers, open_tasks)
        .with_day()
        .order_by("starts_at", "pk")[:MOST]
    )


def asking(plans, *, now):
    """Without the signed ones far ahead whose signature stands: those ask nothing of anybody."""
    signed = Stage.CLEARED.value
    return [
        plan
        for plan in plans
        if plan.stage != signed or plan.is_void or plan.starts_at <= now + AHEAD
    ]


def requests(account):
    """Approvals that are asked for; nobody is named, for others may see the screen."""
    if not account.may(Action.APPROVE_MEDICINE):
        return []
    asked = Request.objects.visible_to(account).filter(partner__couple__clinic=account.clinic)
    found = list(signoff.handed(asked.waiting(), "request").select_related("partner__couple"))
    elsewhere = signoff.asked_elsewhere(found, account)
    return [
        Asked(
            mine=True,
            tag="Approval",
            title="An approval is asked for",
            hint="Open the record when you are alone.",
            url=reverse("desk:record", args=[each.partner_id]),
            since=each.submitted_at,
        )
        for each in found
        if each.pk not in elsewhere
    ]


def meetings(account, *, now):
    """Meetings of the next days, and those that began and were not recorded."""
    found = Meeting.objects.visible_to(account).standing()
    return list(
        rows.told(found, account, couple="plan__couple")
        .filter(starts_at__lte=now + AHEAD)
        .select_related("plan__couple__clinic")
        .order_by("starts_at", "pk")[:MOST]
    )


def name_couples(plans, meetings):
    """Read both partners and those who may sign, once for every couple on the page."""
    couples = [plan.couple for plan in plans] + [meeting.plan.couple for meeting in meetings]
    prefetch_related_objects(couples, "partners")
    signoff.name_signers(couples)


def of_plan(plan, *, account, now):
    """What this plan asks of somebody, or None."""
    stage = Stage(plan.stage)
    if plan.is_void:
        return _to_sign_again(plan, account)
    if stage == Stage.WITH_PRESCRIBER:
        return _to_sign(plan, account, now)
    if stage == Stage.DRAFT and (plan.revision > 1 or plan.begun_by_id == account.pk):
        return _to_send(plan, account, now)
    if stage == Stage.CLEARED and plan.starts_at <= now:
        return _to_record(plan, account, now)
    return None


def of_meeting(meeting, *, account, now):
    """A meeting that began and is not recorded yet, for the therapists who may record it."""
    plan = meeting.plan
    after = Stage(plan.stage) in rows.AFTER_SIGNING and meeting.starts_at <= now
    if not (after and meeting.clinical and account.may(Action.PLAN, plan.couple.clinic)):
        return None
    return Asked(
        mine=True,
        tag="Meeting",
        title=f"Record the {kind_words(meeting.label)} meeting of {plan.couple}",
        hint=f"It began: {rules.near_words(at=meeting.starts_at, now=now, zone=meeting.zone)}.",
        url=reverse("integration:meeting", args=[meeting.pk]),
        since=meeting.starts_at,
    )


def of_tasks(plan, *, account, now):
    """Tasks of a plan that are due today or late, for the therapists who tick them off."""
    if plan.starts_at is None or not plan.clinical or Stage(plan.stage) not in OPEN:
        return None
    if not account.may(Action.PLAN, plan.couple.clinic):
        return None
    session_day = local_day(at=plan.starts_at, zone=plan.zone)
    today = local_day(at=now, zone=plan.couple.clinic.zone)
    due = [task for task in plan.open_tasks if task.due_on(session_day) <= today]
    if not due:
        return None
    count = "One task is" if len(due) == 1 else f"{len(due)} tasks are"
    return Asked(
        mine=True,
        tag="Task",
        title=f"{count} due for {plan.couple}",
        hint=due[0].text if len(due) == 1 else f"{due[0].text} And {len(due) - 1} more.",
        url=reverse("planning:tasks", args=[plan.pk]),
        since=plan.begun_at,
    )


def _of_others(plan, *, tag, hint, since):
    """Names, times and states only: this is what an admin reads too."""
    url = rows.plan_url(plan) if plan.clinical else rows.folder_url(plan)
    return Asked(mine=False, tag=tag, title=str(plan.couple), hint=hint, url=url, since=since)


def _to_sign(plan, account, now):
    waits = age(since=plan.submitted_at, now=now, zone=plan.couple.clinic.zone)
    elsewhere = plan.handed_to and account not in signoff.waits_for(plan)
    may_sign = plan.clinical and account.may(Action.SIGN, plan.couple.clinic)
    if plan.wrote(account) or elsewhere or not may_sign:
        hint = f"Waits for {signoff.whom(plan)}, {waits}."
        return _of_others(plan, tag="Sign-off", hint=hint, since=plan.submitted_at)
    unless = f" {UNAPPROVED}" if plan.standing.unapproved else ""
    return Asked(
        mine=True,
        tag="Sign-off",
        title=f"Read and answer the plan of {plan.couple}",
        hint=f"{plan.version.name}. Waits {waits}.{unless}",
        url=reverse("signoff:answer", args=[plan.pk]),
        since=plan.submitted_at,
    )


def _to_sign_again(plan, account):
    """The signature no longer stands: a prescriber approves first where an approval is missing,
    and whoever began the plan sends it again."""
    since, unapproved = signoff.since(plan), plan.standing.unapproved
    told = {"mine": True, "tag": VOID, "since": since}
    if unapproved and account in signoff.prescribers(plan.couple):
        return Asked(
            title=f"An approval is needed for the plan of {plan.couple}",
            hint=f"The signature no longer stands. {UNAPPROVED}",
            url=rows.folder_url(plan),
            **told,
        )
    mine = plan.begun_by_id == account.pk and account.may(Action.PLAN, plan.couple.clinic)
    if not (plan.clinical and mine):
        return _of_others(plan, tag=VOID, hint=f"Waits for {signoff.whom(plan)}.", since=since)
    then = f"{UNAPPROVED} Send it again when one does." if unapproved else AGAIN
    return Asked(
        title=f"Send the plan of {plan.couple} again",
        hint=f"The signature no longer stands. {then}",
        url=rows.plan_url(plan),
        **told,
    )


def _to_send(plan, account, now):
    last = next(iter(plan.answers), None)
    answered = last is not None and last.revision == plan.revision - 1
    since = last.signed_at if answered else plan.begun_at
    if plan.revision == 1:
        tag = "Draft"
    else:
        tag = "Sent back" if answered and not last.approves else "Changed"
    if not (plan.clinical and plan.begun_by_id == account.pk):
        hint = f"Waits for {plan.begun_by.name}, to be sent again."
        return _of_others(plan, tag=tag, hint=hint, since=since)
    say = {"Draft": _begun, "Changed": _changed, "Sent back": _sent_back}[tag]
    return Asked(mine=True, tag=tag, url=rows.plan_url(plan), since=since, **say(plan, last, now))


def _begun(plan, last, now):
    return {
        "title": f"Go on with the plan of {plan.couple}",
        "hint": f"{plan.version.name}." if plan.version else "No approach is chosen yet.",
    }


def _changed(plan, last, now):
    signed = last is not None and last.approves and last.revision == plan.revision - 1
    return {
        "title": f"Send the plan of {plan.couple} again",
        "hint": f"It was changed after it was {'signed' if signed else 'sent'}.",
    }


def _sent_back(plan, last, now):
    waits = age(since=last.signed_at, now=now, zone=plan.couple.clinic.zone)
    return {
        "title": f"Read what {last.signed_name} asks to change",
        "hint": f"{plan.couple}. Waits {waits}.",
        "quote": last.reason,
    }


def _to_record(plan, account, now):
    if not (plan.clinical and account.may(Action.PLAN, plan.couple.clinic)):
        hint = f"Waits for {plan.therapist.name}, to record the session."
        return _of_others(plan, tag="Session", hint=hint, since=plan.starts_at)
    return Asked(
        mine=True,
        tag="Session",
        title=f"Record the session of {plan.couple}",
        hint=f"It began: {rules.near_words(at=plan.starts_at, now=now, zone=plan.zone)}.",
        url=reverse("integration:after", args=[plan.pk]),
        since=plan.starts_at,
    )
