"""How days and moments are told in the copy of one's own data."""

import pytest

from sessions_app.rights.reading import DOUBLE, TITLES, chapters, said


@pytest.mark.parametrize(
    ("words", "zone", "told"),
    [
        ("2027-03-01T17:00+00:00", "America/Denver", "1 March 2027, 10:00 (Denver)"),
        # The clocks go forward in New York on 14 March.
        ("2027-03-14T06:59+00:00", "America/New_York", "14 March 2027, 01:59 (New York)"),
        ("2027-03-14T07:00+00:00", "America/New_York", "14 March 2027, 03:00 (New York)"),
        # Another day there than the one it is kept under.
        ("2027-03-01T23:30+00:00", "Asia/Tokyo", "2 March 2027, 08:30 (Tokyo)"),
        ("2027-03-01", "Asia/Tokyo", "1 March 2027"),
        ("2027-03-01 was a good day", "Asia/Tokyo", "2027-03-01 was a good day"),
    ],
)
def test_a_moment_is_told_in_ones_own_zone_and_a_day_as_it_is(words, zone, told):
    assert said(words, zone=zone) == told


def test_moments_deep_in_a_record_are_told_so_too():
    empty = {key: [] for key in TITLES}
    moment = "2027-03-01T17:00+00:00"
    kept = empty | {
        "letters": [{"sent": {"at": moment}, "kind": "reminder"}],
        "plans": [{"meetings": [{"kind": "Next day", "at": moment, "place": ""}, "none"]}],
    }

    found = dict(chapters(kept, zone="America/Denver"))

    assert found["Letters to you"] == [
        [("Sent: at", "1 March 2027, 10:00 (Denver)"), ("Kind", "reminder")]
    ]
    assert found["Your part in the plans"] == [
        [("Meetings", "Next day, 1 March 2027, 10:00 (Denver); none")]
    ]


def test_a_chapter_about_a_double_folder_stands_there_only_where_there_was_one():
    empty = {key: [] for key in TITLES}
    heading = "About you, in a folder that was opened twice"

    without = dict(chapters(empty, zone="UTC"))
    whole = dict(chapters(empty | {DOUBLE: [{"name": "Alex Moreno"}]}, zone="UTC"))

    assert heading not in without
    assert without["Letters to you"] == []
    assert whole[heading] == [[("Name", "Alex Moreno")]]
