from django.db import transaction

from ...audit.actions import record
from ...couples.actions import check_seen, lock_record
from ...people.actions import require
from ...people.rules import Action
from ..models import HealthForm, MedicineList
from ..rules import health
from ..rules.flags import Kind
from .standing import raise_flags, reckon


@transaction.atomic
def record_health(*, partner, topics, by, at, allergies="", seen=None, **vitals):
    """Keep one partner's health topics, allergies and vitals; each new yes opens a flag.

    A yes that was told in the same words before, and closed since, stays closed. `seen` are the
    marks of what the page showed. Raises `couples.WrittenMeanwhile`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.RECORD_HEALTH)
    partner = lock_record(partner=partner)
    before = HealthForm.objects.filter(partner=partner).first()
    typed = health.asked(topics=topics, allergies=allergies, **vitals)
    check_seen(seen=seen, now=before.asked if before else {}, typed=typed)
    told = {"topics": topics, "allergies": allergies}
    form = HealthForm(partner=partner, recorded_by=by, recorded_at=at, **told, **vitals)
    form.full_clean()
    form.save()
    new = health.newly_raised(before=before.topics if before else {}, now=topics)
    raise_flags(partner, [(key, health.TOPICS[key].kind) for key in new], by=by, at=at)
    reckon(partner, by=by, at=at)
    record(deed="health recorded", subject=partner, by=by, at=at)
    return form


@transaction.atomic
def record_medicines(*, partner, lines, groups, by, at, seen=None):
    """Keep all that one partner takes, as told; a group that is new on it opens a flag.

    `seen` are the marks of what the page showed. Raises `couples.WrittenMeanwhile`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.RECORD_HEALTH)
    partner = lock_record(partner=partner)
    before = MedicineList.objects.filter(partner=partner).first()
    typed = {"lines": "\n".join(lines), "groups": groups}
    check_seen(seen=seen, now=before.asked if before else {}, typed=typed)
    kept = MedicineList(
        partner=partner, lines=lines, groups=sorted(groups), recorded_by=by, recorded_at=at
    )
    kept.full_clean()
    kept.save()
    known = set(before.groups) if before and before.lines == kept.lines else set()
    new = [(group, Kind.MEDICAL) for group in kept.groups if group not in known]
    raise_flags(partner, new, by=by, at=at)
    reckon(partner, by=by, at=at)
    record(deed="medicines recorded", subject=partner, by=by, at=at)
    return kept
