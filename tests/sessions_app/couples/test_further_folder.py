"""Two people who have a folder here get a hint before they get another one."""

from datetime import date
from functools import partial

import pytest

from sessions_app.couples import actions
from sessions_app.couples.models import Couple
from sessions_app.couples.rules.merging import Person, same_two
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from tests.factories.couples import couple_of
from tests.factories.people import ClinicFactory, colleague
from tests.factories.planning import NOW
from tests.sessions_app.at_once import together
from tests.sessions_app.pages import buttons, ticked, value, words
from tests.sessions_app.trail import newest, row

from .test_forms import filled

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
BORN_A, BORN_B = date(1984, 3, 2), date(1986, 7, 9)
ALEX, ROBIN = Person("Alex Moreno", BORN_A), Person("Robin Hale", BORN_B)
ASK_AN_ADMIN = (
    "Please ask a clinic admin before you open it: these two may have a folder here already."
)
NAMED = "These two have a folder here already: Alex and Robin (open)."
FURTHER = "Open a further folder for these two"


@pytest.mark.parametrize(
    ("there", "same"),
    [
        ((ALEX, ROBIN), True),
        ((ROBIN, ALEX), True),
        ((Person(" alex  MORENO", BORN_A), ROBIN), True),
        ((ALEX, Person("Robin Hale", BORN_A)), False),
        ((ALEX, Person("Iris Valdez", BORN_B)), False),
        ((ALEX, ALEX), False),
    ],
)
def test_they_are_the_same_two_by_both_names_and_both_birthdays(there, same):
    assert same_two((ALEX, ROBIN), there) is same


@pytest.fixture
def theo(clinic):
    """A therapist of the clinic who cares for nobody yet."""
    return colleague(clinic, Role.THERAPIST, name="Theo Marsh", email="theo@elm.example")


def folder_of(clinic, lead, **kept):
    a, b = {"name": ALEX.name, "born_on": BORN_A}, {"name": ROBIN.name, "born_on": BORN_B}
    return couple_of(clinic=clinic, lead=lead, **{"a": a, "b": b} | kept)


@pytest.fixture
def known(clinic, thea):
    return folder_of(clinic, thea)


@pytest.fixture
def send(client, thea, paul):
    """The form of a new folder for these two, sent by this account."""

    def sending(by=thea, **typed):
        client.force_login(by)
        born = {"a_born_on": "1984-03-02", "b_born_on": "1986-07-09"}
        return client.post("/folders/open/", filled(by, [paul], **born | typed))

    return sending


@pytest.fixture
def confirmed(send):
    """The same, sent once more with what the page asked about."""

    def sending(asked, **typed):
        return send(asked_about=value(asked, "asked_about"), anyway="on", **typed)

    return sending


def is_opened(answer):
    newest_one = Couple.objects.order_by("pk").last()
    return answer.status_code == 302 and answer.headers["Location"] == f"/folders/{newest_one.pk}/"


def test_the_folder_that_is_there_is_named_with_the_way_to_it_and_nothing_typed_is_lost(
    send, known
):
    asked = send(a_pronouns="she/her", b_email="robin.h@mail.example")

    said = words(asked)
    assert (asked.status_code, Couple.objects.count()) == (422, 1)
    assert f"{NAMED} Go on there, or open a further one." in said
    assert f'href="/folders/{known.pk}/"' in asked.text
    assert value(asked, "a_pronouns") == "she/her"
    assert value(asked, "b_email") == "robin.h@mail.example"
    assert (FURTHER in said, ticked(asked, "anyway")) == (True, [])
    assert "Open the folder" in buttons(asked)


def test_whoever_wants_a_further_one_says_so_and_the_trail_keeps_it(send, confirmed, known, thea):
    opened = confirmed(send())

    further = Couple.objects.exclude(pk=known.pk).get()
    assert is_opened(opened)
    assert newest() == [row("couple opened beside another", further, thea, NOW)]


def test_the_question_does_not_stand_there_before_it_is_asked(client, thea, send, known):
    client.force_login(thea)

    assert FURTHER not in words(client.get("/folders/open/"))
    assert FURTHER not in words(send(a_email="nowhere"))


def test_without_the_tick_it_is_asked_again(send, known):
    asked = send()

    again = send(asked_about=value(asked, "asked_about"))

    assert (again.status_code, Couple.objects.count()) == (422, 1)
    assert NAMED in words(again)
    assert again.text.count('name="anyway"') == 1


