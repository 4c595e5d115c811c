"""Two partners with one mailbox: one letter tells both, and neither ever gets none for it."""

from datetime import timedelta
from itertools import product

import pytest

from sessions_app.couples import actions as couples
from sessions_app.planning.models import Meeting
from sessions_app.post.line import Line
from sessions_app.post.rules import tells
from sessions_app.reminders import actions
from sessions_app.reminders.models import Letter
from sessions_app.reminders.rules.states import State
from tests.factories.planning import NOW

HOME, QUIET, NEW = "home@mail.example", "quiet@mail.example", "new@mail.example"
A_MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.usefixtures("one_mailbox")


def rows():
    """Where each letter went and when; Alex's first."""
    letters = Letter.objects.order_by("partner__side", "-lead")
    return [(letter.address.lower(), letter.sent_at) for letter in letters]


def words(arrived):
    return arrived.message.get_content()


def test_one_letter_for_each_lead_arrives_and_both_rows_say_when(
    post_office, meeting, sweep, due, states
):
    Meeting.objects.update(leads=[480, 180])
    first = due - timedelta(hours=5)
    sweep(first - A_MINUTE)

    sweep(first)
    after_the_first = post_office.addresses
    sweep(due)
    sweep(due + A_MINUTE)

    assert after_the_first == [HOME]
    assert post_office.addresses == [HOME, HOME]
    assert rows() == [(HOME, first), (HOME, due)] * 2
    assert states(due) == ["sent"] * 4


def test_the_one_letter_names_nobody_and_says_what_every_letter_says(
    post_office, planned, sweep, due
):
    sweep(due)

    (arrived,) = post_office.letters
    seen = "\n".join([*map(str, arrived.message.values()), words(arrived)])
    assert words(arrived).startswith("You have an appointment with Elm Appointments on Tue 2 March")
    assert not any(name in seen for name in ("Alex", "Moreno", "Robin", "Hale", "both", "share"))
    assert not tells(seen)


@pytest.mark.parametrize(
    ("side", "facts", "addresses", "became"),
    [
        ("a", {"zone": "America/New_York"}, [HOME, HOME], ["sent", "sent"]),
        ("b", {"zone": "America/New_York"}, [HOME, HOME], ["sent", "sent"]),
        ("b", {"zone": "America/Denver"}, [HOME], ["sent", "sent"]),
        ("a", {"wants_letters": False}, [HOME], ["skipped", "sent"]),
        ("b", {"wants_letters": False}, [HOME], ["sent", "skipped"]),
        ("b", {"email": "Home@Mail.Example"}, [HOME], ["sent", "sent"]),
        ("a", {"quiet_email": QUIET}, [HOME, QUIET], ["sent", "sent"]),
        ("b", {"quiet_email": QUIET}, [HOME, QUIET], ["sent", "sent"]),
        ("b", {"email": NEW}, [HOME, NEW], ["sent", "sent"]),
    ],
)
def test_one_letter_leaves_only_where_both_would_be_the_same(
    post_office, planned, sweep, due, states, change, side, facts, addresses, became
):
    change(side, **facts)

    sweep(due)
    sweep(due + A_MINUTE)

    assert [address.lower() for address in post_office.addresses] == addresses
    assert states(due) == became


def test_two_clocks_are_told_by_two_letters(post_office, planned, sweep, due, change):
    change("b", zone="America/New_York")

    sweep(due)

    assert {words(one).splitlines()[0].partition(" at ")[2] for one in post_office.letters} == {
        "10:00 (Denver).",
        "12:00 (New York).",
    }


def test_two_confidential_addresses_that_are_the_same_are_not_compared(
    post_office, planned, sweep, due, change
):
    for side in "ab":
        change(side, quiet_email=QUIET)

    sweep(due)

    assert post_office.addresses == [QUIET, QUIET]


def test_one_who_had_enough_letters_does_not_keep_the_others_back(
    post_office, planned, letter_of, sweep, due, reasons
):
    for lead in (1, 2, 3):
        handed = {"claim": "11111111-2222-3333-4444-555555555555", "claimed_at": NOW}
        letter_of("b", lead=lead, address=HOME, handing_at=NOW, sent_at=NOW, **handed)

    sweep(due)

    assert post_office.addresses == [HOME]
    assert (reasons()[0], reasons()[1]) == ("", "enough")


CHANGES = {
    "one stops letters": ({"wants_letters": False}, [HOME]),
    "one gets an address of their own": ({"email": NEW}, [HOME, NEW]),
    "one gives a confidential address": ({"quiet_email": QUIET}, [HOME, QUIET]),
    "one lives by another clock": ({"zone": "America/New_York"}, [HOME, HOME]),
}


def claims(workers, due):
    """What one worker, or two of which each has one of the letters, is about to send."""
    if workers == 1:
        return actions.claim(at=due).letters
    return [letter for _ in range(workers) for letter in actions.claim(at=due, limit=1).letters]


