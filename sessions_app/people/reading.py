"""A person as the people page says them."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Least

from .models import Licence, Membership
from .rules import (
    LICENCE_SOON,
    ROLE_WORDS,
    Action,
    LetterState,
    Role,
    has_licence,
    licence_ends_soon,
    licence_holds,
    local_day,
    roles_that_may,
)

LETTERS = {
    LetterState.PLANNED: ("wait", "Letter leaves soon"),
    LetterState.SENT: ("yes", "Letter sent"),
    LetterState.UNCERTAIN: ("mind", "Letter uncertain: most likely it arrived"),
    LetterState.FAILED: ("not", "Letter failed"),
    LetterState.EXPIRED: ("plain", "Link expired"),
}


def roles(account):
    """The standing roles here as people say them, in the order of the table."""
    standing = standing_roles(account)
    return [ROLE_WORDS[role] for role in Role if role.value in standing]


def standing_roles(account):
    return [each.role for each in account.roles_here if each.ended_at is None]


def is_disabled(account):
    return not standing_roles(account) and any(each.disabled for each in account.roles_here)


def line(account, *, on):
    return {
        "account": account,
        "roles": roles(account),
        "disabled": is_disabled(account),
        "licence": licence(account, on=on),
    }


def licence(account, *, on):
    """What is to be said of the licence, or None where none is needed."""
    if not has_licence(standing_roles(account)):
        return None
    kept = next(iter(account.licence_here), None)
    return _lasts(kept, on=on) if kept else {"kind": "plain", "text": "No licence on record"}


def _lasts(kept, *, on):
    last = kept.last_day
    what, day = "Licence" if last == kept.expires_on else "DEA", f"{last.day} {last:%B %Y}"
    if not licence_holds(expires_on=last, on=on):
        return {"kind": "not", "text": f"{what} expired on {day}"}
    if licence_ends_soon(expires_on=last, on=on):
        return {"kind": "mind", "text": f"{what} expires on {day}"}
    return {"kind": "yes", "text": f"{what} until {day}"}


def licences_to_renew(clinic, *, on):
    """Of whoever works here under a licence that ran out or soon does, the nearest end first."""
    works = Membership.objects.standing().filter(account=OuterRef("account"), clinic=clinic)
    soon = on + timedelta(days=LICENCE_SOON)
    found = Licence.objects.filter(
        Exists(works.filter(role__in=roles_that_may(Action.READ_CLINICAL))),
        Q(expires_on__lte=soon) | Q(dea_expires_on__lte=soon),
        clinic=clinic,
    )
    return [
        {"account": each.account, **_lasts(each, on=on)}
        for each in found.select_related("account").order_by(
            Least("expires_on", "dea_expires_on"), "pk"
        )
    ]


def own_licence_to_renew(account, *, on):
    """What is to be said on one's own first page; whoever is signed in came with the day."""
    here = [each for each in account.standing_memberships if each.clinic == account.clinic]
    last = next((day for each in here if (day := getattr(each, "licence_until", None))), None)
    if last is None or not has_licence(each.role for each in here):
        return None
    said = f"{last.day} {last:%B %Y}"
    if not licence_holds(expires_on=last, on=on):
        return {"kind": "not", "text": f"They held until {said}. Nothing can be signed under them."}
    if licence_ends_soon(expires_on=last, on=on):
        return {"kind": "mind", "text": f"They hold until {said}. Give the new ones to an admin."}
    return None


def own_licences(account, *, now):
    """What stands on record of one's own, clinic by clinic."""
    return [
        {"clinic": each.clinic, **_lasts(each, on=local_day(at=now, zone=each.clinic.zone))}
        for each in account.licences.select_related("clinic").order_by("pk")
    ]


def care_teams(account, *, clinic):
    """The couples here for whom they care, by name, and whether they lead that care."""
    couples = account.couples.filter(clinic=clinic).named()
    return sorted(
        ({"couple": couple, "leads": couple.lead_id == account.pk} for couple in couples),
        key=lambda one: str(one["couple"]),
    )


def invitation(invitation, *, now):
    kind, text = LETTERS[invitation.letter_state(now)]
    return {
        "invitation": invitation,
        "roles": [ROLE_WORDS[Role(role)] for role in invitation.roles],
        "kind": kind,
        "text": text,
        "why": "" if invitation.sent_at else invitation.failed_why,
    }
