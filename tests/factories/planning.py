"""Plans as rows, and plans that have come some way by the app's own deeds."""

from datetime import UTC, date, datetime, time, timedelta

import factory
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from protocols.rules import Approach
from sessions_app.people.rules import Role
from sessions_app.planning import actions, models
from sessions_app.planning.rules import times, wishes

from .couples import CoupleFactory, PartnerFactory
from .people import AccountFactory, ClinicFactory, colleague
from .protocols import VersionFactory

NOW = datetime(2027, 3, 1, 17, tzinfo=UTC)
SESSION_AT = datetime(2027, 3, 9, 21, tzinfo=UTC)


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Plan

    couple = factory.SubFactory(CoupleFactory)
    number = factory.Sequence(lambda n: n + 1)
    begun_by = factory.SubFactory(AccountFactory)
    begun_at = NOW
    zone = "America/Denver"


class SentPlanFactory(PlanFactory):
    """With the prescriber, and all that the database asks of such a plan."""

    stage = "with_prescriber"
    version = factory.SubFactory(VersionFactory)
    chosen_by = submitted_by = therapist = factory.SelfAttribute("begun_by")
    chosen_at = submitted_at = NOW
    starts_at = SESSION_AT
    minutes = 150


class PartFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Part

    plan = factory.SubFactory(PlanFactory)
    partner = factory.SubFactory(PartnerFactory)


class MeetingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Meeting

    plan = factory.SubFactory(PlanFactory)
    kind = "next_day"
    starts_at = SESSION_AT + timedelta(hours=20)
    minutes = 60
    zone = "America/Denver"
    place = "3 Quay Street, Denver"
    leads = [180]
    booked_by = factory.SubFactory(AccountFactory)
    booked_at = NOW


class RoomFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Room

    clinic = factory.SubFactory(ClinicFactory)
    name = factory.Sequence(lambda n: f"Room {n + 1}")


class BookingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Booking

    plan = factory.SubFactory(PlanFactory)
    during = DateTimeTZRange(SESSION_AT, SESSION_AT + timedelta(hours=2))


class ChosenQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ChosenQuestion

    plan = factory.SubFactory(PlanFactory)
    position = 1


class ChosenTopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ChosenTopic

    plan = factory.SubFactory(PlanFactory)
    position = 1


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Draft

    account = factory.SubFactory(AccountFactory)
    plan = factory.SubFactory(PlanFactory)
    station = "roles"
    kept_at = NOW


class WaiverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Waiver

    plan = factory.SubFactory(PlanFactory)
    gate = "ride"
    reason = "They walk home together."
    waived_by = factory.SubFactory(AccountFactory)
    waived_at = NOW


class TaskFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Task

    plan = factory.SubFactory(PlanFactory)
    text = "Ask a neighbour to feed the cat."
    owner = "couple"
    days_before = 3


class RevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Revision

    plan = factory.SubFactory(PlanFactory)
    number = 1
    content = b"{}"
    digest = "0" * 64
    sent_by = factory.SubFactory(AccountFactory)
    sent_at = NOW


FACTS = {
    "goals": [],
    "comfort": "yes",
    "reactivity": "low",
    "companion_need": "none",
    "stuck_pattern": False,
    "setting": "office",
    "third_sober_adult": True,
    "sober_a": True,
    "sober_b": True,
}
POINTS_TO = {
    Approach.SOLO: {"goals": ["individual_healing"]},
    Approach.DUAL_PSYCHEDELIC: {"goals": ["deep_shift"]},
    Approach.DUAL_PSYCHOLYTIC: {"goals": ["emotional_expression"]},
    Approach.EXTENDED_DISCUSSION: {"goals": ["focused_talk"]},
}
SHARED = {
    "stop_word": "Anchor",
    "hand_sign": "A raised open hand",
    "companion": "Kim Ostrander",
    "companion_phone": "303-555-0177",
    "companion_arrives": time(13, 45),
    "companion_confirmed": True,
    "ride": "Kim drives",
    "ride_phone": "303-555-0177",
    "ride_confirmed": True,
}
TOLD = {"acknowledged": list(wishes.ACKNOWLEDGEMENTS), "consented_on": date(2027, 2, 20)}


def chosen(plan, *, by, at, approach=Approach.DUAL_PSYCHOLYTIC):
    """The plan with facts that point to the approach, and the approach chosen."""
    actions.record_facts(plan=plan, by=by, at=at, **FACTS | POINTS_TO[approach])
    return actions.choose(plan=plan, approach=approach, reason="", by=by, at=at)


def prepared(plan, *, by, at, approach=Approach.DUAL_PSYCHOLYTIC):
    """The plan with everything but a date."""
    plan = chosen(plan, by=by, at=at, approach=approach)
    deed = {"plan": plan, "by": by, "at": at}
    parts = {"a": {"touch": ["hand", "hug"]}, "b": {"touch": ["hand"]}}
    for part in plan.pair:
        if not part.doses:
            parts[part.partner.side] |= {"nondosing_role": "sitter", "support_styles": ["words"]}
    actions.set_roles(**deed, parts=parts, **SHARED)
    actions.write_intentions(
        **deed,
        joint="We would like to be at ease with silence.",
        private={"a": "Own words of A.", "b": "Own words of B."},
        agrees={"a": True, "b": True},
    )
    talk = approach == Approach.EXTENDED_DISCUSSION
    return actions.confirm_preparation(
        **deed,
        questions=list(plan.version.questions.filter(private=False)[:3]),
        topics=[(topic, "I wonder …") for topic in plan.version.topics.all()[:2]],
        confirmed=[c.key for c in wishes.confirmations_for(approach)],
        mode="therapist_led" if talk else "",
        reflection_minutes=12 if talk else None,
        parked="The house, for another day." if talk else "",
        told={"a": TOLD, "b": TOLD},
    )


def booked(plan, *, by, at, starts_at=SESSION_AT):
    """A prepared plan with its session and the proposed meetings.

    Where that therapist is taken already, another one has it, in another room.
    """
    clinic = plan.couple.clinic
    busy = models.Booking.objects.filter(therapist=by, during__contains=starts_at).exists()
    plan = actions.schedule(
        plan=plan,
        starts_at=starts_at,
        minutes=150,
        zone=clinic.zone,
        place=clinic.address,
        room=f"Room {plan.couple_id}" if busy else "Room 1",
        therapist=colleague(clinic, Role.THERAPIST) if busy else by,
        by=by,
        at=at,
    )
    templates = {template.kind: template for template in plan.version.meetings.all()}
    meetings = [_meeting(plan, kind, templates[kind.value]) for kind in times.MeetingKind]
    return actions.book_meetings(plan=plan, meetings=meetings, by=by, at=at)


def _meeting(plan, kind, template):
    proposal = times.propose(
        kind=kind,
        session_at=plan.starts_at,
        minutes=template.minutes,
        leads=template.leads,
        zone=plan.zone,
    )
    return {
        "kind": kind.value,
        "starts_at": proposal.starts_at,
        "minutes": proposal.minutes,
        "zone": plan.zone,
        "place": plan.place,
        "leads": list(proposal.leads),
    }
