"""A copy of one partner's own data without the other's, and an erasure that leaves the other."""

import io
import json

import pytest
from django.urls import reverse
from pypdf import PdfReader

from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Part
from sessions_app.rights import actions
from sessions_app.rights.own import own
from sessions_app.rights.rules import same_name
from tests.factories.couples import couple_of
from tests.factories.planning import NOW
from tests.sessions_app.pages import buttons, forms, words
from tests.sessions_app.trail import newest, row

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen", "approvals_by_hand")]


class TestTheCopy:
    @pytest.mark.parametrize("place", [0, 1])
    def test_it_holds_every_own_word_and_none_of_the_others(self, place, pair):
        mine, theirs = (f"ZEBRA{'AB'[side]}" for side in (place, 1 - place))

        said = json.dumps(own(pair[place], at=NOW))

        assert theirs not in said
        kept = [
            "note",
            "wish",
            "brother",
            "morning",
            "liver",
            "pollen",
            "tablets",
            "wishes",
            "Box 9",
            "sister",
            "intention",
            "conditions",
        ]
        assert [word for word in kept if f"{mine} {word}" not in said] == []

    def test_it_comes_as_json_and_the_trail_says_so(self, pair, thea):
        body = actions.hand_out(partner=pair[0], form="json", by=thea, at=NOW)

        assert json.loads(body)["personal"]["quiet_email"] == "ZEBRAA@quiet.example"
        assert newest() == [row("copy handed out", pair[0], thea, NOW, form="json")]

    def test_it_comes_as_a_paper(self, pair, thea):
        body = actions.hand_out(partner=pair[0], form="pdf", by=thea, at=NOW)

        text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
        assert "ZEBRAA note" in text
        assert "Confidential e-mail ZEBRAA@quiet.example" in " ".join(text.split())
        assert "Date of birth 5 May 1985" in " ".join(text.split())
        assert "1 March 2027, 10:00 (Denver)" in text
        assert "ZEBRAB" not in text
        assert b"ZEBRAB" not in body

    def test_words_both_have_not_agreed_to_are_not_handed_out(self, ended):
        Part.objects.filter(partner=ended[1]).update(agrees_joint=False, agreed_at=None)

        assert [plan["joint_intention"] for plan in own(ended[0], at=NOW)["plans"]] == [""]

    def test_of_a_record_that_moved_it_holds_what_is_left_there(self, pair, clinic, thea, ada):
        double = couple_of(
            clinic=clinic,
            lead=thea,
            a={"name": "Alex Moreno", "email": "alex@second.example"},
            b={"name": "Robin Hale"},
        )
        planning.merge(kept=pair[0].couple, goes=double, why="Twice.", by=ada, at=NOW)

        body = actions.hand_out(partner=double.pair[0], form="json", by=thea, at=NOW)

        kept = json.loads(body)
        assert kept["personal"]["email"] == "alex@second.example"
        assert b"ZEBRA" not in body
        assert [kept[name] for name in ("told_alone", "health", "medicines", "plans")] == [[]] * 4

    def test_the_file_has_a_neutral_name_and_is_kept_nowhere(self, client, pair, thea):
        client.force_login(thea)

        answer = client.post(reverse("rights:copy", args=[pair[0].pk]), {"form": "json"})

        assert answer.headers["Content-Disposition"] == (
            f'attachment; filename="copy-{pair[0].pk}.json"'
        )
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Type"] == "application/json"

    def test_each_form_is_sent_by_itself_so_that_one_does_not_hold_up_the_other(
        self, client, pair, thea
    ):
        client.force_login(thea)

        answer = client.get(reverse("rights:copy", args=[pair[0].pk]))

        # A browser sends a form once until it is answered, and a download answers no page.
        assert forms(answer) == ["", ""]
        assert buttons(answer) == ["To print (PDF)", "For another program (JSON)"]

    def test_another_form_is_no_form(self, client, pair, thea):
        client.force_login(thea)

        answer = client.post(reverse("rights:copy", args=[pair[0].pk]), {"form": "exe"})

        assert answer.status_code == 422
        assert "Please choose one of the two forms." in words(answer)
        assert "Hand it to them alone." in words(answer)


@pytest.mark.parametrize("name", ["rights:copy", "rights:erase"])
def test_only_a_therapist_of_the_care_team_does_either(
    name, client, couple, thea, paul, ada, stranger
):
    found = []
    for account in (thea, paul, ada, stranger):
        client.force_login(account)
        found.append(client.get(reverse(name, args=[couple.pair[0].pk])).status_code)

    assert found == [200, 403, 404, 404]
    with pytest.raises(NotYourDeed):
        actions.hand_out(partner=couple.pair[0], form="json", by=paul, at=NOW)
    with pytest.raises(NotYourDeed):
        actions.erase(partner=couple.pair[0], by=paul, at=NOW)


@pytest.mark.parametrize(
    ("typed", "same"),
    [("Alex Moreno", True), (" alex  MORENO", True), ("Alex", False), ("", False)],
)
def test_a_name_is_typed_on_purpose(typed, same):
    assert same_name(typed, "Alex Moreno") is same
