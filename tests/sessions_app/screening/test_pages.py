"""The pages on which one partner's private answers are written down."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sessions_app.screening.models import Conversation, HealthForm, MedicineList
from sessions_app.screening.rules.health import TOPICS
from tests.factories.planning import NOW
from tests.factories.screening import NOTHING_RAISED
from tests.sessions_app.pages import beside, value, words
from tests.sessions_app.screening.deeds import asked_about_health, open_flags

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

INTERVIEW = NOTHING_RAISED | {
    "alone_on": "2027-03-01",
    "alone": "on",
    "limits_told": "on",
    "first_ketamine": "no",
    "experience": "some",
    "note": "Wants to go slowly.",
}
HEALTH = {f"{key}_answer": "no" for key in TOPICS}


def errors(response):
    return {name: list(said) for name, said in response.context["form"].errors.items()}


class TestTheInterview:
    def test_it_is_kept_and_leads_back_to_the_record(self, page, thea, alex):
        sent = page(thea, "interview", alex, INTERVIEW | {"fear": "yes"})

        assert sent.headers["Location"] == reverse("desk:record", args=[alex.pk])
        assert Conversation.objects.get().note == "Wants to go slowly."
        assert open_flags(alex) == [("safety", "fear")]

    def test_every_mistake_is_said_and_nothing_typed_is_lost(self, page, thea, alex):
        sent = page(thea, "interview", alex, {"note": "Wants to go slowly.", "fear": "yes"})

        missing = "Please choose one; “Not asked” is an answer too."
        assert sent.status_code == 422
        assert errors(sent) == {
            "alone_on": ["Please fill this in."],
            "alone": ["Ask again alone, in private. Then record it."],
            "limits_told": ["Tell them first; only then do the answers count."],
            "first_ketamine": ["Please choose one."],
            "experience": ["Please choose one."],
        } | {key: [missing] for key in NOTHING_RAISED if key != "fear"}
        assert value(sent, "note") == "Wants to go slowly."
        assert not Conversation.objects.exists()

    def test_a_day_that_has_not_come_is_said_beside_it(self, page, thea, alex):
        sent = page(thea, "interview", alex, INTERVIEW | {"alone_on": "2027-03-02"})

        assert sent.status_code == 422
        assert "The interview cannot be on a day that has not come yet." in beside(sent, "alone_on")

    def test_no_experience_goes_only_with_a_first_session(self, page, thea, alex):
        sent = page(thea, "interview", alex, INTERVIEW | {"experience": "none"})

        assert sent.status_code == 422
        assert "Please change one of the two answers." in beside(sent, "experience")

    def test_questions_are_asked_anew_each_time(self, page, thea, alex):
        page(thea, "interview", alex, INTERVIEW | {"fear": "yes"})

        again = page(thea, "interview", alex)

        assert again.context["form"].initial == {"first_ketamine": "no", "experience": "some"}
        assert "Wants to go slowly." not in words(again)

    @pytest.mark.parametrize(
        ("stated", "said"),
        [
            ("none", "No secrets: what matters for both is brought into the joint talk."),
            ("limited", "Limited secrets: what one partner tells alone may stay with the care"),
        ],
    )
    def test_it_is_told_what_these_two_heard_and_not_what_the_clinic_tells_others(
        self, page, thea, alex, stated, said
    ):
        couple = alex.couple
        couple.secrets_policy, couple.policy_stated_on = stated, NOW.date()
        couple.save()
        other = {"none": "limited", "limited": "none"}[stated]
        type(couple.clinic).objects.update(secrets=other)

        shown = words(page(thea, "interview", alex))

        assert said in shown
        assert shown.count("imited secrets") + shown.count("o secrets") == 1

    def test_only_therapists_reach_it(self, page, thea, paul, ada, stranger, alex):
        found = [page(each, "interview", alex).status_code for each in (thea, paul, ada, stranger)]

        assert found == [200, 403, 404, 404]


class TestHealth:
    def test_a_yes_is_kept_with_its_words_and_waits(self, page, thea, alex):
        sent = page(
            thea,
            "health",
            alex,
            HEALTH
            | {"liver_answer": "yes", "liver_words": "Since 2019.", "measured_on": "2027-02-28"}
            | {"systolic": "128", "diastolic": "82", "heart_rate": "", "oxygen": "97"}
            | {"allergies": "Penicillin: a rash."},
        )

        form = HealthForm.objects.get()
        assert sent.headers["Location"] == reverse("desk:record", args=[alex.pk])
        assert form.topics["liver"] == {"answer": "yes", "words": "Since 2019."}
        assert (form.systolic, form.diastolic, form.heart_rate, form.oxygen) == (128, 82, None, 97)
        assert form.allergies == "Penicillin: a rash."
        assert open_flags(alex) == [("medical", "liver")]

    @pytest.mark.parametrize(
        ("sent", "field", "sentence"),
        [
            ({"liver_answer": ""}, "liver_answer", "Please choose one; “Not known” is an answer"),
            ({"heart_rate": "70"}, "measured_on", "Please say on which day this was measured."),
            ({"allergies": "x" * 301}, "allergies", "Use at most 300 signs"),
            ({"measured_on": "2027-03-02"}, "measured_on", "This day has not come yet."),
            ({"measured_on": "2027-03-01"}, "systolic", "Baseline vitals have a blood pressure."),
            ({"systolic": "900"}, "systolic", "Please check the figure: at most 260 mmHg."),
            ({"oxygen": "9"}, "oxygen", "Please check the figure: at least 60 %."),
            (
                {"measured_on": "2027-03-01", "systolic": "80", "diastolic": "90"},
                "systolic",
                "The upper pressure is above the lower one.",
            ),
        ],
    )
    def test_a_mistake_is_said_beside_its_field(self, sent, field, sentence, page, thea, alex):
        answer = page(thea, "health", alex, HEALTH | {"bladder_words": "Now and then."} | sent)

        assert answer.status_code == 422
        assert sentence in beside(answer, field)
        assert value(answer, "bladder_words") == "Now and then."
        assert not HealthForm.objects.exists()

    def test_the_last_answers_are_offered_again(self, page, thea, alex):
        asked_about_health(alex, by=thea, allergies="Latex.", liver="Mild.")

        initial = page(thea, "health", alex).context["form"].initial

        assert (initial["liver_answer"], initial["liver_words"]) == ("yes", "Mild.")
        assert initial["allergies"] == "Latex."

    def test_the_record_says_which_allergies_were_told_and_never_that_there_are_none(
        self, client, thea, alex
    ):
        client.force_login(thea)
        record = reverse("desk:record", args=[alex.pk])

        before_it_was_asked = words(client.get(record))
        asked_about_health(alex, by=thea)
        told_none = words(client.get(record))
        asked_about_health(alex, by=thea, at=NOW + timedelta(hours=1), allergies="Latex.")
        told = words(client.get(record))

        assert "llergies" not in before_it_was_asked
        assert "Allergies None was told." in told_none
        assert "Allergies “Latex.”" in told

    def test_clinicians_of_the_care_team_reach_it(self, page, thea, paul, ada, stranger, alex):
        everybody = (thea, paul, ada, stranger)

        assert [page(each, "health", alex).status_code for each in everybody] == [
            200,
            200,
            404,
            404,
        ]
        assert [page(each, "medicines", alex).status_code for each in everybody] == [
            200, 200, 404, 404,
        ]  # fmt: skip


class TestMedicines:
    def test_the_list_is_kept_one_a_line(self, page, thea, alex):
        page(thea, "medicines", alex, {"lines": "Sertraline\n\n Lithium  300 ", "groups": ["maoi"]})

        kept = MedicineList.objects.get()
        assert (kept.lines, kept.groups) == (["Sertraline", "Lithium 300"], ["maoi"])
        assert open_flags(alex) == [("medical", "maoi")]

    def test_nothing_taken_is_an_answer_too(self, page, thea, alex, client):
        page(thea, "medicines", alex, {"lines": ""})

        record = client.get(reverse("desk:record", args=[alex.pk]))
        assert "Medicines taken Ask again: medicines Takes nothing, as told." in words(record)

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            ({"lines": "", "groups": ["maoi"]}, "Something is ticked below."),
            ({"lines": "x" * 201}, "One of the lines is longer than 200 characters."),
        ],
    )
    def test_a_mistake_is_said_beside_the_list(self, sent, sentence, page, thea, alex):
        answer = page(thea, "medicines", alex, sent)

        assert answer.status_code == 422
        assert sentence in beside(answer, "lines")

    def test_nobody_is_ever_told_to_stop_one(self, page, thea, alex):
        said = words(page(thea, "medicines", alex))

        assert "Do not change any medicine without your prescriber." in said
