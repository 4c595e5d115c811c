"""The check before a dose: kept in one partner's record, told on that record and nowhere else."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.people.actions import NotYourDeed
from sessions_app.screening import actions
from sessions_app.screening.models import DayCheck, Flag, Interview
from sessions_app.screening.rules.check import LINES
from tests.factories.planning import NOW
from tests.factories.screening import DayCheckFactory
from tests.sessions_app.pages import beside, buttons, value, words
from tests.sessions_app.refusals import refused
from tests.sessions_app.screening.deeds import TODAY
from tests.sessions_app.trail import newest, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
ALL = dict.fromkeys(LINES, "as_asked")
SENT = ALL | {"checked_on": "2027-03-01", "alone": "on", "taken_by": "Sam, 720-555-0190"}
CALL = "Not as the prescriber asked: call 303-555-0123 before anything is taken."


def checked(partner, *, by, at=NOW, **changed):
    told = {"alone": True, "checked_on": TODAY, "taken_by": "Sam, 720-555-0190", "note": ""}
    return actions.record_day_check(partner=partner, by=by, at=at, **ALL | told | changed)


@pytest.fixture
def page(client):
    def asking(account, partner, sent=None):
        client.force_login(account)
        address = reverse("screening:check", args=[partner.pk])
        return client.get(address) if sent is None else client.post(address, sent)

    return asking


@pytest.fixture
def record(client, thea):
    def reading(partner):
        client.force_login(thea)
        return words(client.get(reverse("desk:record", args=[partner.pk])))

    return reading


class TestTheDeed:
    def test_every_line_is_kept_as_it_was_told(self, alex, thea):
        kept = checked(alex, by=thea, alcohol="otherwise", symptom="unknown", note="A beer.")

        kept.refresh_from_db()
        assert kept.found == ALL | {"alcohol": "otherwise", "symptom": "unknown"}
        assert (kept.alone, kept.checked_on, kept.taken_by, kept.note) == (
            True, TODAY, "Sam, 720-555-0190", "A beer.",
        )  # fmt: skip
        assert (kept.recorded_by, kept.recorded_at) == (thea, NOW)
        assert newest() == [row("day check recorded", alex, thea, NOW)]

    def test_whatever_was_found_nothing_follows_that_the_other_could_notice(self, couple, thea):
        alex = couple.pair[0]
        before = list(Interview.objects.values()), list(Approval.objects.values())

        checked(alex, by=thea, **dict.fromkeys(LINES, "otherwise"))

        assert (list(Interview.objects.values()), list(Approval.objects.values())) == before
        assert not Flag.objects.exists()

    def test_the_next_check_is_another_row(self, alex, thea):
        first = checked(alex, by=thea, alcohol="otherwise")
        second = checked(alex, by=thea)

        assert list(DayCheck.objects.all()) == [second, first]
        assert (first.as_asked, second.as_asked) == (False, True)

    @pytest.mark.parametrize(
        ("wrong", "refusal"),
        [
            ({"checked_on": TODAY + timedelta(1)}, actions.DayIsAhead),
            ({"alone": False}, actions.NotAlone),
            ({"taken_by": ""}, actions.NobodyNamed),
        ],
    )
    def test_it_is_kept_whole_or_not_at_all(self, wrong, refusal, alex, thea):
        with pytest.raises(refusal):
            checked(alex, by=thea, **wrong)

        assert not DayCheck.objects.exists()

    def test_an_admin_does_not_record_it(self, alex, ada):
        with pytest.raises(NotYourDeed):
            checked(alex, by=ada)

        assert not DayCheck.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "constraint"),
        [
            ({"alone": False}, "day_check_alone"),
            ({"taken_by": ""}, "day_check_names_who_takes_them_home"),
            *[({line: "safe"}, f"day_check_{line}_known") for line in LINES],
        ],
    )
    def test_the_database_keeps_no_other(self, wrong, constraint, alex):
        with refused(constraint):
            DayCheckFactory(partner=alex, **wrong)


class TestThePage:
    def test_every_finding_leads_back_with_the_same_words(self, page, client, thea, alex):
        said = set()
        for found in ("as_asked", "otherwise", "unknown"):
            sent = page(thea, alex, SENT | dict.fromkeys(LINES, found))
            assert sent.headers["Location"] == reverse("desk:record", args=[alex.pk])
            said.add(str(*client.get("/").context["messages"]))

        assert len(said) == 1
        assert DayCheck.objects.count() == 3

    def test_nobody_is_taken_home_by_nobody(self, page, thea, alex):
        sent = page(thea, alex, SENT | {"taken_by": " ", "note": "Slept well."})

        assert sent.status_code == 422
        assert "Please write down who takes them home" in beside(sent, "taken_by")
        assert value(sent, "note") == "Slept well."
        assert not DayCheck.objects.exists()

    def test_a_day_ahead_is_said_beside_it(self, page, thea, alex):
        sent = page(thea, alex, SENT | {"checked_on": "2027-03-02"})

        assert sent.status_code == 422
        assert "This day has not come yet." in beside(sent, "checked_on")

    def test_reading_it_leaves_a_row_and_names_the_line_to_call(self, page, thea, alex):
        shown = page(thea, alex)

        assert "Keep in this record" in buttons(shown)
        assert f"before anything is taken: {alex.couple.clinic.prescriber_phone}" in words(shown)
        assert newest() == [row("day check read", alex, thea, NOW)]


class TestTheRecord:
    def test_only_their_own_shows_it_and_says_whom_to_call(self, record, alex, robin, thea):
        checked(alex, by=thea, alcohol="otherwise", pregnancy="unknown", note="A beer.")
        call = CALL.replace("303-555-0123", alex.couple.clinic.prescriber_phone)

        own, other = record(alex), record(robin)

        assert call in own
        assert "No alcohol for 24 hours Not as asked" in own
        assert "No possible pregnancy Not known" in own
        assert "A beer." in own
        assert "Not as" not in other
        assert "the way home. Nothing is recorded yet." in other

    def test_the_newest_check_of_the_day_decides_what_it_says(self, record, alex, thea):
        checked(alex, by=thea, alcohol="otherwise")
        checked(alex, by=thea)

        said = record(alex)

        assert "before anything is taken" not in said
        assert "Every line As asked" in said
        assert "safe" not in said.lower().replace("safety", "")

    def test_on_another_day_nobody_is_called_for_it(self, record, alex, thea):
        checked(alex, by=thea, alcohol="otherwise")

        with time_machine.travel(NOW + timedelta(1), tick=False):
            said = record(alex)

        assert "before anything is taken" not in said
        assert "No alcohol for 24 hours Not as asked" in said

    def test_an_erased_check_is_said_to_be_erased(self, alex, record):
        DayCheckFactory(partner=alex, taken_by="", **dict.fromkeys(LINES, ""))

        assert "Every line Erased" in record(alex)
        assert "before anything is taken" not in record(alex)
