from .models import Event, owner_of

THE_CLOCK, SOMEBODY = "the clock", "somebody"


def record(*, deed, subject, by, at, **facts):
    """Write the row that says `by` did `deed` to `subject`; `by` is None for the clock.

    Called inside the transaction of the deed, so that there is never one without the other. The
    database ties the row to the one before it when the transaction commits.
    """
    told = {"clinic": owner_of(subject, "clinic"), "couple": owner_of(subject, "couple")}
    return _write(deed, subject, by, str(by) if by else THE_CLOCK, at, facts, **told)


def record_in(*, clinic, deed, subject, by, at, **facts):
    """The same in the trail of this clinic, given by number, of what belongs to several.

    `by` is None for somebody whom this clinic is not told of.
    """
    return _write(deed, subject, by, str(by) if by else SOMEBODY, at, facts, clinic=clinic)


def _write(deed, subject, by, name, at, facts, **owners):
    event = Event(
        at=at,
        by_account=by.pk if by else None,
        by_name=name,
        deed=deed,
        subject_kind=subject._meta.model_name,
        subject_id=subject.pk,
        facts=facts,
        **owners,
    )
    event.digest = event.present_digest
    event.save(force_insert=True)
    return event


def record_reading(*, deed, subject, by, at):
    """Write the row that says `by` was shown private words; called by the page that shows them."""
    return record(deed=deed, subject=subject, by=by, at=at)
