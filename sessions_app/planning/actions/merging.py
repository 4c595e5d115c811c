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
from ...screening import actions as screening
from ..models import Part, Plan
from ..rules.stages import Stage


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
    return Folder(
        people=tuple(_person(partner) for partner in pair),
        ended=couple.has_ended,
        signed=Approval.objects.filter(partner__in=pair).exists()
        or Request.objects.filter(partner__in=pair).exists()
        or plans.filter(submitted_at__isnull=False).exists(),
        dated=plans.filter(starts_at__isnull=False).exists(),
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
    for double, partner in same.items():
        _move_parts(double, partner)
        screening.take_over(partner=partner, double=double, by=by, at=at)
        couples.take_over(partner=partner, double=double, by=by, at=at)
    couples.take_over_policy(couple=kept, double=goes, by=by, at=at)
    _move_plans(kept, goes)
    _join_teams(kept, goes, at=at)
    couples.merge_into(couple=goes, kept=kept, why=why, by=by, at=at)
    record(deed="folder taken in", subject=kept, by=by, at=at, other=goes.pk)
    # What was told in the double folder is new to whoever approved a medicine in this one.
    approvals.look_again(couple=kept, at=at)
    return kept


def _join_teams(*folders, at):
    """Whoever cares for these two reads both, for what stays in the one is about the same two."""
    for member in CareTeamMember.objects.filter(couple__in=folders):
        for couple in folders:
            CareTeamMember.objects.get_or_create(
                couple=couple, account=member.account, defaults={"joined_at": at}
            )


def _move_parts(double, partner):
    drafts = Part.objects.filter(partner=double, plan__stage=Stage.DRAFT.value)
    drafts.update(partner=partner)


def _move_plans(kept, goes):
    """Drafts go on under the next numbers; what was withdrawn stays where it was."""
    last = Plan.objects.filter(couple=kept).aggregate(last=Max("number"))["last"] or 0
    drafts = Plan.objects.filter(couple=goes, stage=Stage.DRAFT.value).order_by("number")
    for number, plan in enumerate(drafts, start=last + 1):
        plan.couple, plan.number = kept, number
        plan.save(update_fields=["couple", "number"])
