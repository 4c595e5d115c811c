"""When two folders are certainly one couple, and what stands in the way when they are not."""

from dataclasses import replace
from datetime import date

import pytest

from sessions_app.couples.rules.merging import Folder, Person, pairs, problems

ALEX = Person(name="Alex Moreno", born_on=date(1984, 3, 2))
ROBIN = Person(name="Robin Hale", born_on=date(1981, 11, 19))
TWIN = Person(name="alex  MORENO", born_on=date(1984, 3, 2))
EMPTY = Folder(people=(ALEX, ROBIN), ended=False, signed=False, dated=False)
FULL = replace(EMPTY, signed=True, dated=True)


@pytest.mark.parametrize(
    ("kept", "goes", "expected"),
    [
        ((ALEX, ROBIN), (ALEX, ROBIN), {0: 0, 1: 1}),
        ((ALEX, ROBIN), (ROBIN, TWIN), {0: 1, 1: 0}),
        ((ALEX, ROBIN), (ALEX, replace(ROBIN, born_on=date(1981, 11, 20))), None),
        ((ALEX, ROBIN), (ALEX, ALEX), None),
        ((ALEX, TWIN), (ALEX, TWIN), None),
    ],
)
def test_who_is_who_only_when_it_is_certain(kept, goes, expected):
    assert pairs(replace(EMPTY, people=kept), replace(EMPTY, people=goes)) == expected


@pytest.mark.parametrize(
    ("kept", "goes", "beginnings"),
    [
        (EMPTY, EMPTY, []),
        (FULL, EMPTY, []),
        (EMPTY, replace(EMPTY, people=(ALEX, ALEX)), ["Names and birthdays"]),
        (replace(EMPTY, ended=True), EMPTY, ["One of the two folders has ended"]),
        (EMPTY, replace(EMPTY, ended=True), ["One of the two folders has ended"]),
        (EMPTY, replace(EMPTY, signed=True), ["The folder that would go holds signed"]),
        (EMPTY, replace(EMPTY, dated=True), ["The folder that would go holds a booked"]),
    ],
)
def test_what_stands_in_the_way_of_a_merge(kept, goes, beginnings):
    found = problems(kept=kept, goes=goes)

    assert len(found) == len(beginnings)
    assert all(said.startswith(each) for said, each in zip(found, beginnings, strict=True))


def test_the_other_way_round_is_offered_only_where_it_would_work():
    goes = replace(EMPTY, signed=True)

    assert "Keep that one and let the other go." in problems(kept=EMPTY, goes=goes)[0]
    assert "Close the folder that is not needed instead" in problems(kept=FULL, goes=goes)[0]
