import pytest

from protocols.rules.times import LeadNotUnderstood, lead_words, leads_from


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("3 days, 24 hours", [4320, 1440]),
        ("24 hours, 3 days, 1 day", [4320, 1440]),
        ("90 min", [90]),
        ("3h", [180]),
        ("", []),
        (" , ", []),
    ],
)
def test_lead_times_are_written_as_people_say_them(written, minutes):
    assert leads_from(written) == minutes


@pytest.mark.parametrize("written", ["soon", "3", "0 days", "40 days", "-1 day", "1 week", "9" * 9])
def test_what_is_no_lead_time_is_refused_with_an_example(written):
    with pytest.raises(LeadNotUnderstood, match="Write it like “3 days”"):
        leads_from(written)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(4320, "3 days"), (1440, "1 day"), (180, "3 hours"), (90, "90 minutes"), (1, "1 minute")],
)
def test_minutes_become_words_that_are_read_back_as_the_same_minutes(minutes, words):
    assert lead_words(minutes) == words
    assert leads_from(words) == [minutes]
