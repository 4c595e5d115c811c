"""What the records say about a plan, as the plain values that the rules take."""

from dataclasses import replace

from protocols import rules as protocols
from protocols.rules import Approach, CoupleFacts, PartnerFacts

from ..approvals.models import Approval
from ..approvals.rules import FRACTIONS, Status
from ..people.rules import local_day
from ..signing.rules import digest
from . import day
from .charts import Chart
from .rules import times, wishes
from .rules.stages import Stage
from .rules.told import Dosing, PlanFacts


def day_of(plan, at):
    """The day it is in the plan's clinic at this moment."""
    return local_day(at=at, zone=plan.couple.clinic.zone)


def newest_approvals(plans):
    """The newest approval of each partner of these plans, by partner; one query for all."""
    partners = [part.partner_id for plan in plans for part in plan.pair]
    found = {}
    for approval in Approval.objects.filter(partner__in=partners).select_related(
        "prescriber", "signature"
    ):
        found.setdefault(approval.partner_id, approval)
    return found


def charts(plan, *, on, approvals=None):
    """Both partners' charts, A then B; whoever reads many plans brings their approvals."""
    pair = plan.pair
    approvals = newest_approvals([plan]) if approvals is None else approvals
    return [
        Chart(
            part,
            # Not every partner has been interviewed, and then there is no such attribute.
            getattr(part.partner, "interview", None),
            approvals.get(part.partner_id),
            on,
        )
        for part in pair
    ]


def partner_facts(chart):
    """One partner's side of the fit. What was never recorded counts as not done, never as fine.

    An approval whose first day is ahead counts like one that has begun, so that nothing of a plan
    for a later day changes on the morning on which it begins.
    """
    approval, interview = chart.approval, chart.interview
    active = chart.carries
    return PartnerFacts(
        name=chart.partner.called,
        rx_status=_rx_status(chart),
        approved_fractions=frozenset(
            FRACTIONS[f] for f in (approval.approved_fractions if active else [])
        ),
        approved_settings=frozenset(approval.approved_settings if active else []),
        med_review=_review(approval if active else None, interview),
        first_ketamine=interview.first_ketamine if interview else True,
        experience=interview.experience if interview else "none",
        private_safety_screen=interview.safety if interview else "not_done",
        acute_risk_open=interview.acute_risk_open if interview else False,
        can_stay_sober=chart.part.can_stay_sober,
        medicine_form=approval.form if active else None,
    )


def _rx_status(chart):
    if chart.carries:
        return Status.ACTIVE.value
    return (Status.NONE if chart.status == Status.NONE else Status.LAPSED).value


def _review(approval, interview):
    """An open health flag means that the prescriber has something to look at first."""
    if approval is None or (interview and interview.medical_open):
        return "not_reviewed"
    return "cleared_with_conditions" if approval.conditions else "cleared"


def couple_facts(plan):
    return CoupleFacts(
        goals=frozenset(plan.goals),
        comfort_separate_journeys=plan.comfort,
        conflict_reactivity=plan.reactivity,
        sober_companion_need=plan.companion_need,
        stuck_pattern=plan.stuck_pattern,
        setting=plan.setting,
        third_sober_adult=plan.third_sober_adult,
    )


def told_apart(plan):
    """By which name each side is told of: two who are called the same carry their side."""
    called = {part.partner.side: part.partner.called for part in plan.pair}
    if len(set(called.values())) == len(called):
        return called
    return {side: f"{name} ({side.upper()})" for side, name in called.items()}


def weighed(plan, *, on, known=None):
    """What the fit of a plan is worked out from, as the rules take it."""
    names = told_apart(plan)
    a, b = (
        replace(partner_facts(chart), name=names[chart.partner.side])
        for chart in known or charts(plan, on=on)
    )
    return {"a": a, "b": b, "couple": couple_facts(plan)}


def assess(plan, *, on, known=None):
    """The verdict for each approach, or None while the couple's facts are not recorded.

    Solo is weighed with the partner it fits better; once it is chosen, with whoever doses in it.
    """
    if plan.facts_at is None:
        return None
    told = weighed(plan, on=on, known=known)
    verdicts = protocols.assess(**told)
    dosing = [part.partner.side for part in plan.pair if part.doses]
    if plan.approach == Approach.SOLO and len(dosing) == 1:
        solo = protocols.assess_one(Approach.SOLO, **told, dosing_partner=dosing[0])
        verdicts[Approach.SOLO] = solo
    return verdicts


def weight(verdict):
    """A short name for all that a verdict says, so that another one is noticed."""
    said = [[fired.id, fired.cap.value, fired.clinician] for fired in verdict.fired]
    return digest({"level": verdict.level.value, "said": said})


def verdict(plan, *, on, known=None):
    """The verdict of today on the chosen approach, None without one."""
    verdicts = assess(plan, on=on, known=known) if plan.approach else None
    return verdicts[plan.approach] if verdicts else None


def kept_now(plan, *, on, known=None):
    """The verdict of today on the chosen approach, in the shape it is kept in."""
    return protocols.keep(verdict(plan, on=on, known=known), **weighed(plan, on=on, known=known))


