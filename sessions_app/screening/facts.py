"""What is recorded now in a partner's record: as it was told, as digests, and as open flags."""

from dataclasses import dataclass

from ..signing.rules import digest
from .models import Flag, HealthForm, Interview, MedicineList


@dataclass(frozen=True)
class Told:
    """The newest answers of one partner, None where nobody asked yet."""

    health: HealthForm | None
    medicines: MedicineList | None


def told_by(partners):
    """What each of these partners told last, by their id; two queries for all."""
    health, medicines = (
        {each.partner_id: each for each in _newest(table, partners)}
        for table in (HealthForm, MedicineList)
    )
    return {each.pk: Told(health.get(each.pk), medicines.get(each.pk)) for each in partners}


def _newest(table, partners):
    return (
        table.objects.filter(partner__in=partners)
        .order_by("partner_id", "-pk")
        .distinct("partner_id")
    )


def digests(partner):
    """`screening_hash` and `med_list_hash` of what is recorded now; "" where nothing is yet.

    Recording the same answers again changes neither.
    """
    return {
        "screening_hash": _digest(_screening(partner)),
        "med_list_hash": _digest(_medicines(partner)),
    }


def open_kinds(partner):
    """The kinds of flags that are open for this partner, sorted."""
    kinds = Flag.objects.open().filter(partner=partner).order_by("kind")
    return list(kinds.values_list("kind", flat=True).distinct())


def _digest(content):
    return digest(content) if content else ""


def _screening(partner):
    form = HealthForm.objects.filter(partner=partner).first()
    told = Interview.objects.filter(partner=partner).first()
    experience = {"first": told.first_ketamine, "experience": told.experience} if told else {}
    return experience | (_health(form) if form else {})


def _health(form):
    # Only what was told: forms from before anybody was asked keep the digest they had.
    allergies = {"allergies": form.allergies} if form.allergies else {}
    return {"topics": form.topics, "vitals": form.vitals} | allergies


def _medicines(partner):
    kept = MedicineList.objects.filter(partner=partner).first()
    return {"lines": kept.lines, "groups": sorted(kept.groups)} if kept else {}
