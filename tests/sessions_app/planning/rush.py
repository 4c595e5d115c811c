"""Many people book at once: each process takes, moves, cancels and takes up again."""

import random
from collections import Counter
from datetime import timedelta

from django.db import connection, connections
from django.utils import timezone

from sessions_app.people.models import Account
from sessions_app.people.rules import Role
from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from tests.factories.couples import couple_of
from tests.factories.people import ClinicFactory, colleague
from tests.factories.planning import PartFactory, PlanFactory

HALF_HOUR = timedelta(minutes=30)
REFUSED = (
    actions.TimeIsTaken,
    actions.PlanIsClosed,
    actions.PlanCannotMove,
    actions.DateDoesNotHold,
)
OVERLAPS = """
select count(*) from sessions_app_booking one join sessions_app_booking other
    on one.id < other.id and one.during && other.during and (
        one.therapist_id = other.therapist_id
        or one.partner_id = other.partner_id or one.room_id = other.room_id)
"""


def ground(*, couples, therapists, rooms):
    """One clinic with as many couples, each with two plans, for as few people and rooms."""
    clinic = ClinicFactory()
    people = [colleague(clinic, Role.THERAPIST) for _ in range(therapists)]
    plans = []
    for _ in range(couples):
        couple = couple_of(clinic=clinic, lead=people[0], team=people[1:])
        for number in (1, 2):
            plan = PlanFactory(couple=couple, number=number, begun_by=people[0])
            plans.append(plan.pk)
            for partner in couple.pair:
                PartFactory(plan=plan, partner=partner)
    names = [f"Room {number}" for number in range(1, rooms + 1)]
    return {"plans": plans, "therapists": [each.pk for each in people], "rooms": names}


def overlaps():
    """Pairs of bookings of the same person or room that share a moment."""
    with connection.cursor() as cursor:
        cursor.execute(OVERLAPS)
        return cursor.fetchone()[0]


def attempts(seed, count, plans, therapists, rooms, first, slots=20):
    """What came of `count` attempts by one person: deeds done, refusals by name, errors."""
    dice, outcome = random.Random(seed), Counter()
    therapists = list(Account.objects.filter(pk__in=therapists).order_by("pk"))
    for _ in range(count):
        plan = Plan.objects.get(pk=dice.choice(plans))
        by = dice.choice(therapists)
        try:
            outcome[_attempt(dice, plan, by, therapists, rooms, first, slots)] += 1
        except REFUSED as refusal:
            outcome[type(refusal).__name__] += 1
        except Exception as error:
            outcome[f"error: {type(error).__name__}: {error}"[:200]] += 1
    connections.close_all()
    return outcome


def _attempt(dice, plan, by, therapists, rooms, first, slots):
    told = {"plan": plan, "by": by, "at": timezone.now()}
    if plan.stage == "withdrawn":
        actions.take_up(**told, keep_time=dice.random() < 0.8)
        return "taken up"
    if plan.starts_at and dice.random() < 0.2:
        actions.withdraw(**told, why="Rush.")
        return "withdrawn"
    actions.schedule(
        **told,
        starts_at=first + dice.randrange(slots) * HALF_HOUR,
        minutes=dice.choice([30, 60, 90]),
        zone="America/Denver",
        place="3 Quay Street",
        room=dice.choice(rooms),
        therapist=dice.choice(therapists),
    )
    return "booked"
