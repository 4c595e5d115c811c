"""What is done to an account itself is told in every clinic where it works, and names no other."""

import pytest
from django.db import connection

from sessions_app.access import actions as access
from sessions_app.access import factors
from sessions_app.access.models import Session
from sessions_app.audit.models import Event
from sessions_app.audit.telling import said
from sessions_app.calendar import actions as calendar
from sessions_app.people import actions, fence
from sessions_app.people.rules import Role
from tests.factories.access import KeptWordsFactory, with_app
from tests.factories.people import ClinicFactory, MembershipFactory, colleague
from tests.factories.planning import NOW
from tests.house.test_deeds import DEEDS, OF_THE_CLOCK

pytestmark = pytest.mark.usefixtures("frozen")
SITE = "https://elm.example"


@pytest.fixture
def oak(thea):
    """Another clinic in which Thea works, with an admin who knows nothing of the first."""
    clinic = ClinicFactory(name="Oak House")
    MembershipFactory(account=thea, clinic=clinic)
    return clinic


def by_herself(deed, **facts):
    return lambda thea, ada, clinic: deed(account=thea, by=thea, at=NOW, **facts)


def by_nobody(deed, **facts):
    return lambda thea, ada, clinic: deed(by=None, at=NOW, **facts)


def removed(thea, ada, clinic):
    with_app(thea)
    access.remove_factor(account=thea, factor=factors.visible_to(thea).get(), by=thea, at=NOW)


def forgotten(thea, ada, clinic):
    access.forget_factors(account=thea, by=None, at=NOW)


def passkey(thea, ada, clinic):
    access.add_passkey(account=thea, name="Key", credential={}, by=thea, at=NOW)


def device(thea, ada, clinic):
    access.end_sign_in(session=Session(session_key="k"), by=thea, at=NOW)


def let_go(thea, ada, clinic):
    access.let_words_go(kept=KeptWordsFactory(account=thea), by=thea, at=NOW)


def ended_feed(thea, ada, clinic):
    calendar.make_feed(by=thea, at=NOW)
    calendar.end_feed(by=thea, at=NOW)


def reset(thea, ada, clinic):
    with_app(thea)
    told = {"why": "replaced", "sure": "in person"}
    access.reset_factors(account=thea, clinic=clinic, by=ada, at=NOW, **told)


def disabled(thea, ada, clinic):
    actions.disable(account=thea, clinic=clinic, by=ada, at=NOW)


WHO = "Thea Lindqvist, LMFT"
OF_HER = " (of Thea Lindqvist)."
# Each deed; and what is read of it in the other clinic.
TOLD = {
    "access.change_password": (
        by_herself(access.change_password, password="seven slow walks"),
        f"{WHO} changed a password.",
    ),
    "access.choose_password": (
        by_herself(access.choose_password, password="seven slow walks"),
        f"{WHO} chose a new password by the link of a letter.",
    ),
    "access.ask_reset": (
        by_nobody(access.ask_reset, email="thea@elm.example", site=SITE),
        f"somebody asked for a link to a new password{OF_HER}",
    ),
    "access.ask_address": (
        by_herself(access.ask_address, email="new@elm.example", site=SITE),
        f"{WHO} asked to sign in with another e-mail address.",
    ),
    "access.change_address": (
        by_herself(access.change_address, email="new@elm.example"),
        f"{WHO} signs in with another e-mail address from then on.",
    ),
    "access.add_app": (
        by_herself(access.add_app, secret="A" * 32), f"{WHO} added a second factor."
    ),
    "access.add_passkey": (passkey, f"{WHO} added a second factor."),
    "access.remove_factor": (removed, f"{WHO} removed a second factor."),
    "access.make_codes": (by_herself(access.make_codes), f"{WHO} made new recovery codes."),
    "access.forget_factors": (
        forgotten, f"somebody reset the second factors of an account{OF_HER}"
    ),
    "access.reset_factors": (reset, f"somebody reset the second factors of an account{OF_HER}"),
    "access.note_sign_in": (
        by_herself(access.note_sign_in, device="Firefox", factor=True), f"{WHO} signed in."
    ),
    "access.end_sign_in": (device, f"{WHO} signed a device out."),
    "access.end_other_sign_ins": (
        by_herself(access.end_other_sign_ins, but=""), f"{WHO} signed all other devices out."
    ),
    "access.keep_words": (
        by_herself(access.keep_words, path="/", pairs=[("why", "Late.")]),
        f"{WHO} sent words after their sign-in had ended.",
    ),
    "access.let_words_go": (let_go, f"{WHO} let go of words they had sent too late."),
    "calendar.make_feed": (
        lambda thea, ada, clinic: calendar.make_feed(by=thea, at=NOW),
        f"{WHO} made a calendar address.",
    ),
    "calendar.end_feed": (ended_feed, f"{WHO} ended a calendar address."),
    "people.disable": (
        disabled, f"somebody signed an account out everywhere and ended its links{OF_HER}"
    ),
}  # fmt: skip


def test_every_deed_about_an_account_is_tried():
    about_accounts = {name for name in DEEDS if name.split(".")[0] in ("access", "calendar")}

    assert about_accounts - OF_THE_CLOCK == set(TOLD) - {"people.disable"}


def rows(clinic):
    return list(Event.objects.of_clinic(clinic.pk))


@pytest.mark.parametrize("name", TOLD)
def test_each_clinic_reads_of_it_and_of_nobody_elsewhere(name, settings, clinic, thea, ada, oak):
    settings.SECOND_FACTOR_WAIVED = True
    deed, sentence = TOLD[name]

    with fence.within(clinics=[clinic.pk], account=ada.pk), connection.cursor() as cursor:
        cursor.execute("set local role kapcouples_app")
        deed(thea, ada, clinic)
        cursor.execute("reset role")

    here, there = rows(clinic), rows(oak)
    assert len(here) >= 1
    assert said(deed=there[0].deed, by=there[0].by_name, facts=there[0].facts) == sentence
    assert "Ada" not in str([(row.by_name, row.facts) for row in there])
    assert ada.pk not in [row.by_account for row in there]
    assert not Event.objects.filter(clinic=None).exists()


def test_an_admin_of_both_is_named_in_both(clinic, thea, ada, oak):
    MembershipFactory(account=ada, clinic=oak, role=Role.ADMIN.value)

    disabled(thea, ada, clinic)

    assert [(row.deed, row.by_name) for row in rows(oak)] == [
        ("sign-ins and links ended", "Ada Okafor")
    ]


def test_where_somebody_works_in_one_clinic_nothing_is_told_twice(clinic, thea, ada):
    reset(thea, ada, clinic)
    elsewhere = colleague(ClinicFactory(), Role.AUDITOR)

    assert [row.deed for row in rows(clinic)] == ["second factors reset"]
    assert rows(elsewhere.clinic) == []


def test_who_works_nowhere_leaves_a_row_of_no_clinic(db, thea, clinic):
    thea.memberships.update(ended_at=NOW)

    access.change_password(account=thea, password="seven slow walks", by=thea, at=NOW)

    assert [(row.clinic, row.by_account) for row in Event.objects.all()] == [(None, thea.pk)]
