"""A double entry becomes one folder: what moves, what is refused, and who may do it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from sessions_app.approvals.facts import looked_at
from sessions_app.approvals.models import Approval
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Couple, Partner
from sessions_app.people.actions import NotYourDeed
from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from sessions_app.screening import actions as screening
from sessions_app.screening.models import Flag, HealthForm, Interview, MedicineList
from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.factories.planning import NOW
from tests.sessions_app.desk.private import told_everything
from tests.sessions_app.pages import words
from tests.sessions_app.screening.deeds import asked_about_health, interviewed
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.django_db


def merged(kept, goes, ada, **changed):
    return actions.merge(
        **{"kept": kept, "goes": goes, "why": "Opened twice.", "by": ada, "at": NOW} | changed
    )


def test_drafts_records_and_the_care_team_move_to_the_same_person(kept, goes, ada, theo):
    alex, robin = kept.pair
    old_alex = goes.pair[1]

    merged(kept, goes, ada)

    goes.refresh_from_db()
    plans = Plan.objects.filter(couple=kept).order_by("number")
    assert (goes.stage, goes.merged_into, goes.stage_why) == ("merged", kept, "Opened twice.")
    assert [plan.number for plan in plans] == [1, 2]
    assert {part.partner_id for part in plans[1].parts.all()} == {alex.pk, robin.pk}
    for table in (Interview, HealthForm, Flag):
        assert [each.partner for each in table.objects.all()] == [alex]
    assert theo in kept.care_team.all()
    assert set(goes.care_team.all()) == set(kept.care_team.all())
    assert Partner.objects.filter(pk=old_alex.pk).exists()
    assert newest(2) == [
        row("folder merged", goes, ada, NOW),
        row("folder taken in", kept, ada, NOW, other=goes.pk),
    ]


def test_every_table_of_what_is_told_alone_moves_and_nothing_reaches_the_other(
    clinic, kept, theo, ada
):
    alex, robin = kept.pair
    goes = couple_of(clinic=clinic, lead=theo, a={"name": "Robin Hale"}, b={"name": "Alex Moreno"})
    told_everything(goes.pair[1], by=theo)
    tables = [
        table for table in apps.get_app_config("sessions_app").get_models()
        if table.__module__.startswith("sessions_app.screening.")
    ]  # fmt: skip
    before = {table: set(table.objects.values_list("pk", flat=True)) for table in tables}

    merged(kept, goes, ada)

    assert [table for table in tables if not before[table]] == []
    moved = {table: set(table.objects.filter(partner=alex).values_list("pk", flat=True))
             for table in tables}  # fmt: skip
    assert moved == before
    assert robin.flags.count() == robin.day_questions.count() == robin.day_checks.count() == 0


@pytest.fixture
def both_told(kept, goes, theo, thea):
    """Alex told something in either folder; what is said last is said in the one that goes."""
    alex, double = kept.pair[0], goes.pair[1]
    for partner, by, allergies, lines in (
        (alex, thea, "Latex", ["Phenelzine"]),
        (double, theo, "", ["Tea"]),
    ):
        told = {"partner": partner, "by": by, "at": NOW}
        interviewed(partner, by=by, fear="yes", note=f"Told to {by.name}")
        asked_about_health(partner, by=by, allergies=allergies)
        groups = ["maoi"] if "Phenelzine" in lines else []
        screening.record_medicines(lines=lines, groups=groups, **told)
    interviewed(double, by=theo, weapons="yes", note="Told last")
    return alex


def test_what_was_told_in_both_is_kept_together_and_somebody_is_asked_to_read_both(
    both_told, kept, goes, ada
):
    alex = both_told

    merged(kept, goes, ada)

    told = Interview.objects.get(partner=alex)
    assert [each.note for each in alex.conversations.all()][::-1] == [
        "Told to Thea Lindqvist", "Told to Theo Marsh", "Told last",
    ]  # fmt: skip
    assert (told.note, told.safety, told.medical_open) == ("Told last", "concern", True)
    assert [each.allergies for each in alex.health_forms.all()] == ["", "Latex", ""]
    assert [each.lines for each in alex.medicine_lists.all()] == [["Tea"], ["Phenelzine"]]
    assert sorted(alex.flags.values_list("topic", flat=True)) == [
        "blood_pressure", "fear", "maoi", "two_records", "weapons",
    ]  # fmt: skip
    # One question that is open in both is answered once, in the folder that goes on.
    assert list(goes.pair[1].flags.values_list("topic", flat=True)) == ["fear"]
    assert goes.pair[1].goes_on_as == alex


def test_who_told_something_in_one_folder_only_has_nothing_to_compare(kept, goes, ada):
    merged(kept, goes, ada)

    assert not Flag.objects.filter(topic="two_records").exists()


def test_the_record_shows_what_was_told_before_in_the_other_folder(
    client, both_told, kept, goes, ada, thea, theo
):
    merged(kept, goes, ada)

    client.force_login(thea)
    shown = words(client.get(reverse("desk:record", args=[both_told.pk])))
    left = client.get(reverse("desk:record", args=[goes.pair[1].pk]))

    assert "Two records of this person were brought together" in shown
    assert "This person had a second record." in shown
    assert "This person had a second record." not in words(left)
    assert "Latex" in shown.split("(Denver): health")[1]
    assert "Phenelzine" in shown.split("(Denver): medicines")[1]
    assert "Close: Is afraid of the partner" in shown
    assert "Is afraid of the partner" in words(left)
    assert "Close: Is afraid of the partner" not in words(left)
    assert words(client.get("/")).count("Open it when you are alone.") == 1


@pytest.mark.usefixtures("approvals_by_hand")
def test_an_approval_given_without_what_the_double_folder_knew_lapses(kept, goes, ada, paul):
    alex, robin = kept.pair
    for partner in (alex, robin):
        given = approved(partner, paul)
        Approval.objects.filter(pk=given.pk).update(**looked_at(partner))

    merged(kept, goes, ada)

    assert [
        (approval.ended, approval.ended_why, approval.ended_by)
        for approval in (alex.approvals.get(), robin.approvals.get())
    ] == [("lapsed", "screening", None), ("", "", None)]


def test_what_only_the_double_folder_knew_of_a_person_is_taken_over(kept, goes, ada):
    robin = kept.pair[1]
    sister = {"emergency_name": "Kim", "emergency_relation": "sister", "emergency_phone": "1"}
    Partner.objects.filter(pk=robin.pk).update(emergency_name="Lee", emergency_phone="2")
    Partner.objects.filter(couple=goes, side="a").update(quiet_email="r@quiet.example", **sister)
    Partner.objects.filter(couple=goes, side="b").update(
        quiet_phone="303-555-0100", quiet_address="Box 9", wants_letters=False, **sister
    )
    Couple.objects.filter(pk=kept.pk).update(secrets_policy="", policy_stated_on=None)

    merged(kept, goes, ada)

    found = {
        each.side: [getattr(each, name) for name in ("phone", "quiet_email", "quiet_phone",
        "quiet_address", "wants_letters", "emergency_name", "emergency_relation",
        "emergency_phone")]
        for each in Partner.objects.filter(couple=kept)
    }  # fmt: skip
    assert found == {
        # The other partner's own telephone is nobody's confidential one.
        "a": ["", "", "", "Box 9", False, "Kim", "sister", "1"],
        "b": ["303-555-0100", "r@quiet.example", "", "", True, "Lee", "", "2"],
    }
    kept.refresh_from_db()
    assert (kept.secrets_policy, kept.policy_stated_on) == ("limited", goes.policy_stated_on)


def test_nothing_is_written_in_the_double_record_afterwards(client, kept, goes, ada, theo):
    double = goes.pair[1]
    merged(kept, goes, ada)

    with pytest.raises(couples.RecordGoesOnElsewhere) as refusal:
        couples.correct_partner(partner=double, by=theo, at=NOW, pronouns="they")

    assert str(refusal.value) == (
        "This folder was merged into another one. Write it in the record there."
    )
    client.force_login(theo)
    pages = ["couples:correct", "couples:contact", "screening:interview", "rights:erase"]
    assert {client.get(reverse(name, args=[double.pk])).status_code for name in pages} == {404}
    assert "Open the folder that goes on" in words(
        client.get(reverse("desk:record", args=[double.pk]))
    )


@pytest.mark.django_db(transaction=True)
def test_what_is_told_at_the_same_moment_is_not_left_behind(kept, goes, ada, theo):
    start, said, double = Barrier(2), [], goes.pair[1]

    def at_once(deed):
        start.wait()
        try:
            deed()
        except couples.RecordGoesOnElsewhere:
            said.append("too late")
        finally:
            connection.close()

    telling = {"partner": double, "lines": ["Aspirin"], "groups": [], "by": theo, "at": NOW}
    threads = [
        Thread(target=at_once, args=[lambda: merged(kept, goes, ada)]),
        Thread(target=at_once, args=[lambda: screening.record_medicines(**telling)]),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not MedicineList.objects.filter(partner=double).exists()
    assert MedicineList.objects.filter(partner=kept.pair[0]).count() + len(said) == 1


def test_it_is_not_merged_twice(kept, goes, ada):
    merged(kept, goes, ada)

    with pytest.raises(actions.NotCertain) as refusal:
        merged(kept, goes, ada)

    assert str(refusal.value).startswith("One of the two folders has ended already")


def test_what_was_signed_never_moves(kept, goes, ada, paul):
    approved(goes.pair[0], paul)

    with pytest.raises(actions.NotCertain):
        merged(kept, goes, ada)

    goes.refresh_from_db()
    assert goes.stage == "open"
    assert Flag.objects.get().partner == goes.pair[1]


def test_a_folder_is_not_merged_with_itself_or_another_clinics(kept, goes, ada, stranger):
    elsewhere = couple_of(clinic=stranger.clinic, lead=stranger)

    for other in (kept, elsewhere):
        with pytest.raises(actions.NotCertain) as refusal:
            merged(kept, other, ada)
        assert str(refusal.value) == "Choose two different folders of this clinic."


@pytest.mark.parametrize("who", ["thea", "paul", "stranger"])
def test_only_an_admin_merges(who, kept, goes, request):
    with pytest.raises(NotYourDeed):
        merged(kept, goes, request.getfixturevalue(who))


@pytest.mark.django_db(transaction=True)
def test_of_two_merges_at_once_in_opposite_directions_one_happens(kept, goes, ada):
    said, start = [], Barrier(2)

    def merge(one, other):
        start.wait()
        try:
            merged(one, other, ada, at=NOW + timedelta(minutes=1))
        except (actions.NotCertain, couples.FolderCannotMove):
            said.append("too late")
        finally:
            connection.close()

    threads = [Thread(target=merge, args=pair) for pair in ((kept, goes), (goes, kept))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert said == ["too late"]
    assert Couple.objects.filter(stage="merged").count() == 1
