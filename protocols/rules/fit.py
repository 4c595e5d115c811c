"""Facts in, one verdict for each approach out."""

from dataclasses import replace

from protocols.rules.advice import ADVICE
from protocols.rules.approaches import Approach
from protocols.rules.case import Case
from protocols.rules.hard import RULES
from protocols.rules.indicators import met
from protocols.rules.verdict import NEUTRAL, ORDER, Verdict, lowest

FITS = "This option fits what you told us."


def assess(*, a, b, couple) -> dict[Approach, Verdict]:
    return {approach: _weigh(approach, a, b, couple) for approach in Approach}


def assess_one(approach, *, a, b, couple, dosing_partner=None) -> Verdict:
    """The same with the dosing partner of solo ("a" or "b") already decided."""
    return _verdict([Case(approach=approach, a=a, b=b, couple=couple, doser=dosing_partner)])


def _weigh(approach, a, b, couple):
    if approach != Approach.SOLO:
        return _verdict([Case(approach=approach, a=a, b=b, couple=couple)])
    cases = [Case(approach=approach, a=a, b=b, couple=couple, doser=doser) for doser in "ab"]
    best = min(_rank(case) for case in cases)
    return _verdict([case for case in cases if _rank(case) == best])


def _rank(case):
    """Who should dose in solo: the better level, then a way that no rule bars, then the fewer
    reasons against it, then the more indicators. None of this knows who is called A; if all
    four are equal neither partner is named, and the reasons of both are told."""
    fired = _fired(case)
    level, barred = lowest(each.cap for each in fired), any(each.bars for each in fired)
    return ORDER[level], barred, len(fired), -len(_met(case))


def _verdict(cases):
    # A set, because two equal solo cases share the reasons that concern the couple.
    fired = tuple(sorted({each for case in cases for each in _fired(case)}, key=_place))
    indicators = tuple(sorted({each for case in cases for each in _met(case)}, key=_seed))
    level = lowest(each.cap for each in fired)
    if any(each.private for each in fired):
        fired = tuple(replace(each, couple_safe=NEUTRAL) for each in fired)
    return Verdict(
        level=level,
        fired=fired,
        met=indicators,
        dosing_partner=cases[0].doser if len(cases) == 1 else None,
        reason_clinician=_told(fired, "clinician")
        or " ".join(indicator.sentence for indicator in indicators),
        reason_couple_safe=_told(fired, "couple_safe") or FITS,
    )


def _fired(case):
    return [fired for rule in RULES + ADVICE for fired in rule(case)]


def _met(case):
    return met(case.approach, case.dosing, case.a, case.b, case.couple)


def _place(fired):
    kind = fired.id.rstrip("0123456789")
    return kind != "H", int(fired.id.removeprefix(kind)), fired.partner or "", fired.clinician


def _seed(indicator):
    return int(indicator.seed.removeprefix("S")), indicator.sentence


def _told(fired, voice):
    return " ".join(dict.fromkeys(getattr(each, voice) for each in fired))
