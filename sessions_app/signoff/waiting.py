"""Whom a plan waits for, and since when."""

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
from django.utils.text import capfirst

from ..couples.models import CareTeamMember, Partner
from ..people.rules import Action, Role, may
from ..planning.rules.stages import Stage
from .models import Handover, SignOff

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


def _team(plan):
    """The prescribers of its care team; read along as `signers`."""
    team = getattr(plan.couple, "signers", None)
    if team is None:
        team = members().filter(couple=plan.couple_id).distinct()
    return [member.account for member in team]


def signers(plan):
    """The prescribers of the care team who wrote none of this plan."""
    return [account for account in _team(plan) if not plan.wrote(account)]


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
    able = " or ".join(account.name for account in waits_for(plan))
    return able or (ALL_WROTE if _team(plan) else NOBODY)


def whom(plan):
    """In words whom a plan waits for, for each stage that waits for somebody."""
    stage = Stage(plan.stage)
    if stage == Stage.WITH_PRESCRIBER:
        said = named(plan)
        return capfirst(said) if said in (ALL_WROTE, NOBODY) else said
    if stage == Stage.DRAFT:
        return plan.begun_by.name
    return plan.therapist.name if plan.therapist_id else ""


def moments(plans):
    """These plans with the same moment as `since` tells, as `since`."""
    answers = SignOff.objects.filter(plan=OuterRef("pk")).order_by("-signed_at", "-pk")
    answered = Subquery(answers.values("signed_at")[:1])
    waits = When(stage=Stage.WITH_PRESCRIBER.value, then=F("submitted_at"))
    return plans.annotate(since=Case(waits, default=Coalesce(answered, F("begun_at"))))


def since(plan):
    """The moment from which it waits as it stands."""
    answers = list(plan.answers)
    stage = Stage(plan.stage)
    if stage == Stage.WITH_PRESCRIBER:
        return plan.submitted_at
    return answers[0].signed_at if answers else plan.begun_at
