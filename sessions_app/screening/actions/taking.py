from ..models import Conversation, DayCheck, DayQuestion, Flag, HealthForm, Interview, MedicineList
from ..rules.flags import TWO_RECORDS, Kind
from .standing import raise_flags, reckon

TOLD = (Conversation, DayCheck, DayQuestion, Flag, HealthForm, Interview, MedicineList)


def take_over(*, partner, double, by, at):
    """Bring what one person told in a double folder to the record that goes on.

    Called by the deed that merges two folders and holds both records. Where both hold something,
    what was told last counts, what was told before is kept to be read, and a flag asks somebody to
    read both. A flag that is open in both is one question: the double's is left where it is.
    """
    if not _told(double):
        return
    both = _told(partner)
    asked_here = Flag.objects.open().filter(partner=partner).values("topic")
    for table in (Conversation, DayCheck, DayQuestion, HealthForm, MedicineList):
        table.objects.filter(partner=double).update(partner=partner)
    doubled = Flag.objects.open().filter(partner=double, topic__in=asked_here)
    Flag.objects.filter(partner=double).exclude(
        pk__in=list(doubled.values_list("pk", flat=True))
    ).update(partner=partner)
    if not Interview.objects.filter(partner=partner).exists():
        Interview.objects.filter(partner=double).update(partner=partner)
    if both:
        raise_flags(partner, [(TWO_RECORDS, Kind.MEDICAL)], by=by, at=at)
        reckon(partner, by=by, at=at, told=_told_last(partner))


def _told(partner):
    return any(table.objects.filter(partner=partner).exists() for table in TOLD)


def _told_last(partner):
    """The newest conversation by the names of where planning looks; None before there was one."""
    names = ("alone_on", "first_ketamine", "experience", "note", "recorded_by_id", "recorded_at")
    return Conversation.objects.filter(partner=partner).values(*names).first()
