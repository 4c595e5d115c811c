"""A session, a meeting or a couple as one row of a list, with no more than its reader may see.

Rows come from `told(...)`. Whoever does not read a couple's plans whole gets names, times and
states: neither the approach nor who takes which part of a dose, nor a place.
"""

from django.db.models import Exists, OuterRef
from django.urls import reverse

from ..couples.models import Couple
from ..people.rules import Action
from ..planning.rules.stages import OPEN, Stage
from ..signoff.waiting import whom
from . import rules

AFTER_SIGNING = (Stage.CLEARED, Stage.HELD)


FIRST_STEPS = (
    (Action.OPEN_COUPLE, "open"),
    (Action.READ_CLINICAL, "wait"),
    (Action.MANAGE_PEOPLE, "invite"),
)


def first_step(account):
    """What a list without couples says to its reader: what comes next, and who does it."""
    return next((step for action, step in FIRST_STEPS if account.may(action)), "")


def told(rows, account, *, couple):
    """The rows, each knowing as `clinical` whether this account may read it whole."""
    mine = Couple.objects.clinical_to(account).filter(pk=OuterRef(couple))
    return rows.annotate(clinical=Exists(mine))


def fractions(plan):
    """What the dose glyph draws: the part of A and of B, not decided before the approach."""
    if plan.version_id is None:
        return ("", "")
    a, b = plan.pair
    return (a.fraction or "0", b.fraction or "0")


def folder_url(plan):
    return reverse("desk:folder", args=[plan.couple_id])


def plan_url(plan):
    page = "integration:after" if Stage(plan.stage) in AFTER_SIGNING else "planning:review"
    return reverse(page, args=[plan.pk])


def session(plan, *, now, ready=None):
    """One session ahead; `ready` says whether a signed one may begin as it stands today."""
    row = {
        "when": rules.near_words(at=plan.starts_at, now=now, zone=plan.zone),
        "at": plan.starts_at,
        "couple": str(plan.couple),
        "stage": plan.state,
        "label": plan.state_label,
        "ready": None if plan.is_void else ready,
    }
    if not plan.clinical:
        return row | {"url": folder_url(plan), "what": ""}
    return row | {
        "url": plan_url(plan),
        "fractions": fractions(plan),
        "what": " · ".join(filter(None, [plan.version and plan.version.name, plan.room])),
    }


def meeting(meeting, *, now):
    """One meeting ahead."""
    plan = meeting.plan
    row = {
        "when": rules.near_words(at=meeting.starts_at, now=now, zone=meeting.zone),
        "at": meeting.starts_at,
        "couple": str(plan.couple),
        "label": meeting.label,
    }
    if not meeting.clinical:
        return row | {"url": folder_url(plan)}
    return row | {"url": reverse("integration:meeting", args=[meeting.pk]), "place": meeting.place}


def plan(plan, *, clinical):
    """One plan in the folder of its couple."""
    row = {"number": plan.number, "plan": plan, "stage": plan.state, "label": plan.state_label}
    row["open"] = Stage(plan.stage) in OPEN
    row["waits"] = f"Waits for {whom(plan)}" if plan.is_void else ""
    if not clinical:
        return row | {"url": "", "what": ""}
    return row | {
        "url": plan_url(plan),
        "fractions": fractions(plan),
        "what": plan.version.name if plan.version else "No approach chosen yet",
    }


def couple(couple):
    """One couple with its newest plan and what comes next."""
    newest = next(iter(couple.newest), None)
    row = {
        "couple": couple,
        "name": str(couple),
        "lead": couple.lead.name,
        "stage": newest.state if newest else "",
        "label": newest.state_label if newest else "No plan yet",
        "next": _next(couple),
    }
    if newest and couple.clinical:
        row["fractions"] = fractions(newest)
        row["what"] = newest.version.name if newest.version else "No approach chosen yet"
    return row


def _next(couple):
    """The next session or meeting, whichever comes first."""
    ahead = [("session", couple.next_session), ("meeting", couple.next_meeting)]
    known = sorted((at, what) for what, at in ahead if at)
    return {"at": known[0][0], "what": known[0][1]} if known else None
