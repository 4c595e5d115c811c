"""Two folders of one couple become one."""

from django.db import transaction
from django.db.models import Max

from ...approvals import actions as approvals
from ...approvals.models import Approval, Request
from ...audit.actions import record
from ...couples import actions as couples
from ...couples.models import CareTeamMember, Couple, Partner
from ...couples.rules.merging import Folder, Person, pairs, problems
from ...people.actions import require
from ...people.rules import Action
from ...screening.models import (
    Conversation,
    DayCheck,
    DayQuestion,
    Flag,
    HealthForm,
    Interview,
    MedicineList,
)
from ..models import Part, Plan
from ..rules.stages import Stage

TOLD = (Conversation, DayCheck, DayQuestion, Flag, HealthForm, Interview, MedicineList)


class NotCertain(Exception):
    """Says why the two may not be one couple, or why nothing may be moved."""

    def __init__(self, problems):
        super().__init__(problems)
        self.problems = problems

    def __str__(self):
        return self.problems[0]


def folder(couple):
    """What decides about a merge, as plain values."""
    pair = couple.pair
    plans = Plan.objects.filter(couple=couple)
    told = {
        pk
        for table in TOLD
        for pk in table.objects.filter(partner__in=pair).values_list("partner", flat=True)
    }
    return Folder(
        people=tuple(_person(partner) for partner in pair),
        ended=couple.has_ended,
        signed=Approval.objects.filter(partner__in=pair).exists()
        or Request.objects.filter(partner__in=pair).exists()
        or plans.filter(submitted_at__isnull=False).exists(),
        dated=plans.filter(starts_at__isnull=False).exists(),
        told=tuple(_person(partner) for partner in pair if partner.pk in told),
    )


def _person(partner):
    return Person(name=partner.name, born_on=partner.born_on)


@transaction.atomic
def merge(*, kept, goes, why, by, at):
    """Move drafts, private records and the care team to `kept`; `goes` stays to be read.

    Raises `NotCertain`, and `couples.FolderCannotMove` when somebody was there before.
    """
    require(account=by, clinic=kept.clinic, action=Action.MERGE_COUPLES)
    locked = Couple.objects.select_for_update().order_by("pk")
    both = {each.pk: each for each in locked.filter(pk__in=[kept.pk, goes.pk], clinic=kept.clinic)}
    if len(both) < 2:
        raise NotCertain(["Choose two different folders of this clinic."])
    kept, goes = both[kept.pk], both[goes.pk]
    # Whoever writes in one of the four records holds its partner; what they write is moved too.
    list(Partner.objects.select_for_update().filter(couple__in=[kept, goes]).order_by("pk"))
    known = {"kept": folder(kept), "goes": folder(goes)}
    if found := problems(**known):
        raise NotCertain(found)
    places = pairs(known["kept"], known["goes"])
    same = {goes.pair[n]: kept.pair[m] for n, m in places.items()}
    _move_partners(same)
    for double, partner in same.items():
        couples.take_over(partner=partner, double=double, by=by, at=at)
    couples.take_over_policy(couple=kept, double=goes, by=by, at=at)
    _move_plans(kept, goes)
    for member in CareTeamMember.objects.filter(couple=goes):
        CareTeamMember.objects.get_or_create(
            couple=kept, account=member.account, defaults={"joined_at": at}
        )
    couples.merge_into(couple=goes, kept=kept, why=why, by=by, at=at)
    record(deed="folder taken in", subject=kept, by=by, at=at, other=goes.pk)
    # What was told in the double folder is new to whoever approved a medicine in this one.
    approvals.look_again(couple=kept, at=at)
    return kept


def _move_partners(same):
    for old, new in same.items():
        for table in TOLD:
            table.objects.filter(partner=old).update(partner=new)
        drafts = Part.objects.filter(partner=old, plan__stage=Stage.DRAFT.value)
        drafts.update(partner=new)


def _move_plans(kept, goes):
    """Drafts go on under the next numbers; what was withdrawn stays where it was."""
    last = Plan.objects.filter(couple=kept).aggregate(last=Max("number"))["last"] or 0
    drafts = Plan.objects.filter(couple=goes, stage=Stage.DRAFT.value).order_by("number")
    for number, plan in enumerate(drafts, start=last + 1):
        plan.couple, plan.number = kept, number
        plan.save(update_fields=["couple", "number"])
