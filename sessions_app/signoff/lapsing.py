"""Approvals that will end soon: which, when and why, and whether a renewal is what helps."""

from datetime import timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, ExpressionWrapper, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Least

from ..approvals import facts
from ..approvals.models import Approval
from ..couples.models import Couple
from ..couples.rules.stages import ENDED
from ..people.models import Licence
from ..people.rules import Action, local_day
from ..planning.models import Part
from ..planning.rules.stages import OPEN
from . import rules

SHOWN = 50


def of_clinic(account, *, now):
    """For whoever keeps sign-off moving: of all couples of the clinic that it may see by name."""
    return _rows(Couple.objects.visible_to(account), account, now=now)


def to_renew(account, *, now):
    """For a prescriber: of the couples they care for, each with whether their renewal helps."""
    if not account.may(Action.APPROVE_MEDICINE):
        return []
    return _rows(Couple.objects.of_team(account), account, now=now)


def _rows(couples, account, *, now):
    clinic = account.clinic
    on = local_day(at=now, zone=clinic.zone)
    found = _near(couples.filter(clinic=clinic).exclude(stage__in=ENDED), now=now, on=on)
    told = [(_end(each, on=on, zone=clinic.zone), each) for each in found]
    soon = sorted(
        ((end, each) for end, each in told if end), key=lambda one: (one[0].day, one[1].pk)
    )
    return [_row(end, each, account, on=on) for end, each in soon[:SHOWN]]


def _near(couples, *, now, on):
    """Those that nothing has ended and that something may end soon, whether they began or not."""
    licence = Licence.objects.filter(
        account=OuterRef("prescriber"), clinic=OuterRef("partner__couple__clinic")
    ).annotate(last=Least("expires_on", "dea_expires_on"))
    doses = Part.objects.filter(
        partner=OuterRef("partner"),
        doses=True,
        plan__stage__in=[stage.value for stage in OPEN],
        plan__starts_at__gte=now,
    ).order_by("plan__starts_at")
    soon = on + rules.LAPSING
    return (
        Approval.objects.open()
        .filter(
            partner__couple__in=couples,
            valid_until__gte=on,
            sessions_used__lt=F("sessions_approved"),
        )
        .annotate(
            licence_until=Subquery(licence.values("last")[:1]),
            planned=ArraySubquery(doses.values("plan__starts_at")),
        )
        .annotate(idle_days=F("partner__couple__clinic__idle_days"))
        .annotate(idle=ExpressionWrapper(Value(soon) - F("idle_days"), output_field=DateField()))
        .filter(
            Q(valid_until__lte=soon)
            | Q(licence_until__lte=soon)
            | Q(planned__len__gt=0)
            | Q(valid_from__lte=F("idle"))
        )
        .select_related("partner", "prescriber", "signature")
    )


def _end(approval, *, on, zone):
    return rules.end_ahead(
        on=on,
        valid_until=approval.valid_until,
        licence_until=approval.licence_until,
        left=approval.sessions_approved - approval.sessions_used,
        planned=[local_day(at=at, zone=zone) for at in approval.planned],
        idle_until=facts.idle_since(approval) + timedelta(days=approval.idle_days),
    )


def _row(end, approval, account, *, on):
    own_licence = end.why == rules.Lapse.LICENCE and approval.prescriber_id == account.pk
    return {
        "approval": approval,
        "why": end.words,
        "begins": approval.valid_from if approval.valid_from > on else None,
        "days": (end.day - on).days,
        # What they sign anew under the same licence would end on the same day.
        "renewal_helps": not own_licence,
    }
