"""What the records say about an approval, as the plain values that the rules take."""

from ..people.rules import Role
from ..screening import facts as screening
from ..screening.models import Flag
from ..signing.rules import digest
from . import rules
from .models import Approval


def looked_at(partner):
    """Digests of what a prescriber looks at before signing, kept with the approval."""
    return {name: kept or rules.NOTHING_YET for name, kept in screening.digests(partner).items()}


def seen(partner):
    """The digest of all that a prescriber reads beside the form before signing.

    It travels with the page: whoever signs a page that grew old, or sends one twice, is asked to
    read again.
    """
    former = Approval.objects.filter(partner=partner).values("pk", "ended", "sessions_used").first()
    return digest({**looked_at(partner), "former": former, "flags": open_flags(partner)})


def open_flags(partner):
    """The numbers of the flags that are open for this partner."""
    flags = Flag.objects.open().filter(partner=partner)
    return list(flags.order_by("pk").values_list("pk", flat=True))


def _raised_since(approval):
    """Flags that are open and that its prescriber has not read."""
    flags = Flag.objects.ending_approvals().filter(partner=approval.partner)
    if approval.flags_seen is None:
        return flags.filter(raised_at__gt=approval.signature.signed_at)
    return flags.exclude(pk__in=approval.flags_seen)


def standing(approval, *, on):
    """All that `rules.lapse_cause` asks about an approval that nobody has ended."""
    partner, clinic = approval.partner, approval.partner.couple.clinic
    now = looked_at(partner)
    last = list(approval.readings.latest()[:2])
    return rules.Standing(
        on=on,
        valid_until=approval.valid_until,
        sessions_used=approval.sessions_used,
        sessions_approved=approval.sessions_approved,
        idle_since=idle_since(approval),
        idle_days=clinic.idle_days,
        licence_until=_licence_until(approval.prescriber, clinic),
        prescriber_here=_is_here(approval.prescriber, clinic),
        same_medicines=approval.med_list_hash in ("", now["med_list_hash"]),
        same_screening=approval.screening_hash in ("", now["screening_hash"]),
        flags=frozenset(_raised_since(approval).values_list("kind", flat=True)),
        outside_twice=len(last) == 2 and all(reading.outside for reading in last),
    )


def idle_since(approval):
    """Its last session, or the first day on which there could have been one."""
    days = (approval.last_used_on, approval.valid_from, approval.signed_on)
    return max(filter(None, days))


def _is_here(account, clinic):
    return (
        account.is_active
        and account.memberships.standing()
        .filter(clinic=clinic, role=Role.PRESCRIBER.value)
        .exists()
    )


def _licence_until(account, clinic):
    """The last day of licence and DEA registration; None where no date was written down."""
    licence = account.licences.filter(clinic=clinic).first()
    return licence and licence.last_day


def both_words(approvals, *, on):
    """(tone, words) of the newest approvals of two partners, either of them None.

    For the pages of both: neither whose does not hold nor why (brief 3.8).
    """
    states = [each.status(on) if each else rules.Status.NONE for each in approvals]
    if set(states) - {rules.Status.ACTIVE, rules.Status.UPCOMING}:
        return "plain", "Not both hold now"
    if rules.Status.UPCOMING in states:
        first = max(each.valid_from for each in approvals)
        return "wait", f"Begins on {first.day} {first:%B %Y}"
    tone, left = rules.left_words((min(each.valid_until for each in approvals) - on).days)
    return tone, f"Both hold, {left}"
