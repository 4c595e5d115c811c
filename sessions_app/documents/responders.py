"""The sealed card for emergency responders: one dosing partner's record on one page to fold.

The outer side is joint words only and alike on every card but for whom it is about. The inside is
this partner's own record, read from it alone; the other never reads it in passing (brief 3.5, 3.8).
"""

from protocols.rules import ROUTES

from ..approvals.rules import FRACTION_LABELS, Status
from ..people.rules import local_day, plain_figures
from ..screening.rules.flags import Kind
from ..screening.rules.health import TOPICS
from . import rules

# A page takes this many letters of medicines beside everything else at its longest.
MOST_OF_MEDICINES = 1200


def card(chart, told, joint, *, plan):
    """One partner's card, from their own chart, what they told last, and joint words."""
    zone = plan.couple.clinic.zone
    return {
        "paper": joint.paper,
        "outside": _outside(chart, joint=joint, clinic=plan.couple.clinic),
        "person": _person(chart.partner),
        "medicine": _medicine(chart),
        "health": _health(told.health, zone=zone),
        "takes": _takes(told.medicines, zone=zone),
        "lines": _lines(chart, joint=joint, clinic=plan.couple.clinic),
        "from": f"session plan {plan.number}, revision {plan.revision}",
    }


def _outside(chart, *, joint, clinic):
    return {
        "called": chart.partner.called,
        "day": rules.day_words(joint.starts_at, joint.zone),
        "place": joint.place,
        "room": joint.room,
        # The clinic's own name may tell what it does.
        "clinic": clinic.neutral_name,
        "phone": joint.phone,
    }


def _person(partner):
    return {
        "name": partner.name,
        "called": partner.called,
        "born": f"{partner.born_on.day} {partner.born_on:%B %Y}",
        "language": partner.language,
    }


def _medicine(chart):
    """What was approved and planned; None while no approval stands."""
    if chart.status != Status.ACTIVE:
        return None
    approval, planned = chart.approval, chart.planned_mg
    signature = approval.signature
    return {
        "name": approval.medicine,
        "form": approval.get_form_display(),
        "route": ROUTES[approval.route],
        "planned_mg": "" if planned is None else plain_figures(planned),
        "part": FRACTION_LABELS[chart.part.fraction],
        "approved_by": signature.signed_name,
        "approved_on": _day(signature.signed_at, signature.signed_zone),
    }


def _health(form, *, zone):
    """Allergies and conditions; None while nobody asked, which is not the same as none."""
    if form is None:
        return None
    return {
        "on": _day(form.recorded_at, zone),
        "allergies": form.allergies,
        # A thought of suicide is no condition, and stays in the record.
        "conditions": [
            topic.words
            for key, topic in TOPICS.items()
            if topic.kind == Kind.MEDICAL and form.topics.get(key, {}).get("answer") == "yes"
        ],
    }


def _takes(kept, *, zone):
    if kept is None:
        return None
    shown = _that_fit(kept.lines)
    return {
        "on": _day(kept.recorded_at, zone),
        "lines": shown,
        "more": len(kept.lines) - len(shown),
    }


def _that_fit(lines):
    """The lines from the first on that one page takes; never a part of one."""
    shown, taken = [], 0
    for line in lines:
        taken += len(line) + 2
        if taken > MOST_OF_MEDICINES:
            break
        shown.append(line)
    return shown


def _day(at, zone):
    on = local_day(at=at, zone=zone)
    return f"{on.day} {on:%B %Y}"


def _lines(chart, *, joint, clinic):
    return {
        "to_call": chart.partner.to_call,
        "clinic": joint.clinic,
        "phone": joint.phone,
        "prescriber": str(chart.approval.prescriber) if chart.status == Status.ACTIVE else "",
        "prescriber_phone": clinic.prescriber_phone,
    }
