"""What overlaps, how it is said, and which times are offered instead."""

from datetime import UTC, datetime, timedelta

import pytest

from sessions_app.planning.rules.bookings import Clash, free_starts, overlap, span_of, span_words

NINE = datetime(2027, 3, 9, 16, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONE = "America/Denver"


def span(begins, ends):
    return NINE + begins * HOUR, NINE + ends * HOUR


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        (span(0, 2), span(1, 3), True),
        (span(0, 2), span(0, 2), True),
        (span(0, 4), span(1, 2), True),
        (span(0, 2), span(2, 4), False),
        (span(0, 2), span(3, 4), False),
    ],
)
def test_where_one_ends_the_other_may_begin(one, other, share):
    assert overlap(one, other) is share
    assert overlap(other, one) is share


@pytest.mark.parametrize(
    ("takers", "what", "told"),
    [
        (
            ("Thea",),
            "a session with Alex and Robin",
            "Thea already has a session with Alex and Robin "
            "from 09:00 to 12:00 on Tue 9 March (Denver).",
        ),
        (
            ("Thea", "Room 1"),
            "another booking",
            "Thea and Room 1 already have another booking "
            "from 09:00 to 12:00 on Tue 9 March (Denver).",
        ),
    ],
)
def test_a_clash_says_who_has_what_and_when(takers, what, told):
    assert Clash(takers, what, span(0, 3), ZONE).sentence == told


def test_a_stretch_over_midnight_names_both_days():
    assert span_words(span(13, 16), ZONE) == "from 22:00 to Wed 10 01:00 on Tue 9 March (Denver)"


def test_people_are_taken_from_the_arrival_on():
    assert span_of(starts_at=NINE, minutes=120, before=60) == span(-1, 2)


def offered(taken, **change):
    told = {"wanted": NINE, "minutes": 120, "before": 0, "zone": ZONE} | change
    return free_starts(taken=taken, **told)


def test_the_next_free_times_are_later_that_day_and_then_the_same_clock():
    taken = [span(0, 3), (NINE + DAY, NINE + DAY + HOUR)]

    assert offered(taken) == [
        NINE + 3 * HOUR,
        NINE + DAY + HOUR,
        NINE + 2 * DAY,
    ]


def test_a_free_time_ends_within_the_day_and_leaves_room_to_arrive():
    late = NINE + 9 * HOUR

    assert offered([span(9, 10), (NINE + DAY - HOUR, NINE + DAY)], wanted=late, before=45) == [
        late + DAY,
        late + 2 * DAY,
        late + 3 * DAY,
    ]


def test_only_what_fits_is_offered_and_nothing_where_nothing_is_free():
    month = (NINE - DAY, NINE + 30 * DAY)

    assert offered([span(0, 1)], fits=lambda at: at == NINE + 2 * HOUR) == [NINE + 2 * HOUR]
    assert offered([month]) == []


def test_a_clock_that_a_change_of_clocks_skips_or_doubles_is_not_offered():
    """On 14 March 2027 Denver goes from 02:00 to 03:00."""
    wanted = datetime(2027, 3, 13, 9, 30, tzinfo=UTC)

    first, *_ = offered([(wanted, wanted + 14 * HOUR)], wanted=wanted, minutes=30)

    assert first == datetime(2027, 3, 13, 23, 30, tzinfo=UTC)
    assert offered([(wanted, wanted + 20 * HOUR)], wanted=wanted, minutes=30)[0] == datetime(
        2027, 3, 14, 14, tzinfo=UTC
    )
