"""The trail of one clinic, sought, told and written out."""

import csv
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Q

from ..audit.models import Event
from ..audit.telling import READ_AS_UTF_8, cell, said
from ..couples.models import Couple
from ..people.rules import local_day
from . import rules

A_PAGE = 50
AT_ONCE = 1000
COLUMNS = ("Row", "When", "Who", "What", "About", "Deed", "Hash")


def sought(clinic, chosen):
    """The rows of this clinic that match, newest first; `chosen` is the cleaned form."""
    events = Event.objects.of_clinic(clinic.pk)
    if chosen.get("person"):
        events = events.filter(by_account=chosen["person"].pk)
    if chosen.get("deed"):
        events = events.filter(deed=chosen["deed"])
    if chosen.get("about"):
        named = Couple.objects.filter(clinic=clinic).matching(chosen["about"])
        events = events.filter(couple__in=list(named.values_list("pk", flat=True)))
    if chosen.get("since"):
        events = events.filter(at__gte=_begins(chosen["since"], clinic))
    if chosen.get("until"):
        events = events.filter(at__lt=_begins(chosen["until"] + timedelta(days=1), clinic))
    return events


def _begins(day, clinic):
    return datetime.combine(day, time(), ZoneInfo(clinic.zone))


def older(events, mark):
    """One page of them, after the row that the mark names; and the mark of the next, if any."""
    if mark:
        at, pk = mark
        events = events.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))
    page = list(events[: A_PAGE + 1])
    following = written(page[A_PAGE - 1]) if len(page) > A_PAGE else ""
    return page[:A_PAGE], following


def written(event):
    return f"{event.at.isoformat()}~{event.pk}"


def read_mark(text):
    """The mark as it was written; None when it is none."""
    at, _, pk = text.partition("~")
    try:
        mark = datetime.fromisoformat(at), int(pk)
    except ValueError:
        return None
    return mark if mark[0].tzinfo and 0 < mark[1] < 2**63 else None


def names(events):
    """The couples these rows are about, by number."""
    found = Couple.objects.filter(pk__in={e.couple for e in events if e.couple}).named()
    return {couple.pk: str(couple) for couple in found}


def rows(events, couples, *, zone):
    """As the page shows them, each with the day under which it stands."""
    return [
        {
            "at": event.at,
            "day": rules.long_day(local_day(at=event.at, zone=zone)),
            "sentence": said(deed=event.deed, by=event.by_name, facts=event.facts),
            "couple": couples.get(event.couple, ""),
        }
        for event in events
    ]


class _Line:
    """What a csv writer writes to: it hands each line back."""

    def write(self, text):
        return text


def lines(events, clinic):
    """All rows as lines of a spreadsheet, a thousand at a time."""
    writer, zone = csv.writer(_Line()), ZoneInfo(clinic.zone)
    couples = {c.pk: str(c) for c in Couple.objects.filter(clinic=clinic).named()}
    yield READ_AS_UTF_8 + writer.writerow(COLUMNS)
    for event in events.iterator(chunk_size=AT_ONCE):
        told = (
            event.number,
            event.at.astimezone(zone).isoformat(timespec="seconds"),
            event.by_name,
            said(deed=event.deed, by=event.by_name, facts=event.facts),
            couples.get(event.couple, ""),
            event.deed,
            event.hash,
        )
        yield writer.writerow([cell("" if value is None else value) for value in told])
