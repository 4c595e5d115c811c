from .models import Event

THE_CLOCK = "the clock"


def record(*, deed, subject, by, at, **facts):
    """Write the row that says `by` did `deed` to `subject`; `by` is None for the clock.

    Called inside the transaction of the deed, so that there is never one without the other.
    """
    return Event.objects.create(
        at=at,
        by_account=by.pk if by else None,
        by_name=str(by) if by else THE_CLOCK,
        deed=deed,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        facts=facts,
    )
