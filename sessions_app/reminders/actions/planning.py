from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import F, OuterRef

from ...planning.models import Meeting
from ..models import Letter
from ..rules import leaving

# Further ahead nobody looks, and a sweep stays quick.
AHEAD = timedelta(days=35)


@transaction.atomic
def plan_letters(*, at):
    """Write down the letters of coming meetings that nobody has written down; how many."""
    rows = [
        Letter(
            meeting=meeting,
            partner=partner,
            lead=lead,
            meeting_starts_at=meeting.starts_at,
            planned_at=at,
            due_at=due_at,
        )
        for meeting in _with_unwritten_letters(at)
        for lead, due_at in _due_times(meeting)
        for partner in meeting.plan.couple.partners.all()
    ]
    Letter.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    return len(rows)


def _with_unwritten_letters(at):
    written = Letter.objects.filter(
        meeting=OuterRef("pk"), meeting_starts_at=OuterRef("starts_at")
    ).order_by()
    return (
        Meeting.objects.standing()
        .filter(starts_at__gt=at, starts_at__lte=at + AHEAD)
        .annotate(written=ArraySubquery(written.values("lead")))
        .exclude(written__contains=F("leads"))
        .select_related("plan__couple")
        .prefetch_related("plan__couple__partners")
    )


def _due_times(meeting):
    times = leaving.due_times(starts_at=meeting.starts_at, leads=meeting.leads)
    return [(lead, due_at) for lead, due_at in times.items() if lead not in meeting.written]
