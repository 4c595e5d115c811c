from django.db import transaction
from django.db.models import Max

from protocols.models import ProtocolVersion
from protocols.rules import Approach, Cap, to_acknowledge

from ...audit.actions import record
from ...couples.models import Couple
from ...people.actions import require
from ...people.rules import Action
from .. import course, facts
from ..models import ChosenQuestion, ChosenTopic, Part, Plan, Task
from ..rules.course import next_alone
from ..rules.tasks import USUAL
from .steps import check_folder, editing

# Another approach begins these stations anew.
CHOSEN_FOR = ("fit", "roles", "preparation")


class VerdictForbids(Exception):
    """The facts of the couple do not allow this approach now."""

    def __str__(self):
        return "This approach does not fit the facts as they are now. Change the facts first."


class BoosterIsNotApproved(Exception):
    def __init__(self, name):
        super().__init__(name)
        self.name = name

    def __str__(self):
        return f"The approval of {self.name} lists no booster. The prescriber decides that."


class VerdictHasChanged(Exception):
    """What is chosen is an approach under the verdict that was read, and not under another."""

    def __str__(self):
        return (
            "The facts or a record changed while you looked at it, so nothing was chosen. "
            "The verdict of now is above. Read it, and choose again."
        )


class ReasonIsMissing(Exception):
    def __init__(self, level):
        super().__init__(level)
        self.level = level

    def __str__(self):
        stands = (
            "Advice speaks against this approach"
            if self.level == Cap.NOT_NOW
            else "This approach is under caution"
        )
        return f"{stands}. Please write why you choose it all the same."


@transaction.atomic
def begin(*, couple, by, at):
    """Open the next plan of a couple, with the couple's facts as the plan before had them."""
    require(account=by, clinic=couple.clinic, action=Action.PLAN)
    check_folder(couple=Couple.objects.select_for_update().get(pk=couple.pk))
    last = Plan.objects.filter(couple=couple).aggregate(last=Max("number"))["last"] or 0
    plan = Plan(couple=couple, number=last + 1, begun_by=by, begun_at=at, zone=couple.clinic.zone)
    plan.add_writers(by.pk)
    plan.save()
    for partner in couple.pair:
        Part.objects.create(plan=plan, partner=partner)
    record(deed="plan begun", subject=plan, by=by, at=at, number=plan.number)
    return plan


@transaction.atomic
def record_facts(*, plan, sober_a, sober_b, by, at, seen=None, **couple):
    """Keep what the couple said about goals, comfort and place; `sober_*` per partner."""
    with editing(plan, deed="facts recorded", by=by, at=at, stations=("fit",), seen=seen) as plan:
        for name, value in couple.items():
            setattr(plan, name, value)
        plan.facts_at = at
        for part, sober in zip(plan.pair, (sober_a, sober_b), strict=True):
            part.can_stay_sober = sober
            part.save(update_fields=["can_stay_sober"])
    return plan


@transaction.atomic
def choose(*, plan, approach, reason, by, at, seen=None, shown=None):
    """Choose an approach under the verdict of today, which is kept with the plan.

    Caution and advice ask for a reason; no reason gets past a rule. Sets who doses and the planned
    fraction as the protocol says; for solo the better dosing partner of the verdict, to be changed
    under roles. `shown` is `facts.weight` of the verdict that was read. Raises `VerdictHasChanged`,
    `VerdictForbids`, `ReasonIsMissing` and `ChangedMeanwhile`.
    """
    approach, reason = Approach(approach), reason.strip()
    told = {"deed": "approach chosen", "by": by, "at": at}
    with editing(plan, stations=CHOSEN_FOR, seen=seen, **told) as plan:
        on = facts.day_of(plan, at)
        verdicts = facts.assess(plan, on=on)
        if shown and verdicts and shown != facts.weight(verdicts[approach]):
            raise VerdictHasChanged
        _may_be_chosen(verdicts and verdicts[approach], reason)
        if plan.approach != approach:
            wordings = ProtocolVersion.objects.current(plan.couple.clinic_id)
            _start_over(plan, wordings.get(approach=approach))
            _share_out(plan, verdicts[approach])
        kept = facts.kept_now(plan, on=on)
        if kept["level"] == Cap.NOT_NOW and (kept, reason) != (plan.chosen_fit, plan.choice_reason):
            _note_override(plan, kept, by=by, at=at)
        plan.chosen_by, plan.chosen_at = by, at
        plan.chosen_fit, plan.choice_reason = kept, reason
    return plan


def _may_be_chosen(verdict, reason):
    if verdict is None or verdict.barred:
        raise VerdictForbids
    if verdict.needs_reason and not reason:
        raise ReasonIsMissing(verdict.level)


