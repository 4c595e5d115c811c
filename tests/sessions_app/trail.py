"""The trail as a test reads it: what was done, to what, by whom, when, with which facts."""

from sessions_app.audit.models import Event


def newest(count=1):
    """The last rows of the trail, the newest last, as plain values."""
    rows = list(Event.objects.order_by("-pk")[:count])[::-1]
    return [
        (row.deed, row.subject_kind, row.subject_id, row.by_account, row.at, row.facts)
        for row in rows
    ]


def row(deed, subject, by, at, **facts):
    """One row as it should be; `by` is None for the clock."""
    return (deed, subject._meta.model_name, subject.pk, by.pk if by else None, at, facts)
