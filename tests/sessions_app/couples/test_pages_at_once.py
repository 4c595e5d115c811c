"""Two therapists write in one record at once: neither takes away what the other wrote."""

import pytest
from django.urls import reverse

from sessions_app.couples import actions
from sessions_app.couples.models import Partner
from sessions_app.people.rules import Role
from sessions_app.screening.models import Flag, HealthForm, MedicineList
from sessions_app.screening.rules.health import TOPICS
from tests.factories.couples import CareTeamMemberFactory
from tests.factories.people import colleague
from tests.factories.planning import NOW
from tests.sessions_app.pages import beside, filled_in, ticked, value

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
QUIET = "quiet@elsewhere.example"
AS_IT_IS = "Somebody changed this meanwhile. It stands here as it is now."
HEALTH = {f"{key}_answer": "no" for key in TOPICS}


@pytest.fixture
def theo(clinic, couple):
    theo = colleague(clinic, Role.THERAPIST, name="Theo Marsh", email="theo@elm.example")
    CareTeamMemberFactory(couple=couple, account=theo)
    return theo


@pytest.fixture
def both(page, thea, theo, alex):
    """Both have the page open; Theo saves his, then Thea sends hers with what she changed."""

    def at_once(name, *, theirs, mine):
        shown = {who: filled_in(page(who, name, alex)) for who in (thea, theo)}
        first = page(theo, name, alex, shown[theo] | theirs)
        assert first.headers["Location"] == reverse("desk:record", args=[alex.pk])
        return page(thea, name, alex, shown[thea] | mine)

    return at_once


def again(page, thea, name, alex, answer):
    """Thea saves what stands on the page that came back."""
    return page(thea, name, alex, filled_in(answer)).status_code


def test_a_confidential_address_survives_a_page_opened_before_it_was_written(
    both, page, thea, alex
):
    answer = both("couples:contact", theirs={"quiet_email": QUIET}, mine={"voicemail": "on"})

    alex.refresh_from_db()
    assert (answer.status_code, alex.quiet_email, alex.voicemail) == (422, QUIET, False)
    assert AS_IT_IS in beside(answer, "quiet_email")
    assert (value(answer, "quiet_email"), ticked(answer, "voicemail")) == (QUIET, ["on"])
    assert again(page, thea, "couples:contact", alex, answer) == 302
    alex.refresh_from_db()
    assert (alex.quiet_email, alex.voicemail) == (QUIET, True)


def test_two_words_for_one_field_are_both_shown_and_hers_is_kept_when_she_says_so(
    both, page, thea, alex
):
    answer = both(
        "couples:correct", theirs={"email": "new@mail.example"}, mine={"email": "own@mail.example"}
    )

    alex.refresh_from_db()
    assert (answer.status_code, alex.email) == (422, "new@mail.example")
    assert (
        "Meanwhile somebody wrote “new@mail.example” here. Keep yours or write theirs, and save"
    ) in beside(answer, "email")
    assert value(answer, "email") == "own@mail.example"
    assert again(page, thea, "couples:correct", alex, answer) == 302
    alex.refresh_from_db()
    assert alex.email == "own@mail.example"


def test_a_box_that_was_unticked_meanwhile_stays_unticked(both, page, thea, alex):
    answer = both("couples:correct", theirs={"wants_letters": []}, mine={"pronouns": "they"})

    assert AS_IT_IS in beside(answer, "wants_letters")
    assert again(page, thea, "couples:correct", alex, answer) == 302
    alex.refresh_from_db()
    assert (alex.wants_letters, alex.pronouns) == (False, "they")


def test_the_same_change_by_both_is_one_change(both, alex):
    answer = both("couples:correct", theirs={"pronouns": "she/her"}, mine={"pronouns": "she/her"})

    alex.refresh_from_db()
    assert (answer.status_code, alex.pronouns) == (302, "she/her")


def test_a_yes_about_health_survives_a_page_opened_before_it_was_told(both, page, thea, alex):
    yes = {"pregnancy_answer": "yes", "pregnancy_words": "Since May"}

    answer = both("screening:health", theirs=HEALTH | yes, mine=HEALTH | {"allergies": "Latex"})

    newest = HealthForm.objects.filter(partner=alex).first()
    assert (answer.status_code, newest.topics["pregnancy"]["answer"]) == (422, "yes")
    assert "Meanwhile somebody wrote “Yes” here." in beside(answer, "pregnancy_answer")
    assert AS_IT_IS in beside(answer, "pregnancy_words")
    assert value(answer, "allergies") == "Latex"
    assert [flag.topic for flag in Flag.objects.all()] == ["pregnancy"]


def test_a_medicine_survives_a_list_opened_before_it_was_told(both, page, thea, alex):
    answer = both(
        "screening:medicines",
        theirs={"lines": "Phenelzine\nTea", "groups": ["maoi"]},
        mine={"lines": "Tea"},
    )

    newest = MedicineList.objects.filter(partner=alex).first()
    assert (answer.status_code, newest.lines) == (422, ["Phenelzine", "Tea"])
    assert "Meanwhile somebody wrote “Phenelzine" in beside(answer, "lines")
    assert ticked(answer, "groups") == ["maoi"]
    assert again(page, thea, "screening:medicines", alex, answer) == 302
    newest = MedicineList.objects.filter(partner=alex).first()
    assert (newest.lines, newest.groups) == (["Tea"], ["maoi"])


def test_a_deed_without_a_page_asks_after_nothing_that_was_seen(thea, alex):
    actions.note_contact(partner=alex, quiet_email=QUIET, by=thea, at=NOW)
    actions.note_contact(partner=alex, quiet_email="", by=thea, at=NOW)

    assert Partner.objects.get(pk=alex.pk).quiet_email == ""