def _note_override(plan, kept, *, by, at):
    # Counts alone: which advice it was may be what a partner told alone.
    record(
        deed="approach chosen against advice",
        subject=plan,
        by=by,
        at=at,
        against=sum(row["cap"] == Cap.NOT_NOW for row in kept["fired"]),
        to_acknowledge=len(to_acknowledge(kept)),
        rule_set=kept["rule_set"],
    )


def _start_over(plan, version):
    """Another approach has other questions and confirmations; the words of the couple stay."""
    plan.version = version
    plan.confirmed, plan.mode, plan.reflection_minutes, plan.parked = [], "", None, ""
    plan.left_out, plan.line = [], {}
    ChosenQuestion.objects.filter(plan=plan).delete()
    ChosenTopic.objects.filter(plan=plan).delete()
    if not plan.tasks.exists():
        Task.objects.bulk_create(
            Task(plan=plan, text=each.text, owner=each.owner, days_before=each.days_before)
            for each in USUAL
        )


def _share_out(plan, verdict):
    # Where solo fits both alike, whoever has had fewer sessions alone.
    alone = verdict.dosing_partner or next_alone(course.alone_beside(plan)) or "a"
    for part in plan.pair:
        part.doses = plan.version.both_dose or part.partner.side == alone
        part.fraction = plan.version.fraction if part.doses else ""
        part.nondosing_role, part.support_styles, part.booster = "", [], False
        part.save()


@transaction.atomic
def set_roles(*, plan, parts, by, at, seen=None, **shared):
    """Keep who doses, the sober partner's role, each touch answer, signals and companion.

    `parts` maps side to a dict of fields of `Part`; the fraction follows from the protocol.
    Raises `BoosterIsNotApproved`.
    """
    with editing(plan, deed="roles set", by=by, at=at, stations=("roles",), seen=seen) as plan:
        for name, value in shared.items():
            setattr(plan, name, value)
        for part in plan.pair:
            for name, value in parts[part.partner.side].items():
                setattr(part, name, value)
            part.fraction = plan.version.fraction if part.doses else ""
            part.booster = part.booster and part.doses
            part.save()
        _only_listed_boosters(plan, on=facts.day_of(plan, at))
    return plan


def _only_listed_boosters(plan, *, on):
    for chart in facts.charts(plan, on=on):
        approved = chart.carries and chart.approval.lists_booster
        if chart.part.booster and not approved:
            raise BoosterIsNotApproved(chart.partner.called)


@transaction.atomic
def write_intentions(*, plan, joint, private, agrees, by, at, seen=None):
    """Keep the joint intention, who agrees to it and since when, and each partner's own words.

    Other words need agreeing again: an agreement to the words before does not carry over.
    """
    with editing(
        plan, deed="intentions written", by=by, at=at, stations=("intentions",), seen=seen
    ) as plan:
        same, plan.joint_intention = joint == plan.joint_intention, joint
        for part in plan.pair:
            part.private_intention = private[part.partner.side]
            stays = same or not part.agrees_joint
            agrees_now = bool(joint) and agrees[part.partner.side] and stays
            if not agrees_now or not part.agrees_joint:
                part.agreed_at = at if agrees_now else None
            part.agrees_joint = agrees_now
            part.save()
    return plan


@transaction.atomic
def confirm_preparation(
    *,
    plan,
    questions,
    topics,
    confirmed,
    mode,
    reflection_minutes,
    by,
    at,
    parked=None,
    told=None,
    seen=None,
):
    """Keep the chosen questions and topics in their order, and what the couple confirmed.

    `topics` is a list of (topic, opening sentence); `told` maps side to what that partner
    acknowledged and consented to alone, as fields of `Part`. What is None stays as it was kept.
    """
    with editing(
        plan, deed="preparation set", by=by, at=at, stations=("preparation",), seen=seen
    ) as plan:
        _choose_in_order(plan, questions, topics)
        plan.confirmed, plan.mode = sorted(confirmed), mode
        plan.reflection_minutes = reflection_minutes
        plan.parked = plan.parked if parked is None else parked
        for part in plan.pair if told else ():
            for name, value in told[part.partner.side].items():
                setattr(part, name, value)
            part.save(update_fields=["acknowledged", "consented_on"])
    return plan


def _choose_in_order(plan, questions, topics):
    ChosenQuestion.objects.filter(plan=plan).delete()
    ChosenTopic.objects.filter(plan=plan).delete()
    ChosenQuestion.objects.bulk_create(
        ChosenQuestion(plan=plan, question=question, position=place)
        for place, question in enumerate(questions, start=1)
    )
    ChosenTopic.objects.bulk_create(
        ChosenTopic(plan=plan, topic=topic, opening=opening, position=place)
        for place, (topic, opening) in enumerate(topics, start=1)
    )
