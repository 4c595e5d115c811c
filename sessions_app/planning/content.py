"""A plan as plain values, in the shape that is shown, digested and signed.

Only str, int, bool, None, lists and dicts. Nothing that changes by itself with time may stand
here (no days left, no verdict of today), for each change asks for a new signature.
"""

from zoneinfo import ZoneInfo

from ..approvals.rules import FRACTION_LABELS, Status
from . import facts, lines
from .rules import gates, wishes


def content(plan, *, on, known=None):
    """Everything a prescriber signs; `on` decides which approval is the present one."""
    known = known or facts.charts(plan, on=on)
    return {
        "couple": plan.couple_id,
        "plan": plan.number,
        "partners": [_partner(chart) for chart in known],
        "approach": _approach(plan),
        "safety": _safety(plan),
        "intentions": _intentions(known, plan),
        "preparation": _preparation(plan),
        "session": _session(plan),
        "meetings": [_meeting(m) for m in facts.standing_meetings(plan)],
        "waivers": [_waiver(plan, w) for w in facts.standing_waivers(plan)],
    }


def unsigned(plan):
    """What the stations keep and nobody signs.

    A touch is signed as the agreement of both, a meeting with its time and place only.
    """
    return {
        "touch": {part.partner.side: part.touch for part in plan.pair},
        "meetings": {m.kind: [m.room, m.therapist_id] for m in facts.standing_meetings(plan)},
    }


def _partner(chart):
    part, approval = chart.part, chart.approval
    return {
        "name": chart.partner.name,
        "called": chart.partner.called,
        "born_on": chart.partner.born_on.isoformat(),
        "doses": part.doses,
        "fraction": part.fraction,
        "fraction_words": FRACTION_LABELS.get(part.fraction, "takes no medicine"),
        "role": part.nondosing_role,
        "support": list(part.support_styles),
        "can_stay_sober": part.can_stay_sober,
        "booster": part.booster,
        "acknowledged": [
            sentence
            for key, (sentence, _) in wishes.ACKNOWLEDGEMENTS.items()
            if key in part.acknowledged
        ],
        "consented_on": part.consented_on.isoformat() if part.consented_on else None,
        "approval": _approval(chart) if approval and part.doses else None,
    }


def _approval(chart):
    approval = chart.approval
    planned = chart.planned_mg
    return {
        "signed_digest": approval.signature.digest,
        # One that begins later is signed for a session inside its days, and stays as it was read.
        "status": (Status.ACTIVE if chart.carries else chart.status).value,
        "medicine": approval.medicine,
        "form": approval.get_form_display(),
        "dose_mg": str(approval.approved_dose_mg),
        "session_max_mg": str(approval.session_max_mg),
        "planned_mg": None if planned is None else str(planned),
        "prescriber": str(approval.prescriber),
        "valid_until": approval.valid_until.isoformat(),
        "conditions": approval.conditions,
    } | ({"valid_from": approval.valid_from.isoformat()} if approval.signed_ahead else {})


def _approach(plan):
    if plan.version is None:
        return None
    return {
        "key": plan.approach,
        "name": plan.version.name,
        "version": plan.version.number,
        "wording": plan.version.owner_name or "built in",
        "protocol_digest": plan.version.digest,
        "fit": plan.chosen_fit,
        "reason": plan.choice_reason,
        "facts": {
            "goals": sorted(plan.goals),
            "comfort": plan.comfort,
            "reactivity": plan.reactivity,
            "companion_need": plan.companion_need,
            "stuck_pattern": plan.stuck_pattern,
            "setting": plan.setting,
            "third_sober_adult": plan.third_sober_adult,
        },
    }


def _safety(plan):
    return {
        "stop_word": plan.stop_word,
        "hand_sign": plan.hand_sign,
        "companion": plan.companion,
        "companion_phone": plan.companion_phone,
        "companion_arrives": f"{plan.companion_arrives:%H:%M}" if plan.companion_arrives else "",
        "companion_confirmed": plan.companion_confirmed,
        "ride": plan.ride,
        "ride_phone": plan.ride_phone,
        "ride_confirmed": plan.ride_confirmed,
        "touch": facts.touch_agreement(plan),
    }


def _intentions(known, plan):
    return {
        "joint": plan.joint_intention,
        "agreed": [
            {"name": chart.partner.called} | _moment(chart.part.agreed_at, plan)
            for chart in known
            if chart.part.agrees_joint
        ],
        "private": {chart.partner.side: chart.part.private_intention for chart in known},
    }


def _moment(at, plan):
    zone = plan.zone or plan.couple.clinic.zone
    return {"at": _local(at, zone), "zone": zone if at else ""}


def _preparation(plan):
    return {
        "questions": [c.question.text for c in plan.chosen_questions.all()],
        "topics": [
            {"title": c.topic.title, "opening": c.opening} for c in plan.chosen_topics.all()
        ],
        "mode": plan.mode,
        "reflection_minutes": plan.reflection_minutes,
        "confirmed": [
            c.sentence for c in wishes.confirmations_for(plan.approach) if c.key in plan.confirmed
        ],
        "parked": plan.parked,
        "lists": _lists(plan),
    }


def _lists(plan):
    """Where the couple's lists differ from the protocol's, which the digest of it names."""
    left_out = {"packing": [], "room": []}
    for item in plan.version.items.all() if plan.left_out else ():
        if item.key in plan.left_out:
            left_out[item.list].append(item.text)
    return {
        "packing_left_out": left_out["packing"],
        "packing_added": list(plan.own_packing),
        "room_left_out": left_out["room"],
        "room_added": list(plan.own_room),
    }


def _local(at, zone):
    return at.astimezone(ZoneInfo(zone)).isoformat(timespec="minutes") if at else None


def _session(plan):
    return {
        "starts_at": _local(plan.starts_at, plan.zone) if plan.starts_at else None,
        "zone": plan.zone,
        "minutes": plan.minutes,
        "place": plan.place,
        "room": plan.room,
        "therapist": str(plan.therapist) if plan.therapist_id else "",
        "line": _line(plan),
    }


def _line(plan):
    """The phases whose minutes are not those of the protocol."""
    if not plan.line:
        return []
    usual = list(plan.version.phases.all())
    return [
        {"route": own.route, "title": own.title, "starts": own.starts, "ends": own.ends}
        for own, phase in zip(lines.of_plan(plan, usual), usual, strict=True)
        if phase.ends is not None and (own.starts, own.ends) != (phase.starts, phase.ends)
    ]


def _meeting(meeting):
    return {
        "kind": meeting.kind,
        "starts_at": _local(meeting.starts_at, meeting.zone),
        "zone": meeting.zone,
        "minutes": meeting.minutes,
        "place": meeting.place,
    }


def _waiver(plan, waiver):
    return {
        "title": gates.ADVICE.get(waiver.gate, waiver.gate),
        "reason": waiver.reason,
        "by": str(waiver.waived_by),
    } | _moment(waiver.waived_at, plan)
