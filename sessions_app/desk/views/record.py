from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from protocols.rules import LABELS

from ...approvals.models import WAITING, Approval, Request
from ...approvals.rules import FRACTION_LABELS, SETTING_LABELS
from ...audit.actions import record_reading
from ...couples.models import Partner
from ...couples.rules import contacts
from ...people.rules import Action, local_day
from ...signoff import waiting as signoff
from .. import rules, told


@require_http_methods(["GET", "HEAD"])
def record(request, pk):
    """One partner's private record: personal facts, what was told alone, approvals."""
    second = Partner.objects.filter(goes_on_as=OuterRef("pk")).order_by("pk").values("pk")
    partner = get_object_or_404(
        Partner.objects.visible_to(request.user)
        .select_related("couple__clinic", "interview__recorded_by")
        .annotate(second_records=ArraySubquery(second)),
        pk=pk,
    )
    account, clinic = request.user, partner.couple.clinic
    on = local_day(at=timezone.now(), zone=clinic.zone)
    approvals = Approval.objects.filter(partner=partner).select_related(
        "prescriber", "signature", "revocation"
    )
    kept = [_approval(approval, on=on) for approval in approvals]
    # Whoever reads in an emergency signs, hands out and erases nothing; nobody else is asked after.
    cares = not account.opened_in_emergency or _on_team(partner, account)
    context = told.private(partner, account=account, clinic=clinic, cares=cares) | {
        "partner": partner,
        "clinic": clinic,
        "present": next((each for each in kept if each["open"]), None),
        "former": [each for each in kept if not each["open"]],
        "asked": _asked(partner),
    }
    context["call"] = _calls(context["checks"], on=on)
    context |= _may(partner, account, cares) | _reached(partner)
    record_reading(deed="record read", subject=partner, by=account, at=timezone.now())
    return render(request, "desk/record.html", context)


def _asked(partner):
    """The approval that is on its way, with `whom` it waits for."""
    found = signoff.handed(Request.objects.open(), "request").filter(partner=partner)
    asked = found.select_related("prepared_by", "taken_by", "answered_by").first()
    if asked and asked.state in WAITING:
        asked.whom = signoff.any_of(signoff.asked_of(asked)) or signoff.NOBODY
    return asked


def _calls(checks, *, on):
    """Whether the last check of this day was not as asked, so that the prescriber is called."""
    newest = next(iter(checks), None)
    return newest is not None and newest.checked_on == on and bool(newest.open_lines)


def _may(partner, account, cares):
    """What this account may do with this record."""
    clinic = partner.couple.clinic
    kept_on = partner.erased_at is None and partner.couple.merged_into_id is None
    goes_on = kept_on and not partner.couple.has_ended
    return {
        "may_ask": kept_on and account.may(Action.RECORD_HEALTH, clinic),
        "may_interview": kept_on and account.may(Action.RECORD_INTERVIEW, clinic),
        "may_hand_out": cares and account.may(Action.HAND_OUT_COPY, clinic),
        "may_erase": cares and kept_on and account.may(Action.ERASE_RECORD, clinic),
        "may_prepare": goes_on and account.may(Action.RECORD_HEALTH, clinic),
        "may_approve": cares and goes_on and account.may(Action.APPROVE_MEDICINE, clinic),
        "may_revoke": kept_on and account.may(Action.APPROVE_MEDICINE, clinic),
        "may_correct": kept_on and account.may(Action.OPEN_COUPLE, clinic),
    }


def _on_team(partner, account):
    return Partner.objects.of_team(account).filter(pk=partner.pk).exists()


def _reached(partner):
    """What of the ways to reach this partner is the other's too.

    `reached_by_both`: a confidential contact that has become the other's ordinary one.
    """
    alone = {"reached_by_both": "", "one_phone": False, "may_leave_message": partner.voicemail}
    if not (partner.quiet_email or partner.quiet_phone or partner.couple.shared_contact_why):
        return alone
    other = Partner.objects.exclude(pk=partner.pk).get(couple=partner.couple_id)
    phones, allowed = (partner.phone, other.phone), (partner.voicemail, other.voicemail)
    return {
        "reached_by_both": contacts.reaches(partner, other),
        "one_phone": bool(partner.couple.shared_contact_why) and contacts.same_phone(*phones),
        "may_leave_message": contacts.may_leave_message(phones=phones, allowed=allowed),
    }


def _approval(approval, *, on):
    tone, words = rules.approval_words(
        status=approval.status(on),
        valid_from=approval.valid_from,
        valid_until=approval.valid_until,
        on=on,
        ended=approval.ended,
    )
    return {
        "approval": approval,
        "signature": approval.signature,
        # What ended before ending was signed has none.
        "revocation": getattr(approval, "revocation", None),
        "open": approval.ended == "",
        "tone": tone,
        "words": words,
        "fractions": [FRACTION_LABELS[fraction] for fraction in approval.approved_fractions],
        "approaches": [LABELS[approach] for approach in approval.approved_approaches],
        "settings": [SETTING_LABELS[setting] for setting in approval.approved_settings],
        "left": approval.sessions_approved - approval.sessions_used,
    }
