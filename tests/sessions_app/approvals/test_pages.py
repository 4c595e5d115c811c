"""Signing an approval, measuring against it, ending it."""

import pytest
from django.urls import reverse

from sessions_app.approvals import actions, facts
from sessions_app.approvals.models import Approval, Reading
from sessions_app.approvals.rules import Cause
from sessions_app.screening.models import Interview
from tests.factories.approvals import ENDS, ReadingFactory
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW as WORKING_HOUR
from tests.sessions_app.pages import beside, value, words

pytestmark = pytest.mark.usefixtures("frozen")
TYPED = {
    "medicine": "Racemic ketamine", "form": "lozenge", "approved_dose_mg": "200",
    "session_max_mg": "200", "dose_unit_mg": "50", "may_split": "on",
    "approved_fractions": ["1/1", "1/2"], "approved_approaches": ["solo"],
    "approved_settings": ["office"], "sessions_approved": "3", "min_days_between": "14",
    "reviewed_on": "2027-03-01", "review_modality": "video", "prescribed_on": "2027-02-20",
    "valid_from": "2027-03-01", "valid_until": "", "bp_max_start_sys": "140",
    "bp_max_start_dia": "90", "hr_max_start": "100", "spo2_min": "94", "fast_solids_h": "6",
    "fast_clear_h": "2", "monitoring": "A look every 15 minutes.", "conditions": "",
    "rx_reference": "RX-9", "password": PASSWORD,
}  # fmt: skip
WISH = {"approaches": ["solo"], "settings": ["office"], "wish": "A first session."}


@pytest.fixture
def alex(couple):
    return couple.pair[0]


@pytest.fixture
def approval(alex):
    return alex.approvals.get()


@pytest.fixture
def submitted(alex, thea):
    asked = actions.prepare(partner=alex, **WISH, by=thea, at=WORKING_HOUR)
    return actions.submit(request=asked, by=thea, at=WORKING_HOUR)


def read(partner):
    """What is sent from a page that was read just now."""
    return TYPED | {"seen": facts.seen(partner)}


def record(client, partner):
    return client.get(reverse("desk:record", args=[partner.pk]))


