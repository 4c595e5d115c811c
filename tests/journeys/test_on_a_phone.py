"""Two minutes of Paul's: a mail that says little, a telephone, a signature."""

from django.utils import timezone
from playwright.sync_api import expect

from sessions_app.people.rules import Role
from sessions_app.signoff import actions, tasks
from sessions_app.signoff.models import SignOff
from tests.factories.access import code_at, recovery_codes_of, with_app
from tests.factories.people import PASSWORD, colleague

PHONE = {
    "viewport": {"width": 375, "height": 812},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
}
CONDITIONS = "Blood pressure is taken before the dose."


def test_the_prescriber_signs_on_a_phone(sent_plan, couple, person, smtp_sink, settings):
    settings.SECOND_FACTOR_WAIVED = False
    paul = couple.team.get(account__email="paul@elm.example").account
    code_to_sign = recovery_codes_of(with_app(paul))[0]
    ada = colleague(couple.clinic, Role.ADMIN, email="ada@elm.example")

    actions.nudge(plan=sent_plan, by=ada, at=timezone.now())
    tasks.drain(clock=timezone.now)
    (letter,) = smtp_sink.letters
    told = letter.message.get_body(("plain",)).get_content()
    assert letter.address == "paul@elm.example"
    assert not any(word in told for word in ("Wren", "Ari", "plan", "ketamine", "sign this"))

    at_hand = person("paul@elm.example", "touch", code=code_at(timezone.now()), **PHONE)
    at_hand.choose_from_menu("Sign-off")
    at_hand.arrives("What waits for your signature", "Dual psycholytic dosing")
    at_hand.go("Wren and Ari")
    at_hand.arrives("Will you sign this plan?", "100 mg", "Anchor")
    at_the_thumb = at_hand.page.get_by_role("link", name="Go and sign")
    expect(at_the_thumb).to_be_in_viewport()
    at_hand.go("Go and sign")
    # At the thumb stands from here on the button that signs, and nothing that looks like it.
    expect(at_the_thumb).not_to_be_in_viewport()
    at_hand.write(
        {"Conditions under which you sign": CONDITIONS, "Your password, to sign": "wrong"}
    )
    at_hand.write({"Code of your second factor, to sign": code_to_sign})
    at_hand.press("Sign this plan")
    at_hand.arrives("Will you sign this plan?")
    assert "That is not your password" in at_hand.told_beside("Your password, to sign")
    assert at_hand.reads("Conditions under which you sign") == CONDITIONS
    at_hand.write(
        {"Your password, to sign": PASSWORD, "Code of your second factor, to sign": code_to_sign}
    )
    at_hand.press("Sign this plan")
    at_hand.arrives("What waits for your signature", "Nothing waits")

    signed = SignOff.objects.get()
    assert (signed.plan, signed.signed_by, signed.conditions) == (sent_plan, paul, CONDITIONS)