def fit_since(plan, *, on, known=None):
    """What is different since the approach was chosen, for the pages of both; falsy if nothing."""
    if not plan.chosen_fit or plan.facts_at is None:
        return None
    return protocols.since_for_both(plan.chosen_fit, kept_now(plan, on=on, known=known))


def fit_since_in_full(plan, *, on, known=None):
    """The same for whoever signs, with the reasons that were told alone."""
    if not plan.chosen_fit or plan.facts_at is None:
        return None
    return protocols.since(plan.chosen_fit, kept_now(plan, on=on, known=known))


def acknowledgements_needed(plan):
    """The safety advice the approach was chosen against, each as {"id", "sentence"}.

    Whoever signs the plan acknowledges each of them.
    """
    return protocols.to_acknowledge(plan.chosen_fit)


def _dosing(plan, chart):
    active, approval = chart.carries, chart.approval
    return Dosing(
        name=chart.partner.called,
        doses=chart.part.doses,
        approved=active,
        approach_approved=active and plan.approach in approval.approved_approaches,
        comes_out=chart.planned_mg is not None,
        part_fits=plan.version is not None and chart.part.fraction == plan.version.fraction,
        side=chart.partner.side,
        acknowledged=frozenset(chart.part.acknowledged),
        consent_age=_consent_age(plan, chart),
        booster=chart.part.booster,
        booster_approved=active and approval.lists_booster,
    )


def _consent_age(plan, chart):
    """Days from this partner's consent to the session, or to the chart's day without a date."""
    if chart.part.consented_on is None:
        return None
    then = local_day(at=plan.starts_at, zone=plan.zone) if plan.starts_at else chart.on
    return (then - chart.part.consented_on).days


PEOPLE_AROUND = (
    "stop_word",
    "hand_sign",
    "ride",
    "ride_confirmed",
    "companion",
    "companion_confirmed",
)


def gate_facts(plan, *, on, known=None, told=None):
    """All that `gates.open_gates` asks; whoever reads many plans brings `day.told` of them."""
    known = known or charts(plan, on=on)
    fit = verdict(plan, on=on, known=known)
    next_day = next((m for m in standing_meetings(plan) if m.kind == "next_day"), None)
    parts = [chart.part for chart in known]
    sober = next((part for part in parts if not part.doses), None)
    return PlanFacts(
        approach=plan.approach,
        verdict=fit.level.value if fit else "",
        overridden=fit is not None and protocols.answered(plan.chosen_fit, fit),
        reactivity=plan.reactivity,
        dosing=tuple(_dosing(plan, chart) for chart in known),
        nondosing_role=sober.nondosing_role if sober else "",
        support_styles=tuple(sober.support_styles) if sober else (),
        joint_intention=plan.joint_intention,
        both_agree=all(part.agrees_joint for part in parts),
        questions=len(plan.chosen_questions.all()),
        topics=len(plan.chosen_topics.all()),
        mode=plan.mode,
        reflection_minutes=plan.reflection_minutes,
        confirmed=frozenset(plan.confirmed),
        both_approved=all(chart.carries for chart in known),
        **day.gate_facts(plan, on=on, known=known),
        **day.asked_and_measured(plan, on=on, told=told),
        next_day_booked=next_day is not None,
        next_day_fits=next_day is not None
        and plan.starts_at is not None
        and times.next_day_fits(
            session_at=plan.starts_at, meeting_at=next_day.starts_at, zone=plan.zone
        ),
        touch_answered=all(part.touch is not None for part in parts),
        **{name: getattr(plan, name) for name in PEOPLE_AROUND},
        waived=frozenset(waiver.gate for waiver in standing_waivers(plan)),
    )


def standing_meetings(plan):
    """The meetings of a plan that were not cancelled, in order of time."""
    return sorted(
        (m for m in plan.meetings.all() if m.cancelled_at is None), key=lambda m: m.starts_at
    )


def standing_waivers(plan):
    """What the plan goes on without, in the order in which it was waived."""
    return [waiver for waiver in plan.waivers.all() if waiver.lifted_at is None]


def touch_agreement(plan):
    """The touch both said yes to alone, in words; None until both were asked."""
    answers = [part.touch for part in plan.pair]
    if any(answer is None for answer in answers):
        return None
    return [wishes.TOUCH[kind] for kind in wishes.agreed_touch(*answers)]


def why_not_swapped(plan, *, on, known=None):
    """Why no session with the roles reversed can be planned beside this one, or nothing."""
    if plan.approach != Approach.SOLO or sum(part.doses for part in plan.pair) != 1:
        return "Only a session in which one of the two doses alone can be swapped."
    if plan.swaps.exclude(stage=Stage.WITHDRAWN.value).exists():
        return "The swapped session is planned already."
    sober = next(chart for chart in known or charts(plan, on=on) if not chart.part.doses)
    if not sober.carries or plan.approach not in sober.approval.approved_approaches:
        return f"{sober.partner.called} has no approval for this approach. Ask the prescriber."
    return ""
