"""Many people book the same few people and rooms at once; the full form is tests/bench/bookings."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.utils import timezone

from sessions_app.planning.models import Booking
from tests.sessions_app.planning.rush import attempts, ground, overlaps

PEOPLE, EACH = 4, 50


@pytest.mark.django_db(transaction=True)
def test_no_rush_books_anybody_twice_and_every_refusal_has_a_name():
    told = ground(couples=4, therapists=2, rooms=2) | {
        "first": timezone.now() + timedelta(days=1),
        "slots": 8,
    }

    with ThreadPoolExecutor(PEOPLE) as pool:
        found = sum(pool.map(lambda seed: attempts(seed, EACH, **told), range(PEOPLE)), Counter())

    assert {name for name in found if name.startswith("error")} == set()
    assert sum(found.values()) == PEOPLE * EACH
    assert min(found["booked"], found["TimeIsTaken"], found["withdrawn"], found["taken up"]) > 0
    assert Booking.objects.exists()
    assert overlaps() == 0