def test_the_prescriber_types_and_signs_and_it_runs_out_with_the_prescription(client, paul, alex):
    client.force_login(paul)

    response = client.post(reverse("approvals:approve", args=[alex.pk]), read(alex))

    kept = Approval.objects.open().get(partner=alex)
    assert response.url == reverse("desk:record", args=[alex.pk])
    assert (str(kept.approved_dose_mg), kept.route) == ("200.00", "sublingual")
    assert kept.valid_until.isoformat() == "2027-08-20"
    assert len(kept.screening_hash) == 64
    assert kept.med_list_hash == "nothing yet"
    assert kept.signature.signed_method == "password"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"valid_until": "2027-08-21"}, "valid_until",
         "The prescription runs out on 20 August 2027."),
        ({"prescribed_on": "2027-03-02"}, "prescribed_on", "The prescription comes first."),
        ({"prescribed_on": "2026-08-31"}, "prescribed_on",
         "The prescription runs out on 28 February 2027. Please check the day."),
        ({"valid_from": "2027-08-21"}, "valid_from",
         "The prescription runs out on 20 August 2027. Please choose a day before."),
        ({"valid_from": "2027-06-01", "valid_until": "2027-05-01"}, "valid_until",
         "The last day comes after the first."),
        ({"valid_until": "2027-02-28", "valid_from": "2027-02-20"}, "valid_until",
         "This day has already passed."),
        ({"bp_max_start_dia": "140"}, "bp_max_start_dia",
         "The lower pressure is below the upper one."),
        ({"bp_max_start_sys": "301"}, "bp_max_start_sys",
         "Please write a whole number from 1 to 300."),
        ({"spo2_min": "0"}, "spo2_min", "Please write a whole number from 50 to 100."),
        ({"fast_clear_h": "-0.5"}, "fast_clear_h",
         "Please write it in figures alone, with a point and no comma."),
        ({"session_max_mg": "199"}, "session_max_mg", "This is at least the approved dose."),
        ({"form": "esketamine_rems"}, "approved_fractions", "Esketamine is a fixed device"),
        ({"bp_max_start_sys": "3000"}, "bp_max_start_sys",
         "Please write a whole number from 1 to 300."),
        ({"bp_max_start_dia": "2999"}, "bp_max_start_dia",
         "Please write a whole number from 1 to 200."),
        ({"hr_max_start": "30000"}, "hr_max_start", "Please write a whole number from 1 to 300."),
        ({"spo2_min": "101"}, "spo2_min", "Please write a whole number from 50 to 100."),
        ({"fast_solids_h": "99"}, "fast_solids_h", "Please write 0 to 48 hours."),
        ({"fast_clear_h": "48.5"}, "fast_clear_h", "Please write 0 to 48 hours."),
        ({"sessions_approved": "185"}, "sessions_approved",
         "Please write a whole number from 1 to 184."),
        ({"min_days_between": "367"}, "min_days_between",
         "Please write a whole number from 0 to 366."),
        ({"dose_unit_mg": "150", "may_split": ""}, "approved_fractions",
         "About half does not come out in the smallest exact parts. Please untick it, or check "
         "those."),
        ({"dose_unit_mg": "200.01"}, "approved_fractions",
         "The full dose does not come out in the smallest exact parts."),
        ({"valid_from": "2027-02-19"}, "valid_from", "This day is before the prescription."),
        ({"approved_dose_mg": "100000", "session_max_mg": "99999"}, "approved_dose_mg",
         "Digits before the point: 5 at most."),
        ({"password": "not this one"}, "password", "That is not your password"),
    ],
)  # fmt: skip
def test_what_cannot_be_signed_is_said_at_its_field_and_nothing_typed_is_lost(
    change, field, told, client, paul, alex, approval
):
    client.force_login(paul)

    response = client.post(reverse("approvals:approve", args=[alex.pk]), read(alex) | change)

    assert response.status_code == 422
    assert told in beside(response, field)
    assert list(response.context["form"].errors) == [field]
    assert value(response, "rx_reference") == "RX-9"
    assert list(Approval.objects.filter(partner=alex)) == [approval]


def test_a_renewal_starts_from_what_lapsed_without_its_days(client, paul, alex, approval):
    actions.report(approval=approval, why=Cause.PRODUCT, by=paul, at=WORKING_HOUR)
    client.force_login(paul)

    response = client.get(reverse("approvals:approve", args=[alex.pk]))

    assert "It ended: The form, the route, the strength or the pharmacy’s product changed." in (
        words(response)
    )
    assert value(response, "approved_dose_mg") == "200"
    assert value(response, "prescribed_on") is None
    assert response.context["form"]["review_modality"].value() in (None, "")
    assert value(response, "rx_reference") is None


def test_the_record_says_why_an_approval_ended(client, thea, alex, approval):
    client.force_login(thea)

    response = client.post(
        reverse("approvals:report", args=[approval.pk]),
        {"why": "emergency", "note": "On Sunday."},
        follow=True,
    )

    assert "The approval has ended. Plans that lean on it wait for a new one." in words(response)
    assert "Lapsed There was an emergency visit. On Sunday." in words(record(client, alex))


def test_reporting_asks_what_happened_and_keeps_what_was_typed(client, thea, approval):
    client.force_login(thea)

    response = client.post(reverse("approvals:report", args=[approval.pk]), {"note": "On Sunday."})

    assert response.status_code == 422
    assert "Please choose what happened." in beside(response, "why")
    assert value(response, "note") == "On Sunday."
    assert Approval.objects.get(pk=approval.pk).ended == ""


def test_what_has_ended_is_not_asked_about_again(client, thea, paul, approval):
    actions.revoke(**ENDS, approval=approval, by=paul, at=WORKING_HOUR)
    client.force_login(thea)

    page = client.get(reverse("approvals:report", args=[approval.pk]))
    posted = client.post(reverse("approvals:report", args=[approval.pk]), {"why": "emergency"})

    assert "This approval has ended already." in words(page)
    assert posted.status_code == 422
    assert Approval.objects.get(pk=approval.pk).ended == "revoked"


