"""What one partner told about their health, as a page of their own record shows it."""

from .models import Flag, HealthForm, MedicineList
from .rules import flags, medicines
from .rules import health as rules


def health(partner):
    """The newest health form with its topics in words; None before anybody asked."""
    return next(iter(all_health(partner, most=1)), None)


def all_health(partner, *, most=None):
    """Every health form with its topics in words, the newest first."""
    forms = HealthForm.objects.filter(partner=partner).select_related("recorded_by")
    return [{"form": form} | _topics(form) for form in forms[:most]]


def medicines_taken(partner):
    """The newest list with the groups a prescriber looks at; None before anybody asked."""
    return next(iter(all_medicines(partner, most=1)), None)


def all_medicines(partner, *, most=None):
    """Every list of what this partner takes, the newest first."""
    lists = MedicineList.objects.filter(partner=partner).select_related("recorded_by")
    return [{"list": kept, "groups": _groups(kept)} for kept in lists[:most]]


def open_flags(partner):
    """Each flag that nobody has closed, with what kind it is, the newest first."""
    return _with_kind(Flag.objects.open().filter(partner=partner).select_related("assessed_by"))


def closed_flags(partner):
    """Each that somebody has closed: that nothing is open does not say that nothing was told."""
    found = Flag.objects.filter(partner=partner, closed_at__isnull=False)
    return _with_kind(found.select_related("assessed_by", "closed_by"))


def _with_kind(found):
    return [{"flag": flag, "kind": flags.LABELS[flags.Kind(flag.kind)]} for flag in found]


def _topics(form):
    """What was said yes to or is not known, and the topics that were answered with no."""
    told = [(topic, form.topics[key]) for key, topic in rules.TOPICS.items() if key in form.topics]
    return {
        "topics": [
            {"topic": topic, "answer": rules.ANSWERS[each["answer"]], "words": each["words"]}
            for topic, each in told
            if each["answer"] != "no" or each["words"]
        ],
        "noes": [
            topic.words for topic, each in told if each["answer"] == "no" and not each["words"]
        ],
    }


def _groups(kept):
    return [medicines.GROUPS[key] for key in kept.groups if key in medicines.GROUPS]
