"""The four approaches side by side, and what the records say beside them."""

from django.urls import reverse

from protocols.models import ProtocolVersion
from protocols.rules import CODES, Cap, for_both, is_alone

from ..facts import told_apart
from ..reading import LEVELS, yes_no

# Facts of one partner are kept in their record; those of the couple in a field of the fit.
RECORDS = {"approvals", "screening"}
FIELDS = {
    "H4": "setting",
    "H6": "companion_need",
    "H7": "comfort",
    "H9": "reactivity",
    "H10": "goals",
    "AD5": "third_sober_adult",
    "AD7": "reactivity",
    "AD8": "reactivity",
}


def cards(plan, verdicts, *, offered):
    """One card an approach; without verdicts while the facts are not recorded."""
    return [
        card(plan, version, verdicts[version.approach] if verdicts else None, offered=offered)
        for version in ProtocolVersion.objects.current(plan.couple.clinic_id).side_by_side()
    ]


def card(plan, version, verdict, *, offered=False):
    a, b = plan.pair
    quiet = verdict is not None and is_alone(verdict.fired)
    # Whom solo fits better follows from both records, and would tell of them.
    alone = verdict.dosing_partner if verdict and not quiet else None
    fractions = [version.fraction, version.other_fraction]
    if alone == "b":
        fractions.reverse()
    chosen = plan.approach == version.approach
    level, tone = LEVELS[verdict.level.value] if verdict else ("", "")
    return {
        "version": version,
        "names": (a.partner.called, b.partner.called),
        "fractions": fractions,
        "doses": {"a": a, "b": b}[alone].partner.called if alone else "",
        "url": reverse("planning:choose", args=[plan.pk, CODES[version.approach].lower()]),
        "chosen": chosen,
        "verdict": verdict,
        "level": level,
        "tone": tone,
        "reasons": [
            _reason(plan, fired, offered=offered)
            for fired in (for_both(verdict.fired) if verdict else ())
        ],
        "met": verdict.met if verdict and not quiet else (),
        "deed": _deed(plan, verdict, chosen) if verdict and offered else "",
    }


def _deed(plan, verdict, chosen):
    """What the card offers. Leaving an approach puts things aside, so it is asked about first."""
    if chosen:
        return "look"
    if verdict.barred:
        return "closed"
    if verdict.level == Cap.NOT_NOW:
        return "against"
    if verdict.level == Cap.CAUTION:
        return "reason"
    return "instead" if plan.version_id else "choose"


def _reason(plan, fired, *, offered):
    return {
        "kind": fired.kind.value.capitalize(),
        "sentence": fired.clinician,
        "change": fired.change,
        "private": fired.private,
        "acknowledge": fired.safety,
        "links": list(_links(plan, fired, offered=offered)),
    }


def _links(plan, fired, *, offered):
    """Where the fact behind a reason is recorded; a field only for who may change it."""
    names = told_apart(plan)
    for part in plan.pair:
        named = fired.partner in (None, names[part.partner.side])
        if fired.fact in RECORDS and named:
            page = reverse("desk:record", args=[part.partner_id])
            yield page, f"Record of {names[part.partner.side]}"
        if offered and fired.id == "H5" and named:
            yield _field(plan, f"sober_{part.partner.side}"), "Change the fact"
    if offered and fired.id in FIELDS:
        yield _field(plan, FIELDS[fired.id]), "Change the fact"


def _field(plan, name):
    return f"{reverse('planning:fit', args=[plan.pk])}#div_id_{name}"


def tally(verdicts):
    """How the four stand, in one sentence, for whoever does not see the cards change."""
    if verdicts is None:
        return ""
    counts = [
        f"{sum(v.level.value == level for v in verdicts.values())} {label.lower()}"
        for level, (label, _) in LEVELS.items()
    ]
    return f"{', '.join(counts)}."


def records(charts):
    """What each partner's own record says: read there, never typed over here."""
    return [
        {
            "name": chart.partner.called,
            "side": chart.partner.side,
            "url": reverse("desk:record", args=[chart.partner.pk]),
            "first_time": yes_no(chart.interview.first_ketamine) if chart.interview else "",
        }
        for chart in charts
    ]
