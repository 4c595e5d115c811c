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

from ..approvals.rules import Status
from ..couples.models import CareTeamMember, Partner
from ..people.rules import Action, Role, may
from ..planning.rules.stages import LABELS, OPEN, SENT, VOID, VOID_LABEL, Stage
from .models import SENT_BACK, Handover, Nudge, SignOff

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


def handed(found, about="plan"):
    """These plans or requests with whom each was handed to last and when, as `handed_to` and
    `last_handed_at`, asked in the same breath."""
    newest = Handover.objects.filter(**{about: OuterRef("pk")})
    return found.annotate(
        handed_to=Subquery(newest.values("to")[:1]),
        last_handed_at=Subquery(newest.values("handed_at")[:1]),
    )


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


def asked_of(request):
    """The accounts an approval that is asked for, read with `handed`, waits for: whoever looks at
    it, unless it was handed to somebody since; else each who may give it."""
    able, to = prescribers(request.partner.couple), request.handed_to
    handed_at = request.last_handed_at
    if request.state == Status.UNDER_REVIEW.value and not (
        handed_at and handed_at >= request.taken_at
    ):
        to = request.taken_by_id
    return [account for account in able if account.pk == to] or able


def asked_elsewhere(requests, account):
    """Of these, by number, whom else a request waits for that was taken or handed to others."""
    led = [each for each in requests if each.handed_to or each.state == Status.UNDER_REVIEW.value]
    name_signers([each.partner.couple for each in led])
    asked = {each.pk: asked_of(each) for each in led}
    return {pk: any_of(able) for pk, able in asked.items() if able and account not in able}


def approvers(couple):
    """Who may give the approvals of these two, in words: writing a plan keeps nobody from it."""
    return any_of(prescribers(couple)) or NOBODY


def words_of(clinic, *, on):
    """The nudges of a clinic's day, by the account that each went to."""
    return {each.to_id: each for each in Nudge.objects.filter(clinic=clinic, on=on)}


def heard(accounts, words):
    """What these who are waited for heard today: whether none is left to be nudged, and whom the
    mail server let no word through to."""
    told = [(account, words.get(account.pk)) for account in accounts]
    return {
        "nudged": all(word and not word.refused for _, word in told),
        "refused": any_of([account for account, word in told if word and word.refused], "and"),
    }


def any_of(accounts, join="or"):
    return f" {join} ".join(account.name for account in accounts)


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
