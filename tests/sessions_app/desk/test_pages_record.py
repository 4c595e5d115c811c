"""One partner's private record, as each of its readers finds it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.screening.models import Interview
from tests.factories.approvals import approved
from tests.sessions_app.pages import words

pytestmark = pytest.mark.usefixtures("frozen")


@pytest.fixture
def alex(couple):
    return couple.pair[0]


@pytest.fixture
def robin(couple):
    return couple.pair[1]


@pytest.fixture
def seen(client):
    """The words of the record as this account reads them."""

    def reading(account, partner):
        client.force_login(account)
        return words(client.get(reverse("desk:record", args=[partner.pk])))

    return reading


@pytest.fixture
def offered(client):
    """The names of the pages this account is offered on the record."""

    def looking(account, partner):
        client.force_login(account)
        page = client.get(reverse("desk:record", args=[partner.pk])).text
        approval = Approval.objects.filter(partner=partner).first()
        pages = {
            "correct": reverse("couples:correct", args=[partner.pk]),
            "interview": reverse("screening:interview", args=[partner.pk]),
            "approve": reverse("approvals:approve", args=[partner.pk]),
            "revoke": reverse("approvals:revoke", args=[approval.pk]) if approval else "none",
        }
        return {name for name, url in pages.items() if f'href="{url}"' in page}

    return looking


def test_the_record_says_whose_eyes_it_is_for(seen, thea, alex):
    assert "Only Alex’s care team opens this record." in seen(thea, alex)


def test_personal_facts_stand_as_they_were_given(seen, thea, alex, robin):
    alex.pronouns, alex.phone, alex.zone, alex.wants_letters = "she/her", "303-555-0188", "", False
    alex.save()
    robin.zone = "America/New_York"
    robin.save()

    said = seen(thea, alex)
    assert "Called Alex, she/her Born 5 May 1985" in said
    assert "Phone 303-555-0188 Clocks The clinic’s Letters Wants none" in said
    assert "Phone None given Clocks America/New_York Letters Wants them" in seen(thea, robin)


def test_the_interview_is_told_with_who_and_when_and_never_as_safe(seen, thea, alex):
    Interview.objects.filter(partner=alex).update(note="Wants to go slowly.")

    said = seen(thea, alex)

    assert (
        "Asked alone on Tue 2 February 2027 First ketamine session No Experience Some "
        "Safety in the relationship No concern open Acute risk None open "
        "Wants to go slowly. "
        "Recorded by Thea Lindqvist, LMFT, Tue 2 February 2027, 11:00 (Denver)"
    ) in said
    assert "safe" not in said.lower().replace("safety", "")


def test_an_open_risk_stands_out(seen, paul, alex):
    Interview.objects.filter(partner=alex).update(acute_risk_open=True, safety="concern")

    said = seen(paul, alex)

    assert "An acute risk is open." in said
    assert "Safety in the relationship A concern is open Acute risk Open" in said


def test_before_the_interview_the_record_says_what_that_means(seen, offered, thea, paul, alex):
    Interview.objects.all().delete()

    assert "Alex has not been spoken with alone yet." in seen(thea, alex)
    assert "Record the interview" in seen(thea, alex)
    assert "Record the interview" not in seen(paul, alex)


def test_the_approval_is_told_as_typed_and_in_words(seen, thea, paul, alex, NOW):
    Approval.objects.filter(partner=alex).update(ended="revoked", ended_at=NOW, ended_by=paul)
    approved(alex, paul, approved_dose_mg=Decimal("175.50"))

    said = seen(thea, alex)

    assert "Approval of medicine 152 days left" in said
    assert "Approved dose 175.5 mg for one session, as typed by the prescriber" in said
    assert "Parts that may be planned The full dose, about half, about a quarter" in said
    assert "Most approved for one session 200 mg" in said
    assert "Form Lozenge, exact to 50 mg, may be split" in said
    assert "Sessions 6 of 6 left, at least 14 days apart" in said
    assert "Valid 3 February 2027 to 31 July 2027" in said
    assert "Blood pressure up to 140/90, heart rate up to 100, oxygen from 94 %" in said
    assert "recommended" not in said


def test_the_signature_names_who_what_when_and_which_bytes(seen, thea, alex):
    signature = alex.approvals.get().signature

    assert (
        "Paul Adeyemi, MD, prescriber "
        "I have reviewed the risks with this partner and approve this medicine. "
        f"Content {signature.digest[:12]}, Wed 3 February 2027, 09:00 (Denver)"
    ) in seen(thea, alex)


def test_earlier_approvals_stay_readable(seen, thea, paul, alex, NOW):
    Approval.objects.filter(partner=alex).update(
        ended="superseded", ended_at=NOW, ended_by=paul, medicine="The former one"
    )
    approved(alex, paul, approved_fractions=[], form="esketamine_rems")

    said = seen(thea, alex)

    assert "Parts that may be planned None" in said
    assert (
        "Earlier approvals From 3 February 2027: lozenge, approved dose 200 mg "
        "Replaced by a newer one"
    ) in said
    assert said.index("Esketamine") < said.index("The former one")


def test_without_an_approval_each_role_is_told_what_comes_next(seen, offered, thea, paul, alex):
    Approval.objects.all().update(ended="revoked", ended_at="2027-02-20T10:00Z", ended_by=paul)

    assert "No approval holds A prescriber of the care team approves" in seen(thea, alex)
    assert "No approval holds You approve the medicine" in seen(paul, alex)
    assert offered(paul, alex) == {"approve"}
    assert "Ended by the prescriber" in seen(thea, alex)


def test_each_role_is_offered_only_its_own_deeds(offered, thea, paul, alex):
    assert offered(thea, alex) == {"correct", "interview"}
    assert offered(paul, alex) == {"approve", "revoke"}


def test_nothing_of_the_other_partner_is_there(seen, thea, paul, alex, robin):
    Interview.objects.filter(partner=robin).update(note="ZEBRA", safety="concern")
    Approval.objects.filter(partner=robin).update(conditions="ZEBRA", rx_reference="ZEBRA")
    robin.phone = "ZEBRA"
    robin.save()

    for account in (thea, paul):
        said = seen(account, alex)
        assert "ZEBRA" not in said
        assert "Robin" not in said
        assert "A concern is open" not in said
        assert seen(account, robin).count("ZEBRA") == 4