def test_a_tick_for_two_people_is_none_for_two_others(clinic, thea, send, confirmed, known):
    others = {"name": "Iris Valdez", "born_on": BORN_A}
    folder_of(clinic, thea, a=others)

    asked = confirmed(send(), a_name="Iris Valdez")

    assert (asked.status_code, Couple.objects.count()) == (422, 2)
    assert "already: Iris and Robin (open)." in words(asked)
    assert ticked(asked, "anyway") == []
    assert is_opened(confirmed(asked, a_name="Iris Valdez"))


def test_a_mistake_beside_it_keeps_the_tick(confirmed, send, known):
    wrong = confirmed(send(), a_email="nowhere")

    assert wrong.status_code == 422
    assert ticked(wrong, "anyway") == ["on"]
    assert Couple.objects.count() == 1


def test_whoever_may_not_see_that_folder_is_sent_to_an_admin_and_reads_no_more(
    send, confirmed, theo, known
):
    couple_words = (str(known), "open)", f"/folders/{known.pk}/")

    asked = send(by=theo)
    unseen = send(by=theo, a_name="Nobody Known")

    assert asked.status_code == 422
    assert ASK_AN_ADMIN in words(asked)
    assert not [each for each in couple_words if each in asked.text]
    assert is_opened(unseen)


def test_an_admin_who_is_a_therapist_too_reads_its_name(send, ada, clinic, known):
    both = colleague(clinic, Role.THERAPIST, email="both@elm.example")
    both.memberships.create(clinic=clinic, role=Role.ADMIN.value, began_at=NOW)

    assert NAMED in words(send(by=both))


@pytest.mark.parametrize("stage", ["paused", "closed"])
def test_a_folder_that_can_be_opened_again_counts(stage, send, thea, known):
    deed = {"paused": actions.pause, "closed": planning.close_folder}[stage]
    deed(couple=known, why="A journey.", by=thea, at=NOW)

    assert f"already: Alex and Robin ({stage})." in words(send())


def test_who_separated_begins_anew_without_a_question(send, thea, known):
    planning.part_ways(couple=known, by=thea, at=NOW)

    assert is_opened(send())


@pytest.mark.parametrize("side", ["a", "b"])
def test_that_one_of_them_is_a_partner_in_another_couple_is_told_to_nobody(
    side, clinic, thea, send
):
    """Law 2: with whom else somebody is cared for is private."""
    folder_of(clinic, thea, **{side: {"name": "Iris Valdez", "born_on": BORN_A}})

    answer = send()

    assert is_opened(answer)
    assert newest() == [row("couple opened", Couple.objects.last(), thea, NOW)]


@pytest.mark.parametrize(
    "typed", [{"a_born_on": "1984-03-03"}, {"b_name": "Robin Hales"}, {"b_name": "Robin"}]
)
def test_a_likeness_is_no_match(typed, send, known):
    assert is_opened(send(**typed))


def test_a_folder_of_another_clinic_is_not_known_here(send, stranger):
    folder_of(ClinicFactory(), stranger)

    assert is_opened(send())


def test_the_partners_of_two_folders_do_not_make_up_one(clinic, thea, send):
    for name, born_on in ((ALEX.name, BORN_A), (ROBIN.name, BORN_B)):
        folder_of(
            clinic,
            thea,
            a={"name": name, "born_on": born_on},
            b={"name": "Iris Valdez", "born_on": BORN_A},
        )

    assert is_opened(send())


@pytest.mark.django_db(transaction=True)
def test_two_who_open_it_at_the_same_moment_make_one(clinic, thea, theo):
    def facts(each):
        return {"name": each.name, "born_on": each.born_on, "email": "x@mail.example"}

    def opening(by):
        pair = {"partner_a": facts(ALEX), "partner_b": facts(ROBIN) | {"email": "r@mail.example"}}
        return partial(actions.open_couple, clinic=clinic, lead=by, team=[], by=by, at=NOW, **pair)

    came = together(opening(thea), opening(theo), refusals=actions.HasFolderAlready)

    assert sorted(map(str, came)) == ["HasFolderAlready", "None"]
    assert Couple.objects.count() == 1


@pytest.mark.parametrize("more", [0, 3])
def test_looking_for_it_costs_the_same_however_many_there_are(
    more, clinic, thea, known, django_assert_num_queries
):
    for _ in range(more):
        couple = folder_of(clinic, thea, a={"name": "Iris Valdez", "born_on": BORN_A})
        assert couple.partners.count() == 2

    with django_assert_num_queries(2):
        assert Couple.objects.filter(clinic=clinic).of_these_two([ALEX, ROBIN]) == [known]
