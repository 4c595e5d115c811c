"""What can be wrong with a plan in memory, and what makes its session unsafe (brief 2.4 to 2.7)."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from protocols.rules import Approach
from sessions_app.approvals.models import Approval
from sessions_app.planning.content import content
from sessions_app.planning.models import Part
from sessions_app.screening.rules.day import Told
from sessions_app.signing.rules import canonical

DAY = timedelta(days=1)
FRACTION = {
    "solo": "1/1",
    "dual_psychedelic": "1/1",
    "dual_psycholytic": "1/2",
    "extended_discussion": "1/4",
}
CONFIRMED = {
    "solo": {"discussed", "sitter_card", "look_back", "swap"},
    "dual_psychedelic": {"discussed", "shades", "gentle"},
    "dual_psycholytic": {"discussed", "private_place", "music", "i_statements", "listening"},
    "extended_discussion": {"discussed", "curiosity"},
}


def faults(life):
    """{what: (the values of a row, the name, a value that may make the session unsafe)}."""
    found = _of_the_plan(life) | _of_its_day(life)
    for part in life.parts:
        told = _of_one(part, life) | _of_the_approval(life.approvals[part.partner_id], life)
        found |= {f"{what} ({part.partner.side})": row for what, row in told.items()}
    return found


def _of_the_plan(life):
    plan, read = vars(life.plan), life.plan._prefetched_objects_cache
    return {
        "the place is another": (plan, "setting", "remote_with_therapist"),
        "a sober partner is wanted": (plan, "companion_need", "partner"),
        "high reactivity": (plan, "reactivity", "high"),
        "not at ease apart": (plan, "comfort", "no"),
        "no stop word": (plan, "stop_word", ""),
        "no joint intention": (plan, "joint_intention", ""),
        "another joint intention": (plan, "joint_intention", "To be near."),
        "nothing is confirmed": (plan, "confirmed", []),
        "one thing less is confirmed": (plan, "confirmed", life.plan.confirmed[1:]),
        "nobody leads": (plan, "mode", ""),
        "a long silence": (plan, "reflection_minutes", 16),
        "no silence": (plan, "reflection_minutes", None),
        "no question": (read, "chosen_questions", life.plan.chosen_questions.none()),
        "no topic": (read, "chosen_topics", life.plan.chosen_topics.none()),
    }


def _of_its_day(life):
    plan = vars(life.plan)
    found = {
        "no date": (plan, "starts_at", None),
        "a day later": (plan, "starts_at", life.plan.starts_at + DAY),
        "a licence that ends": (plan, "licence_until", life.day - DAY),
        "a week before": (life.world, "on", life.day - 7 * DAY),
        "the day before": (life.world, "on", life.day - DAY),
        "the day after": (life.world, "on", life.day + DAY),
    }
    for meeting in life.plan.meetings.all():
        row = vars(meeting)
        found[f"{meeting.kind} is cancelled"] = (row, "cancelled_at", life.plan.begun_at)
        found[f"{meeting.kind} is a day later"] = (row, "starts_at", meeting.starts_at + DAY)
    return found


def _of_one(part, life):
    row, interview, who = vars(part), vars(part.partner.interview), part.partner_id
    return {
        "does not dose": (row, "doses", False),
        "another part": (row, "fraction", "1/4" if part.fraction == "1/2" else "1/2"),
        "a booster": (row, "booster", True),
        "does not agree": (row, "agrees_joint", False),
        "no role": (row, "nondosing_role", ""),
        "no way to support": (row, "support_styles", []),
        "cannot stay sober": (row, "can_stay_sober", False),
        "acknowledges less": (row, "acknowledged", ["risks", "as_directed"]),
        "was not screened": (interview, "safety", "not_done"),
        "a concern": (interview, "safety", "concern"),
        "an acute risk": (interview, "acute_risk_open", True),
        "a medical flag": (interview, "medical_open", True),
        "was not asked": (life.world, who, []),
        "said no": (life.world, who, [Told(life.day, "yes"), Told(life.day, "no")]),
        "a worry": (life.world, who, [Told(life.day, "yes", flagged=True)]),
        "was asked long before": (life.world, who, [Told(life.day - 2 * DAY, "yes")]),
    }


def _of_the_approval(approval, life):
    row = vars(approval)
    return {
        "revoked": (row, "ended", "revoked"),
        "declined": (row, "ended", "superseded"),
        "runs out before": (row, "valid_until", life.day - DAY),
        "begins after": (row, "valid_from", life.day + DAY),
        "used up": (row, "sessions_used", approval.sessions_approved),
        "no part": (row, "approved_fractions", []),
        "a half only": (row, "approved_fractions", ["1/2"]),
        "one approach": (row, "approved_approaches", ["extended_discussion"]),
        "another place": (row, "approved_settings", ["remote_with_therapist"]),
        "a smaller most": (row, "session_max_mg", Decimal("10")),
        "does not come out": (row, "dose_unit_mg", Decimal("77")),
        "another dose": (row, "approved_dose_mg", approval.approved_dose_mg * 2),
        "an injection": (row, "form", "im"),
        "with conditions": (row, "conditions", "Only in the morning."),
    }


def unsafe(life):
    """Why a session that is free to begin should not be, worked out without the rules."""
    plan = life.plan
    if plan.stage != "cleared" or canonical(content(plan, **life.looked_at())) != life.signed:
        yield "not what was signed"
    yield from _couple(plan)
    yield from _day(life)
    for part in life.parts:
        yield from _told_alone(part, life)
        if part.doses:
            yield from _medicine(life.approvals[part.partner_id], part, life)


def _couple(plan):
    approach, dosing = plan.approach, sum(part.doses for part in plan.pair)
    if dosing != (1 if approach == "solo" else 2):
        yield "who doses"
    if CONFIRMED[approach] - set(plan.confirmed):
        yield "not all confirmed"
    if approach == "dual_psychedelic" and (not plan.joint_intention or plan.comfort == "no"):
        yield "full dose without intention or ease"
    without = not plan.chosen_questions.all() or plan.reactivity == "high"
    if approach == "dual_psycholytic" and without:
        yield "half dose without questions or calm"
    if approach == "extended_discussion":
        minutes = plan.reflection_minutes or 0
        if not (1 <= len(plan.chosen_topics.all()) <= 3 and plan.mode and 10 <= minutes <= 15):
            yield "a talk without agenda, lead or silence"
    if approach != "solo" and plan.companion_need == "partner":
        yield "a sober partner is wanted"


def _day(life):
    plan, on = life.plan, life.on
    if plan.starts_at is None:
        yield "no date"
        return
    zone = ZoneInfo(plan.zone)
    day = plan.starts_at.astimezone(zone).date()
    if day < on:
        yield "the day is over"
    if plan.licence_until and plan.licence_until < day:
        yield "no licence"
    fits = [
        meeting
        for meeting in plan.meetings.all()
        if meeting.kind == "next_day"
        and not meeting.cancelled_at
        and timedelta(hours=12) <= meeting.starts_at - plan.starts_at <= timedelta(hours=36)
        and meeting.starts_at.astimezone(zone).date() == day + DAY
    ]
    if plan.approach != "solo" and not fits:
        yield "no meeting of the next day"
    for part in plan.pair if day - DAY <= on <= day else ():
        told = [t for t in life.world[part.partner_id] if day - DAY <= t.asked_on <= day]
        if not told or told[-1].wish != "yes" or told[-1].flagged:
            yield "not settled alone"


def _told_alone(part, life):
    interview = part.partner.interview
    if interview.acute_risk_open or interview.safety != "no_concern":
        yield "screening"
    if set(part.acknowledged) != {"risks", "source", "as_directed"}:
        yield "not acknowledged"
    if life.plan.joint_intention and not part.agrees_joint:
        yield "does not agree"
    if not part.doses and not (part.nondosing_role and part.support_styles and part.can_stay_sober):
        yield "no sober companion"
    if part.doses and interview.medical_open:
        yield "an open medical flag"


def _medicine(approval, part, life):
    plan, on = life.plan, life.on
    day = plan.starts_at.date() if plan.starts_at else on
    fraction = FRACTION[plan.approach]
    if approval.ended or approval.sessions_used >= approval.sessions_approved:
        yield "no approval"
    if not approval.valid_from <= on <= approval.valid_until or day > approval.valid_until:
        yield "not valid"
    if part.fraction != fraction or fraction not in approval.approved_fractions:
        yield "another part"
    if plan.approach not in approval.approved_approaches:
        yield "another approach"
    if plan.setting not in approval.approved_settings:
        yield "another place"
    if approval.form == "im" and plan.setting != "office":
        yield "an injection outside the clinic"
    planned = approval.approved_dose_mg * {"1/1": 4, "1/2": 2, "1/4": 1}[part.fraction] / 4
    if planned > approval.session_max_mg + approval.dose_unit_mg:
        yield "more than the most of a session"
    if part.booster and approval.session_max_mg <= approval.approved_dose_mg:
        yield "no booster is listed"


def everyone_who_doses_may(plan, on):
    """Worked out once more from the rows, without the rules that are under test."""
    parts = list(Part.objects.filter(plan=plan))
    assert sum(part.doses for part in parts) == (1 if plan.approach == Approach.SOLO else 2)
    for part in parts:
        assert not part.partner.interview.acute_risk_open
        assert set(part.acknowledged) == {"risks", "source", "as_directed"}
        if not part.doses:
            continue
        approval = Approval.objects.filter(partner=part.partner, ended="").get()
        assert approval.valid_from <= on <= approval.valid_until
        assert on <= approval.valid_until
        assert plan.starts_at.date() <= approval.valid_until
        assert approval.sessions_used < approval.sessions_approved
        assert part.fraction in approval.approved_fractions
        assert plan.approach in approval.approved_approaches
        assert plan.setting in approval.approved_settings
        assert not part.booster or approval.session_max_mg > approval.approved_dose_mg
    if plan.approach != Approach.SOLO:
        assert plan.meetings.standing().filter(kind="next_day").exists()
