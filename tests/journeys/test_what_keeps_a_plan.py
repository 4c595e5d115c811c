"""What keeps a plan from being signed, moved on in a browser: a request, a nudge, a hand-over."""

from django.urls import reverse
from django.utils import timezone

from sessions_app.approvals import actions as approvals
from sessions_app.approvals import rules
from sessions_app.approvals.models import Request
from sessions_app.approvals.rules import Cause
from sessions_app.people.rules import Role
from sessions_app.signoff import tasks
from sessions_app.signoff.models import Handover
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import colleague


def test_an_approval_that_lapsed_is_asked_for_again_and_sent_back_with_a_question(couple, person):
    wren, address = couple.pair[0], reverse("desk:record", args=[couple.pair[0].pk])
    approvals.report(
        approval=wren.approvals.get(), why=Cause.PRODUCT, by=couple.lead, at=timezone.now()
    )

    thea = person("thea@elm.example")
    thea.open(address)
    thea.arrives("Wren Abbott", rules.CAUSES[Cause.PRODUCT])
    thea.go("Prepare it for the prescriber")
    thea.arrives("What should a prescriber look at for Wren?")
    thea.write({"What the prescriber should know before looking": "Tablets now."})
    thea.press("Keep it")
    thea.arrives("Wren Abbott", "Being prepared", "Tablets now.")
    thea.press("Send to the prescriber")
    thea.arrives("Wren Abbott", "Waits for a prescriber")

    paul = person("paul@elm.example", "keys")
    paul.choose_from_menu("Sign-off")
    paul.arrives("What waits for your signature", "Approvals that are asked for")
    paul.go("Wren Abbott")
    paul.press("Take it under review")
    paul.arrives("Renew the approval for Wren", "Tablets now.")
    paul.open(address)
    paul.go("Ask or decline")
    paul.write({"What is missing, or why not?": "Since when?"})
    paul.press("Ask for changes")
    paul.arrives("Wren Abbott", "Sent back with a question")

    thea.open(address)
    thea.arrives("Wren Abbott", "Since when?")
    assert Request.objects.get().state == "changes_requested"


def test_an_admin_nudges_and_hands_over_by_the_board(couple, sent_plan, person, smtp_sink):
    colleague(couple.clinic, Role.ADMIN, name="Ada Okafor", email="ada@elm.example")
    nell = colleague(couple.clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    CareTeamMemberFactory(couple=couple, account=nell)

    ada = person("ada@elm.example")
    ada.open(reverse("signoff:board"))
    ada.arrives("What keeps plans from being signed", "Wren and Ari")
    ada.unfold("Move it on")
    ada.press("Nudge by e-mail")
    ada.arrives("What keeps plans from being signed", "A neutral word is on its way.")
    tasks.drain(clock=timezone.now)
    ada.unfold("Move it on")
    ada.press("Hand to Nell Odum")
    ada.arrives("What keeps plans from being signed", "It waits for Nell Odum now.")

    assert sorted(letter.address for letter in smtp_sink.letters) == [
        "nell@elm.example", "paul@elm.example",
    ]  # fmt: skip
    assert Handover.objects.get().to == nell


def test_an_admin_moves_an_approval_on_that_is_asked_for(couple, person, smtp_sink):
    colleague(couple.clinic, Role.ADMIN, name="Ada Okafor", email="ada@elm.example")
    nell = colleague(couple.clinic, Role.PRESCRIBER, name="Nell Odum", email="nell@elm.example")
    CareTeamMemberFactory(couple=couple, account=nell)
    wish = {"approaches": [], "settings": [], "wish": "Tablets now."}
    asked = {"by": couple.lead, "at": timezone.now()}
    approvals.submit(request=approvals.prepare(partner=couple.pair[0], **wish, **asked), **asked)

    ada = person("ada@elm.example")
    ada.open(reverse("signoff:board"))
    ada.arrives("What keeps plans from being signed", "Wren Abbott")
    ada.unfold("Move it on")
    ada.press("Hand to Nell Odum")
    ada.arrives("What keeps plans from being signed", "It waits for Nell Odum now.")
    ada.unfold("Move it on")
    ada.press("Nudge by e-mail")
    ada.arrives("What keeps plans from being signed", "A neutral word is on its way.")
    tasks.drain(clock=timezone.now)

    assert [letter.address for letter in smtp_sink.letters] == ["nell@elm.example"]
    assert Handover.objects.get().request == Request.objects.get()