@pytest.mark.parametrize(
    ("what", "side", "workers", "back"), [*product(CHANGES, "ab", (1, 2), (False, True))]
)
def test_whatever_changes_before_the_last_look_each_gets_a_letter_and_no_mailbox_the_same_twice(
    post_office, planned, sweep, due, change, what, side, workers, back
):
    facts, addresses = CHANGES[what]
    claimed = claims(workers, due)
    change(side, **facts)

    with Line() as line:
        for letter in reversed(claimed) if back else claimed:
            actions.send(letter=letter, line=line, clock=lambda: due)
    sweep(due + A_MINUTE)

    assert post_office.addresses == addresses
    assert len({(one.address, words(one)) for one in post_office.letters}) == len(addresses)
    assert not Letter.objects.open().exists()


@pytest.mark.parametrize(("what", "side", "workers"), [*product(CHANGES, "ab", (1, 2))])
def test_what_changes_after_the_one_letter_left_sends_no_other(
    post_office, planned, sweep, due, change, what, side, workers
):
    first, *others = claims(workers, due)

    with Line() as line:
        became = [actions.send(letter=first, line=line, clock=lambda: due)]
        change(side, **CHANGES[what][0])
        became += [actions.send(letter=one, line=line, clock=lambda: due) for one in others]
    sweep(due + A_MINUTE)

    assert became == [State.SENT] + [State.PLANNED] * (workers - 1)
    assert post_office.addresses == [HOME]
    assert rows() == [(HOME, due)] * 2


@pytest.mark.parametrize(("side", "workers", "back"), [*product("ab", (1, 2), (False, True))])
def test_a_mailbox_that_becomes_one_before_the_last_look_gets_one(
    post_office, planned, sweep, due, change, side, workers, back
):
    change(side, email=NEW)
    claimed = claims(workers, due)
    change(side, email=HOME.upper())

    with Line() as line:
        for letter in reversed(claimed) if back else claimed:
            actions.send(letter=letter, line=line, clock=lambda: due)
    sweep(due + A_MINUTE)

    assert [address.lower() for address in post_office.addresses] == [HOME]
    assert rows() == [(HOME, due + A_MINUTE)] * 2


def test_one_who_comes_to_the_mailbox_after_a_letter_left_gets_their_own(
    post_office, planned, due, sweep, change
):
    """They may not have read there yet, and a letter twice is better than none."""
    change("b", email=NEW)
    alex, robin = actions.claim(at=due).letters

    with Line() as line:
        actions.send(letter=alex, line=line, clock=lambda: due)
        change("b", email=HOME)
        actions.send(letter=robin, line=line, clock=lambda: due)
    sweep(due + A_MINUTE)

    assert post_office.addresses == [HOME, HOME]
    assert rows() == [(HOME, due), (HOME, due + A_MINUTE)]


def test_a_worker_that_dies_before_the_last_look_leaves_both_to_the_next(
    post_office, planned, sweep, due
):
    actions.claim(at=due)

    sweep(due + timedelta(seconds=29))
    meanwhile = list(post_office.letters)
    sweep(due + timedelta(seconds=30))

    assert meanwhile == []
    assert post_office.addresses == [HOME]
    assert rows() == [(HOME, due + timedelta(seconds=30))] * 2


@pytest.mark.parametrize("order", [("slow", "quick"), ("quick", "slow")])
def test_a_slow_worker_whose_claim_passed_to_another_changes_neither_row(
    post_office, planned, due, order
):
    claimed = {"slow": actions.claim(at=due).letters}
    claimed["quick"] = actions.claim(at=due + timedelta(seconds=30)).letters

    with Line() as line:
        became = {
            worker: [
                actions.send(letter=one, line=line, clock=lambda: due + A_MINUTE)
                for one in claimed[worker]
            ]
            for worker in order
        }

    assert became == {"slow": [State.PLANNED], "quick": [State.SENT]}
    assert post_office.addresses == [HOME]
    assert rows() == [(HOME, due + A_MINUTE)] * 2


def test_a_batch_that_ends_between_the_two_sends_one(post_office, planned, due, sweep):
    (first,) = actions.claim(at=due, limit=1).letters

    with Line() as line:
        actions.send(letter=first, line=line, clock=lambda: due)
    nothing_is_left = actions.claim(at=due)

    assert not nothing_is_left
    assert post_office.addresses == [HOME]
    assert rows() == [(HOME, due)] * 2


def test_a_shared_contact_that_ends_sends_two_from_then_on(
    post_office, meeting, alex_and_robin, thea, sweep, due
):
    Meeting.objects.update(leads=[480, 180])
    sweep(due - timedelta(hours=6))
    sweep(due - timedelta(hours=5))
    robin = alex_and_robin.pair[1]

    couples.correct_partner(partner=robin, by=thea, at=NOW, email=NEW)
    sweep(due)

    assert post_office.addresses == [HOME, HOME, NEW]
