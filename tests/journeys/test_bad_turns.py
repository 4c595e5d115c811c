"""What goes wrong on the road: one leaves, one is signed out, two write at once, one goes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sessions_app.access.models import Session
from sessions_app.people.rules import Role
from sessions_app.planning.models import Plan, Revision
from sessions_app.signoff.models import SignOff
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import PASSWORD, colleague

WORDS = "We would like to laugh together again."
OWN = "I would like to be less afraid."


@pytest.fixture
def tove(couple):
    """Another therapist of the same couple."""
    tove = colleague(couple.clinic, Role.THERAPIST, name="Tove Lund", email="tove@elm.example")
    CareTeamMemberFactory(couple=couple, account=tove)
    return tove


def now(plan):
    return Plan.objects.get(pk=plan.pk)


def end_sign_in(email):
    """As if nothing had been pressed for too long."""
    Session.objects.filter(account__email=email).update(seen_at=timezone.now() - timedelta(hours=1))


@pytest.mark.usefixtures("tove")
def test_nothing_typed_is_lost_and_nothing_is_done_twice(prepared_plan, person):
    thea, tove, paul = (person(f"{name}@elm.example") for name in ("thea", "tove", "paul"))

    # Thea writes, is called away, and comes back by Today.
    thea.go("Go on with the plan of Wren and Ari")
    thea.go_to_station("Intentions")
    thea.arrives("What do Wren and Ari want from it?")
    thea.write({"What they want together": WORDS})
    thea.sees("not saved yet.")
    thea.leave_unsaved("Today")
    thea.go("Go on with the plan of Wren and Ari")
    thea.go_to_station("Intentions")
    thea.arrives("What do Wren and Ari want from it?", "You typed something here and did not save")
    thea.go("Bring it back")
    thea.arrives("What do Wren and Ari want from it?", "What you typed is back")
    assert thea.reads("What they want together") == WORDS

    # Her sign-in ends before she saves.
    thea.tick("Wren agrees to these words", "Ari agrees to these words")
    thea.write({"Ari’s own intention": OWN})
    end_sign_in("thea@elm.example")
    thea.press("Save intentions")
    thea.give_password("thea@elm.example", PASSWORD)
    thea.arrives("Your words are kept", WORDS, OWN)
    thea.press("Send it again")
    thea.arrives("How do they get ready?", "Intentions saved. Next: preparation.")
    plan = now(prepared_plan)
    assert (plan.joint_intention, plan.pair[1].private_intention) == (WORDS, OWN)

    # Tove saves another word while Thea has the page open; both are shown.
    for one in (thea, tove):
        one.open(f"/plans/{plan.pk}/roles/")
        one.arrives("Who does what on the day?")
    mine = {"Stop word": "Lantern", "Hand sign": "Two raised hands"}
    tove.write({"Stop word": "Harbour"})
    tove.press("Save roles")
    tove.arrives("What do Wren and Ari want from it?")
    thea.write(mine)
    thea.press("Save roles")
    thea.arrives("Who does what on the day?", "Two texts for the same place", "Harbour", "Lantern")
    assert now(plan).stop_word == "Harbour"
    thea.answer(
        {
            "Stop word": "Keep what I typed Lantern",
            "Hand sign": "Keep what I typed Two raised hands",
        }
    )
    thea.press("Save with these choices")
    thea.arrives("What do Wren and Ari want from it?", "Roles saved. Next: intentions.")

    # She saves once more and goes back in her browser: the page shows what is saved.
    thea.go_to_station("Roles and dose")
    thea.arrives("Who does what on the day?")
    thea.write({"Ride home": "Tim drives"})
    thea.press("Save roles")
    thea.arrives("What do Wren and Ari want from it?")
    thea.page.go_back()
    thea.arrives("Who does what on the day?")
    shown = mine | {"Ride home": "Tim drives"}
    assert {field: thea.reads(field) for field in shown} == shown

    # Other words than before are agreed to anew.
    thea.go_to_station("Intentions")
    thea.arrives("What do Wren and Ari want from it?")
    thea.tick("Wren agrees to these words", "Ari agrees to these words")
    thea.press("Save intentions")
    thea.arrives("How do they get ready?", "Intentions saved. Next: preparation.")

    # Twice pressed, once sent; twice pressed, once signed.
    thea.open(f"/plans/{plan.pk}/review/")
    thea.press_twice("Send to the prescriber")
    thea.arrives("The plan as the prescriber sees it", "Sent to the prescriber.")
    paul.open(f"/plans/{plan.pk}/answer/")
    paul.write({"Your password, to sign": PASSWORD})
    paul.press_twice("Sign this plan")
    paul.arrives("What waits for your signature", "Signed. The papers can be prepared now.")
    signed = SignOff.objects.get()
    assert (now(plan).stage, signed.approves) == ("cleared", True)
    assert [revision.number for revision in Revision.objects.all()] == [1]
