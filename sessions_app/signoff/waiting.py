"""How a plan stands with the prescriber, what it waits for and whom, and since when."""

from django.db.models import (
    Case,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce

from ..couples.models import CareTeamMember, Partner
from ..people.rules import Action, Role, may
from ..planning.rules.stages import LABELS, OPEN, SENT, VOID, VOID_LABEL, Stage
from .models import SENT_BACK, Handover, SignOff

# What an open plan can be narrowed to: its stages, a draft that came back, a signature gone.
STATES = {
    Stage.DRAFT.value: LABELS[Stage.DRAFT],
    "sent_back": "Sent back",
    **{stage.value: LABELS[stage] for stage in Stage if stage in OPEN - {Stage.DRAFT}},
    VOID: VOID_LABEL,
}
NOBODY = "a prescriber, and none is on the care team"
ALL_WROTE = (
    "another prescriber, who must be put on the care team because those on it wrote the plan"
)
SIGNERS = [role.value for role in Role if may(roles=[role], action=Action.SIGN)]


def members():
    """The care team members who may sign in their couple's clinic; neither of the two does."""
    mailbox = OuterRef("account__email")
    themselves = Partner.objects.filter(
        Q(email__iexact=mailbox) | Q(quiet_email__iexact=mailbox), couple=OuterRef("couple")
    )
    return (
        CareTeamMember.objects.filter(
            account__is_active=True,
            account__memberships__role__in=SIGNERS,
            account__memberships__ended_at=None,
            account__memberships__clinic=F("couple__clinic"),
        )
        .exclude(Exists(themselves))
        .select_related("account")
    )


def handed(plans):
    """These plans with whom each was handed to last, as `handed_to`, asked in the same breath."""
    newest = Handover.objects.filter(plan=OuterRef("pk")).values("to")[:1]
    return plans.annotate(handed_to=Subquery(newest))


def name_signers(couples):
    """Read those who may sign once for every couple of a page, as `signers`."""
    prefetch_related_objects(couples, Prefetch("team", members().distinct(), to_attr="signers"))


def prescribers(couple):
    """The prescribers of the care team; read along as `signers`."""
    team = getattr(couple, "signers", None)
    if team is None:
        team = members().filter(couple=couple).distinct()
    return [member.account for member in team]


def signers(plan):
    """The prescribers of the care team who wrote none of this plan."""
    return [account for account in prescribers(plan.couple) if not plan.wrote(account)]


def waits_for(plan):
    """The accounts a waiting plan waits for: whom it was handed to, or each who may sign it."""
    able = signers(plan)
    to = plan.handed_to if hasattr(plan, "handed_to") else _handed_to(plan)
    return [account for account in able if account.pk == to] or able


def _handed_to(plan):
    last = plan.handovers.first()
    return last and last.to_id


def named(plan):
    """The same in words; where nobody may sign it they say who has to be put on the care team."""
    able = any_of(waits_for(plan))
    return able or (ALL_WROTE if prescribers(plan.couple) else NOBODY)


def approvers(couple):
    """Who may give the approvals of these two, in words: writing a plan keeps nobody from it."""
    return any_of(prescribers(couple)) or NOBODY


def any_of(accounts):
    return " or ".join(account.name for account in accounts)


def whom(plan):
    """Whom a plan waits for and, unless it is an answer or a first sending, what for.

    A plan that was sent or signed was looked at: it has its `standing`.
    """
    stage = Stage(plan.stage)
    if stage in SENT and plan.standing.unapproved:
        return f"an approval by {approvers(plan.couple)}"
    if plan.is_void:
        return f"{plan.begun_by.name}, to be sent again"
    if stage == Stage.WITH_PRESCRIBER:
        return named(plan)
    if stage == Stage.DRAFT:
        return plan.begun_by.name
    return plan.therapist.name if plan.therapist_id else ""


def sent_back(plan):
    """The answer with which this draft came back, None for any other; read along as `answers`."""
    last = next(iter(plan.answers), None)
    came_back = last and not last.approves and last.revision == plan.revision - 1
    return last if came_back and plan.stage == Stage.DRAFT.value else None


def state(plan):
    """Which of `STATES` it is in."""
    return "sent_back" if sent_back(plan) else plan.state


def moments(plans):
    """These plans with the same moment as `since` tells, as `since`, and whether each draft among
    them came back, as `came_back`."""
    answers = SignOff.objects.filter(plan=OuterRef("pk")).order_by("-signed_at", "-pk")
    answered = Subquery(answers.values("signed_at")[:1])
    waits = When(stage=Stage.WITH_PRESCRIBER.value, then=F("submitted_at"))
    back = answers.filter(meaning__in=SENT_BACK, revision=OuterRef("revision") - 1)
    return plans.annotate(
        since=Case(waits, default=Coalesce(answered, F("begun_at"))),
        came_back=Exists(back.order_by()),
    )


def since(plan):
    """The moment from which it waits as it stands."""
    answers = list(plan.answers)
    stage = Stage(plan.stage)
    if stage == Stage.WITH_PRESCRIBER:
        return plan.submitted_at
    return answers[0].signed_at if answers else plan.begun_at
