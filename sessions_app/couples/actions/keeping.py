"""Whether anything may still be written in one partner's record."""

from django.http import Http404

from ..models import Couple, Partner
from ..rules import seen as marks
from ..rules.stages import Stage
from .stages import check_joint


class RecordIsErased(Http404):
    """Left uncaught it is a page that is not there: nothing of this person is edited any more."""

    def __str__(self):
        return "This record was erased at the person’s wish, so nothing can be written in it."


class RecordGoesOnElsewhere(Http404):
    """What is written in a double folder after the merge would be found by nobody."""

    def __str__(self):
        return "This folder was merged into another one. Write it in the record there."


class WrittenMeanwhile(Exception):
    """Somebody changed what this writer saw otherwise; `now` is what stands there."""

    def __init__(self, *, fields, now):
        super().__init__(fields)
        self.fields, self.now = fields, now

    def __str__(self):
        return "Somebody changed this meanwhile, so nothing was saved. Please look at it again."


def check_seen(*, seen, now, typed):
    """Raise `WrittenMeanwhile` when it would overwrite what the writer never saw.

    `seen` are the marks of what their page showed, None where nobody looked at a page first.
    """
    if found := marks.overtaken(seen=seen or {}, now=now, typed=typed):
        raise WrittenMeanwhile(fields=found, now=now)


def check_kept(*, partner):
    """Raise `RecordIsErased` or `RecordGoesOnElsewhere` when this record takes nothing more."""
    if partner.erased_at:
        raise RecordIsErased
    if partner.couple.stage == Stage.MERGED.value:
        raise RecordGoesOnElsewhere


def lock_record(*, partner):
    """The partner as they stand now; two deeds on one record wait for each other.

    The folder is read once the lock is held: a merge may have ended while it was waited for.
    """
    Partner.objects.select_for_update().get(pk=partner.pk)
    partner = Partner.objects.select_related("couple__clinic").get(pk=partner.pk)
    check_kept(partner=partner)
    return partner


def lock_joint(*, partner):
    """The same for what serves the joint work alone. Raises `FolderHasEnded` once it is over.

    The folder is locked first, as by whoever ends it, so that neither overtakes the other.
    """
    Couple.objects.select_for_update().get(pk=partner.couple_id)
    partner = lock_record(partner=partner)
    check_joint(partner.couple)
    return partner
