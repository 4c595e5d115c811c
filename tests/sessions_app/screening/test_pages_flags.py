"""The page on which a flag is read and closed, with a reason, by whoever may."""

import pytest
from django.urls import reverse

from sessions_app.screening.models import Flag
from tests.factories.screening import FlagFactory
from tests.sessions_app.pages import beside, buttons, forms, value, words
from tests.sessions_app.screening.deeds import closed, open_flags

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


class TestFlags:
    def test_the_record_shows_each_reader_what_waits_and_what_they_may_do(
        self, page, client, thea, paul, alex
    ):
        FlagFactory(partner=alex, topic="liver")
        FlagFactory(partner=alex, kind="safety", topic="fear")
        record = reverse("desk:record", args=[alex.pk])
        offered = {}

        for account in (thea, paul):
            client.force_login(account)
            text = client.get(record).text
            offered[account.name] = [
                flag.topic
                for flag in Flag.objects.order_by("topic")
                if f'href="{reverse("screening:close", args=[flag.pk])}"' in text
            ]

        assert offered == {"Thea Lindqvist": ["fear"], "Paul Adeyemi": ["fear", "liver"]}

    def test_it_is_closed_with_a_reason(self, page, paul, alex):
        flag = FlagFactory(partner=alex, topic="liver")

        shown = page(paul, "close", flag)
        sent = page(paul, "close", flag, {"seen": "open", "why": "Values are fine."})

        assert "Usual reading: contraindicated, or treated first." in words(shown)
        assert buttons(shown) == ["Close it"]
        assert sent.headers["Location"] == reverse("desk:record", args=[alex.pk])
        assert Flag.objects.get().closed_why == "Values are fine."

    def test_without_a_reason_it_stays_open(self, page, paul, alex):
        flag = FlagFactory(partner=alex, topic="liver")

        sent = page(paul, "close", flag, {"seen": "open", "why": " "})

        assert sent.status_code == 422
        assert "Please write why, in a sentence at least." in beside(sent, "why")
        assert open_flags(alex) == [("medical", "liver")]

    def test_a_reason_that_came_too_late_is_not_lost(self, page, paul, vera, alex):
        flag = FlagFactory(partner=alex, kind="acute", topic="self_harm")
        closed(flag, by=paul)

        sent = page(vera, "close", flag, {"seen": "open", "why": "Spoke with Alex."})

        assert sent.status_code == 422
        assert "Somebody has closed this meanwhile" in words(sent)
        assert value(sent, "why") == "Spoke with Alex."

    def test_who_assessed_a_risk_is_told_to_wait_for_another(self, page, thea, paul, vera, alex):
        flag = FlagFactory(partner=alex, kind="acute", topic="self_harm")

        assert buttons(page(paul, "close", flag)) == ["Keep the assessment"]
        closed(flag, by=paul)

        assert forms(page(paul, "close", flag)) == []
        assert page(thea, "close", flag).status_code == 403
        assert buttons(page(vera, "close", flag)) == ["Close it"]

    def test_a_closed_one_stays_readable(self, page, thea, alex):
        flag = FlagFactory(partner=alex, kind="safety", topic="fear")
        closed(flag, by=thea, why="A misunderstanding, cleared up alone.")

        shown = page(thea, "close", flag)

        assert "A misunderstanding, cleared up alone." in words(shown)
        assert forms(shown) == []

    def test_outside_the_care_team_there_is_no_such_flag(self, page, ada, stranger, alex):
        flag = FlagFactory(partner=alex)

        assert [page(each, "close", flag).status_code for each in (ada, stranger)] == [404, 404]
