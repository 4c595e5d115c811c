"""What is over stands no longer: each row beside one that does, one reason at a time."""

from datetime import timedelta

import pytest

from sessions_app.access.rules import IDLE, LONGEST
from tests.factories.access import SessionFactory
from tests.factories.calendar import FeedFactory
from tests.factories.couples import EmergencyOpeningFactory
from tests.factories.people import JOINED_AT, AccountFactory, MembershipFactory
from tests.factories.planning import NOW, MeetingFactory, WaiverFactory
from tests.factories.signoff import SignOffFactory

MOMENT = timedelta(seconds=1)

NOBODY = {"account": None, "began_at": None, "seen_at": None}


def done(name):
    return {f"{name}_at": NOW, f"{name}_by": AccountFactory()}


OVER = {
    "a meeting that was cancelled": (MeetingFactory, {}, lambda: done("cancelled")),
    "a meeting that was held": (MeetingFactory, {}, lambda: done("held")),
    "a waiver that was lifted": (WaiverFactory, {}, lambda: done("lifted")),
    "a signature on an earlier revision": (SignOffFactory, {}, lambda: {"revision": 0}),
    "a role that ended": (MembershipFactory, {}, lambda: {"ended_at": NOW}),
    "a calendar address that was ended": (FeedFactory, {}, lambda: done("ended")),
    "a calendar address of somebody disabled": (
        FeedFactory,
        {},
        lambda: {"account": AccountFactory(is_active=False)},
    ),
    "a calendar address of before its owner was disabled": (
        FeedFactory,
        {"account__links_ended_at": JOINED_AT - MOMENT},
        lambda: {"account__links_ended_at": JOINED_AT},
    ),
    "an emergency that was ended": (
        EmergencyOpeningFactory,
        {"began_at": NOW - MOMENT},
        lambda: {"ended_at": NOW},
    ),
    "an emergency whose hour is over": (
        EmergencyOpeningFactory,
        {"began_at": NOW - MOMENT},
        lambda: {"ends_at": NOW},
    ),
    "a sign-in that was ended": (SessionFactory, {}, lambda: {"ended_at": NOW}),
    "a sign-in of nobody": (SessionFactory, {}, lambda: NOBODY),
    "a sign-in that was idle for too long": (SessionFactory, {}, lambda: {"seen_at": NOW - IDLE}),
    "a sign-in that lasts for too long": (SessionFactory, {}, lambda: {"began_at": NOW - LONGEST}),
}
ASKED_AT = {EmergencyOpeningFactory, SessionFactory}

pytestmark = pytest.mark.usefixtures("by_hand")


@pytest.mark.parametrize("what", OVER)
def test_what_is_over_stands_no_longer(what):
    make, facts, over = OVER[what]
    stands = make(**facts)

    make(**facts | over())

    rows = type(stands)._default_manager
    assert list(rows.standing(**{"at": NOW} if make in ASKED_AT else {})) == [stands]
