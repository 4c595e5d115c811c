"""The page on which an admin brings two folders of one couple together."""

import pytest
from django.urls import reverse

from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.sessions_app.pages import beside, buttons, words

pytestmark = pytest.mark.django_db


class TestThePage:
    @pytest.fixture
    def page(self, client, ada):
        client.force_login(ada)
        return lambda goes, query="": client.get(reverse("planning:merge", args=[goes.pk]) + query)

    def test_it_offers_folders_with_the_same_names_and_tells_what_is_lost(
        self, page, clinic, thea, kept, goes
    ):
        couple_of(clinic=clinic, lead=thea, a={"name": "Iris"}, b={"name": "Theodore"})

        choice = page(goes).context["choice"]
        said = words(page(goes, f"?kept={kept.pk}"))

        assert list(choice.fields["kept"].queryset) == [kept]
        assert "For Robin Hale the folder that goes on keeps its own: e-mail address." in said
        assert "303-555-0100" not in said

    def test_it_is_confirmed_with_a_reason(self, client, page, kept, goes):
        address = reverse("planning:merge", args=[goes.pk]) + f"?kept={kept.pk}"
        page(goes)

        without = client.post(address, {"why": ""})
        sent = client.post(address, {"why": "Opened twice."})

        assert without.status_code == 422
        assert "Please write why" in beside(without, "why")
        assert sent.headers["Location"] == reverse("desk:folder", args=[kept.pk])
        assert "This folder was merged into another one." in words(
            client.get(reverse("desk:folder", args=[goes.pk]))
        )

    def test_what_stands_in_the_way_is_told_before_anything_is_typed(self, page, paul, kept, goes):
        approved(goes.pair[0], paul)

        shown = page(goes, f"?kept={kept.pk}")

        assert "what was signed names its folder" in words(shown)
        assert buttons(shown) == ["Look at both"]

    def test_another_clinics_folder_is_not_taken_by_number(self, page, stranger, goes):
        elsewhere = couple_of(clinic=stranger.clinic, lead=stranger)

        shown = page(goes, f"?kept={elsewhere.pk}")

        assert shown.context["kept"] is None

    def test_only_an_admin_of_the_clinic_reaches_it(self, client, kept, thea, paul, ada, stranger):
        found = []
        for account in (ada, thea, paul, stranger):
            client.force_login(account)
            found.append(client.get(reverse("planning:merge", args=[kept.pk])).status_code)

        assert found == [200, 403, 403, 404]
