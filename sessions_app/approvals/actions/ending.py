from datetime import timedelta

from django.db import transaction
from django.db.models import DateField, Exists, ExpressionWrapper, F, OuterRef, Q, Value

from ...audit.actions import record
from ...couples.actions import lock_record
from ...people.actions import require
from ...people.models import Licence, Membership
from ...people.rules import Action, Role, local_day
from ...screening.actions import leans
from ...screening.models import Flag, HealthForm, Interview, MedicineList
from .. import facts, rules
from ..models import Approval, Reading

# It is today somewhere for a day longer than in UTC.
A_DAY = timedelta(days=1)


class NothingToEnd(Exception):
    def __str__(self):
        return "This approval has already ended, so nothing was changed."


class NotReported(Exception):
    """A cause that follows from the records is noticed by itself and not typed by anybody."""

    def __str__(self):
        return "This is not something that is reported here. Please choose one of the list."


def end(*, approval, as_, why, by, at, note=""):
    """Close an open approval; `by` is None when the clock does it. For deeds that hold the lock."""
    approval.ended, approval.ended_at, approval.ended_by = as_.value, at, by
    approval.ended_why, approval.ended_note = why.value if why else "", note.strip()
    approval.save(update_fields=["ended", "ended_at", "ended_by", "ended_why", "ended_note"])


def _open(approval):
    approval = Approval.objects.select_for_update().get(pk=approval.pk)
    if approval.ended:
        raise NothingToEnd
    return approval


@transaction.atomic
def report(*, approval, why, by, at, note=""):
    """Somebody of the care team heard what ends an approval at once (brief 4.3)."""
    require(account=by, clinic=approval.partner.couple.clinic, action=Action.RECORD_HEALTH)
    if why not in rules.REPORTED:
        raise NotReported
    lock_record(partner=approval.partner)
    approval = _open(approval)
    end(approval=approval, as_=rules.Status.LAPSED, why=why, note=note, by=by, at=at)
    record(deed="approval lapsed", subject=approval, by=by, at=at)
    return approval


def end_joint_work(*, couple, by, at):
    """Nothing more is planned for these two: both approvals end, and for the same reason.

    Called by the deed that ends the joint work and holds the folder.
    """
    held = Approval.objects.open().filter(partner__couple=couple).order_by("pk")
    for approval in held.select_for_update(of=("self",)):
        end(approval=approval, as_=rules.Status.LAPSED, why=rules.Cause.PARTED, by=by, at=at)
        record(deed="approval lapsed", subject=approval, by=by, at=at)


@transaction.atomic
def look_again(*, couple, at):
    """Let lapse what no longer holds of this couple's approvals; those that did.

    Called by each deed that leans on an approval, before it begins, so that what was found stays
    even when the deed is refused.
    """
    held = Approval.objects.open().filter(partner__couple=couple).order_by("pk")
    return [each for each in held.select_for_update(of=("self",)) if look_at(each, at=at)]


@leans
def look_after(*, partner, at):
    """The same for one partner, in the transaction in which something of their record changed."""
    held = Approval.objects.open().filter(partner=partner)
    return [each for each in held.select_for_update(of=("self",)) if look_at(each, at=at)]


def sweep(*, at):
    """The same for every approval that a record, a licence or the calendar may have ended.

    What ends many at once, a prescriber who leaves or a clinic that allows fewer idle days, is
    found here within a minute; until then no deed passes, for each looks again by itself.
    """
    return [pk for pk in _suspects(at).values_list("pk", flat=True).iterator() if _look(pk, at=at)]


@transaction.atomic
def _look(pk, *, at):
    approval = Approval.objects.open().select_for_update(of=("self",)).filter(pk=pk).first()
    return approval is not None and look_at(approval, at=at)


def look_at(approval, *, at):
    """Let this one lapse when it no longer holds, and say whether it did. Held by the caller."""
    if not hasattr(approval, "signature"):
        return False
    on = local_day(at=at, zone=approval.partner.couple.clinic.zone)
    why = rules.lapse_cause(facts.standing(approval, on=on))
    if why is None:
        return False
    end(approval=approval, as_=rules.Status.LAPSED, why=why, by=None, at=at)
    # Which cause it was is private to the partner and stands with the approval only.
    record(deed="approval lapsed", subject=approval, by=None, at=at)
    return True


def _suspects(at):
    """Open approvals with a reason to look at them; whether they lapse, the rule says."""
    day = (at + A_DAY).date()
    since = {"partner": OuterRef("partner"), "recorded_at__gt": OuterRef("signature__signed_at")}
    works = {"account": OuterRef("prescriber"), "clinic": OuterRef("partner__couple__clinic")}
    prescribes = Membership.objects.standing().filter(**works, role=Role.PRESCRIBER.value)
    flags = Flag.objects.ending_approvals().filter(partner=OuterRef("partner"))
    idle = Value(day) - F("partner__couple__clinic__idle_days")
    idle = ExpressionWrapper(idle, output_field=DateField())
    return Approval.objects.open().filter(
        Q(valid_until__lt=day)
        | Q(sessions_used__gte=F("sessions_approved"))
        | Q(prescriber__is_active=False)
        | ~Exists(prescribes)
        | Exists(Licence.objects.filter(Q(expires_on__lt=day) | Q(dea_expires_on__lt=day), **works))
        | Exists(flags)
        | Exists(Reading.objects.filter(approval=OuterRef("pk"), outside=True))
        | Q(valid_from__lt=idle) & (Q(last_used_on=None) | Q(last_used_on__lt=idle))
        | Exists(HealthForm.objects.filter(**since))
        | Exists(MedicineList.objects.filter(**since))
        | Exists(Interview.objects.filter(**since)),
        signature__isnull=False,
    )
