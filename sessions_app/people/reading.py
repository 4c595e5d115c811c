"""A person as the people page says them."""

from .rules import (
    ROLE_WORDS,
    LetterState,
    Role,
    has_licence,
    licence_ends_soon,
    licence_holds,
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
    if kept is None:
        return {"kind": "plain", "text": "No licence on record"}
    day = f"{kept.expires_on.day} {kept.expires_on:%B %Y}"
    if not licence_holds(expires_on=kept.expires_on, on=on):
        return {"kind": "not", "text": f"Licence expired on {day}"}
    if licence_ends_soon(expires_on=kept.expires_on, on=on):
        return {"kind": "mind", "text": f"Licence expires on {day}"}
    return {"kind": "yes", "text": f"Licence until {day}"}


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
