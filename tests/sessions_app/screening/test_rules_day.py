"""The question before each dosing day: whose last word for a session lets it go on."""

from datetime import date, timedelta

import pytest

from sessions_app.screening.rules.day import Told, Wish, is_near, raises_flag, settled

SESSION = date(2027, 3, 9)
BEFORE = SESSION - timedelta(days=1)
YES, NO, UNSAID = ("yes", "no", "unsaid")


@pytest.mark.parametrize(
    ("told", "goes_on"),
    [
        ([], False),
        ([Told(SESSION, YES)], True),
        ([Told(BEFORE, YES)], True),
        ([Told(BEFORE - timedelta(days=1), YES)], False),
        ([Told(SESSION + timedelta(days=1), YES)], False),
        ([Told(SESSION, NO)], False),
        ([Told(SESSION, UNSAID)], False),
        ([Told(BEFORE, YES), Told(SESSION, NO)], False),
        ([Told(BEFORE, NO), Told(SESSION, YES)], True),
        ([Told(BEFORE, NO, flagged=True), Told(SESSION, YES, flagged=True)], False),
        ([Told(SESSION, YES, flagged=True)], False),
        ([Told(SESSION, "")], False),
    ],
)
def test_only_a_yes_of_that_day_or_the_day_before_with_nothing_open_goes_on(told, goes_on):
    assert settled(told, session_on=SESSION) is goes_on


@pytest.mark.parametrize(("days", "near"), [(-2, False), (-1, True), (0, True), (1, False)])
def test_it_is_due_the_day_before_and_on_the_day(days, near):
    assert is_near(session_on=SESSION, on=SESSION + timedelta(days=days)) is near


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize("worry", [True, False])
def test_all_but_a_plain_yes_opens_a_flag(wish, worry):
    assert raises_flag(wish=wish, worry=worry) is (wish != "yes" or worry)
