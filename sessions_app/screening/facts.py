"""What an approval leans on in one partner's record, as digests and as open flags."""

from ..signing.rules import digest
from .models import Flag, HealthForm, Interview, MedicineList


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
