"""What one partner answers alone before a session: kept in their record, and told nowhere else."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from sessions_app.people.actions import NotYourDeed
from sessions_app.screening import actions
from sessions_app.screening.models import DayQuestion, Interview
from tests.factories.planning import NOW
from tests.factories.screening import DayQuestionFactory
from tests.sessions_app.pages import beside, buttons, value, words
from tests.sessions_app.screening.deeds import TODAY, closed, open_flags
from tests.sessions_app.trail import newest, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
ASKED = {"asked_on": "2027-03-01", "alone": "on", "wish": "yes", "note": "Slept well."}


def asked(partner, *, by, at=NOW, **changed):
    told = {"alone": True, "asked_on": TODAY, "wish": "yes", "worry": False, "note": ""}
    return actions.record_day_question(partner=partner, by=by, at=at, **told | changed)


@pytest.fixture
def page(client):
    def asking(account, partner, sent=None):
        client.force_login(account)
        address = reverse("screening:day", args=[partner.pk])
        return client.get(address) if sent is None else client.post(address, sent)

    return asking


class TestTheDeed:
    def test_a_plain_yes_is_kept_and_opens_nothing(self, alex, thea):
        kept = asked(alex, by=thea, note="Slept well.")

        assert DayQuestion.objects.values("wish", "worry", "note", "asked_on", "alone").get() == {
            "wish": "yes",
            "worry": False,
            "note": "Slept well.",
            "asked_on": TODAY,
            "alone": True,
        }
        assert (kept.recorded_by, kept.recorded_at) == (thea, NOW)
        assert open_flags(alex) == []
        assert newest() == [row("day question recorded", alex, thea, NOW)]

    @pytest.mark.parametrize(
        "told", [{"wish": "no"}, {"wish": "unsaid"}, {"worry": True}], ids=lambda it: str(it)
    )
    def test_anything_else_opens_one_flag_and_changes_nothing_planning_reads(
        self, told, alex, thea
    ):
        asked(alex, by=thea, **told)
        asked(alex, by=thea, **told)

        assert open_flags(alex) == [("safety", "day_question")]
        assert not Interview.objects.exists()

    def test_a_clinician_closes_it_with_a_reason(self, alex, thea):
        asked(alex, by=thea, wish="no")
        flag = closed(alex.flags.get(), by=thea)

        assert (flag.words, flag.closed_by) == ("What was told alone before a session", thea)
        assert open_flags(alex) == []

    def test_it_is_not_kept_for_a_day_ahead_nor_unless_alone(self, alex, thea):
        with pytest.raises(actions.DayIsAhead):
            asked(alex, by=thea, asked_on=TODAY + timedelta(1))
        with pytest.raises(actions.NotAlone, match="Ask again alone, in private"):
            asked(alex, by=thea, alone=False)

        assert not DayQuestion.objects.exists()

    def test_an_admin_does_not_record_it(self, alex, ada):
        with pytest.raises(NotYourDeed):
            asked(alex, by=ada)

        assert not DayQuestion.objects.exists()

    @pytest.mark.parametrize("wrong", [{"alone": False}, {"wish": "maybe"}])
    def test_the_database_keeps_no_other(self, wrong, alex):
        with pytest.raises(IntegrityError), transaction.atomic():
            DayQuestionFactory(partner=alex, **wrong)


class TestThePage:
    def test_every_answer_leads_back_with_the_same_words(self, page, client, thea, alex):
        said = set()
        for wish in ("yes", "no", "unsaid"):
            sent = page(thea, alex, ASKED | {"wish": wish})
            assert sent.headers["Location"] == reverse("desk:record", args=[alex.pk])
            said.add(str(*client.get("/").context["messages"]))

        assert len(said) == 1
        assert DayQuestion.objects.count() == 3

    def test_every_mistake_is_said_beside_it_and_nothing_typed_is_lost(self, page, thea, alex):
        sent = page(thea, alex, {"asked_on": "2027-03-02", "wish": "maybe", "note": "Slept well."})

        assert sent.status_code == 422
        assert "Ask again alone, in private." in beside(sent, "alone")
        assert "This cannot be chosen here. Please choose from the list." in beside(sent, "wish")
        assert value(sent, "note") == "Slept well."
        assert not DayQuestion.objects.exists()

    def test_a_day_ahead_is_said_beside_it(self, page, thea, alex):
        sent = page(thea, alex, ASKED | {"asked_on": "2027-03-02"})

        assert sent.status_code == 422
        assert "This day has not come yet." in beside(sent, "asked_on")

    def test_only_their_own_record_shows_it(self, client, page, thea, alex, robin):
        asked(alex, by=thea, wish="no", note="Slept badly.")
        client.force_login(thea)

        own = words(client.get(reverse("desk:record", args=[alex.pk])))
        other = words(client.get(reverse("desk:record", args=[robin.pk])))

        assert "Does not want it" in own
        assert "Slept badly." in own
        assert "Slept badly." not in other
        assert "Nothing is recorded yet." in other

    def test_reading_it_leaves_a_row(self, page, thea, alex):
        asked_by_hand = page(thea, alex)

        assert "Keep in this record" in buttons(asked_by_hand)
        assert newest() == [row("day question read", alex, thea, NOW)]


def test_an_erased_answer_is_said_to_be_erased(alex):
    kept = DayQuestionFactory(partner=alex, wish="", asked_on=date(2027, 3, 1))

    assert kept.wish_words == "Erased"
