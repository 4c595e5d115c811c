from datetime import UTC, date, datetime, timedelta

import pytest

from sessions_app.approvals.rules import Status
from sessions_app.desk import rules

NOW = datetime(2027, 3, 1, 17, tzinfo=UTC)  # ten in the morning in Denver
DENVER = "America/Denver"
FROM, UNTIL = date(2027, 2, 3), date(2027, 7, 31)


@pytest.mark.parametrize(
    ("hour", "words"),
    [
        (0, "Good morning"),
        (11, "Good morning"),
        (12, "Good afternoon"),
        (17, "Good afternoon"),
        (18, "Good evening"),
        (23, "Good evening"),
    ],
)
def test_the_greeting_follows_the_hour(hour, words):
    assert rules.greeting(hour=hour) == words


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Thea Lindqvist", "Thea"),
        ("Dr Paul Adeyemi", "Dr Adeyemi"),
        ("Dr. Paul van den Berg", "Dr. Berg"),
        ("Prof Ines Koval", "Prof Koval"),
        ("Dr", "Dr"),
        ("Cher", "Cher"),
    ],
)
def test_people_are_spoken_to_by_first_name_or_by_title(name, words):
    assert rules.spoken_to(name) == words


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (-11, "Yesterday 23:00"),
        (0, "Today 10:00"),
        (13, "Today 23:00"),
        (14, "Tomorrow 00:00"),
        (38, "Wed 3 March 00:00"),
        (24 * 9 - 34, "Tue 9 March 00:00"),
    ],
)
def test_a_moment_of_these_days_is_said_by_its_distance(hours, words):
    at = NOW + timedelta(hours=hours)

    assert rules.near_words(at=at, now=NOW, zone=DENVER) == words


def test_days_are_written_out():
    assert rules.long_day(date(2026, 11, 3)) == "Tuesday 3 November 2026"
    assert rules.short_day(date(2026, 11, 3)) == "3 November 2026"


@pytest.mark.parametrize(
    ("status", "on", "told"),
    [
        (Status.ACTIVE, FROM, ("yes", "178 days left")),
        (Status.ACTIVE, UNTIL - timedelta(days=15), ("yes", "15 days left")),
        (Status.ACTIVE, UNTIL - timedelta(days=14), ("mind", "14 days left")),
        (Status.ACTIVE, UNTIL - timedelta(days=1), ("mind", "1 day left")),
        (Status.ACTIVE, UNTIL, ("mind", "Last day today")),
        (Status.UPCOMING, FROM - timedelta(days=1), ("wait", "Begins on 3 February 2027")),
        (Status.LAPSED, UNTIL + timedelta(days=1), ("not", "Lapsed on 31 July 2027")),
        (Status.LAPSED, UNTIL, ("not", "Every approved session is used")),
        (Status.REVOKED, FROM, ("plain", "Ended by the prescriber")),
        (Status.SUPERSEDED, FROM, ("plain", "Replaced by a newer one")),
    ],
)
def test_an_approval_says_how_long_it_holds_or_why_not(status, on, told):
    assert rules.approval_words(status=status, on=on, valid_from=FROM, valid_until=UNTIL) == told


def test_no_approval_is_told_without_days():
    assert rules.approval_words(status=Status.NONE, on=FROM) == ("plain", "No approval yet")