def test_readings_outside_the_limits_say_do_not_dose_and_whom_to_call(client, thea, approval):
    client.force_login(thea)
    address = reverse("approvals:read", args=[approval.pk])

    response = client.post(
        address, {"systolic": 150, "diastolic": 90, "heart_rate": 80, "oxygen": ""}, follow=True
    )

    assert "Outside the limits the prescriber set: do not dose." in words(response)
    assert "Call 303-555-0102." in words(response)
    assert Reading.objects.get().outside is True


def test_readings_within_the_limits_are_kept_without_a_word_about_safety(client, thea, approval):
    client.force_login(thea)

    response = client.post(
        reverse("approvals:read", args=[approval.pk]),
        {"systolic": 120, "diastolic": 80, "heart_rate": 70, "oxygen": 98},
        follow=True,
    )

    assert "120/80, 70 a minute, 98 %" in words(response)
    assert "do not dose" not in words(response)
    assert "safe" not in words(response).lower()


def test_readings_that_cannot_be_are_said_at_their_field(client, thea, approval):
    client.force_login(thea)

    response = client.post(
        reverse("approvals:read", args=[approval.pk]),
        {"systolic": 80, "diastolic": 120, "heart_rate": 70},
    )

    assert response.status_code == 422
    assert "The lower pressure is below the upper one." in beside(response, "diastolic")
    assert value(response, "heart_rate") == "70"


def test_under_an_ended_approval_nothing_is_measured(client, thea, paul, approval):
    actions.revoke(**ENDS, approval=approval, by=paul, at=WORKING_HOUR)
    client.force_login(thea)
    address = reverse("approvals:read", args=[approval.pk])

    page = client.get(address)
    posted = client.post(address, {"systolic": 120, "diastolic": 80, "heart_rate": 70})

    assert "This approval has ended: do not dose. The prescriber ended it." in words(page)
    assert posted.status_code == 422
    assert not Reading.objects.exists()


@pytest.mark.parametrize(
    ("name", "team", "elsewhere"),
    [
        ("prepare", 200, 404), ("submit", 302, 404), ("take_back", 302, 404),
        ("take", 403, 404), ("ask_for_changes", 403, 404), ("decline", 403, 404),
        ("approve", 403, 404), ("revoke", 403, 404), ("report", 200, 404), ("read", 200, 404),
    ],
)  # fmt: skip
def test_the_care_team_reaches_what_is_its_own_and_nobody_else_anything(
    name, team, elsewhere, client, thea, ada, stranger, alex, approval, submitted
):
    about = {"prepare": alex, "approve": alex}.get(name, submitted)
    about = approval if name in ("revoke", "report", "read") else about
    method = client.post if name in ("submit", "take_back", "take") else client.get
    answers = []
    for account in (thea, ada, stranger):
        client.force_login(account)
        answers.append(method(reverse(f"approvals:{name}", args=[about.pk])).status_code)

    assert answers == [team, elsewhere, elsewhere]


def test_nothing_of_it_shows_in_the_other_partners_record(client, thea, couple, approval):
    actions.report(approval=approval, why=Cause.PREGNANCY, note="ZEBRA", by=thea, at=WORKING_HOUR)
    client.force_login(thea)

    assert "ZEBRA" in record(client, couple.pair[0]).text
    said = record(client, couple.pair[1]).text
    assert "ZEBRA" not in said
    assert "pregnancy was reported" not in said


def test_the_readings_ask_the_database_a_fixed_number_of_times(
    client, thea, approval, django_assert_num_queries
):
    client.force_login(thea)
    address = reverse("approvals:read", args=[approval.pk])
    client.get(address)
    for count in (1, 2):
        for _ in range(count):
            ReadingFactory(approval=approval)
        with django_assert_num_queries(6):
            client.get(address)


def test_before_the_interview_the_form_says_so(client, paul, alex):
    Interview.objects.all().delete()
    client.force_login(paul)

    assert "Alex has not been spoken with alone yet." in words(
        client.get(reverse("approvals:approve", args=[alex.pk]))
    )
