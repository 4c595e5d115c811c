from ...audit.actions import record
from ...couples.rules.erasing import ERASED
from ..models import (
    Conversation,
    DayCheck,
    DayQuestion,
    Flag,
    HealthForm,
    Interview,
    MedicineList,
)
from ..rules import check


def erase_words(*, partner, by, at):
    """Take away every word one partner told alone; that something was asked and closed stays.

    Called by the deed that erases a whole record and holds it, also for what was left in a double
    folder. What is open is left open: nobody looked at it.
    """
    Interview.objects.filter(partner=partner).update(note="")
    Conversation.objects.filter(partner=partner).update(note="", answers={})
    DayQuestion.objects.filter(partner=partner).update(note="", wish="", worry=False)
    DayCheck.objects.filter(partner=partner).update(
        note="", taken_by="", **dict.fromkeys(check.LINES, "")
    )
    for form in HealthForm.objects.filter(partner=partner):
        form.topics = {key: told | {"words": ""} for key, told in form.topics.items()}
        form.allergies = ""
        form.save(update_fields=["topics", "allergies"])
    MedicineList.objects.filter(partner=partner).update(lines=[], groups=[])
    flags = Flag.objects.filter(partner=partner)
    flags.exclude(assessed_why="").update(assessed_why=ERASED)
    flags.exclude(closed_why="").update(closed_why=ERASED)
    record(deed="private words erased", subject=partner, by=by, at=at)
