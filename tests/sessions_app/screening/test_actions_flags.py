from threading import Barrier, Thread

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sessions_app.people.actions import NotYourDeed
from sessions_app.screening import actions, facts
from sessions_app.screening.models import Flag
from sessions_app.screening.rules import health, medicines, safety
from sessions_app.signing.rules import digest
from tests.factories.couples import couple_of
from tests.factories.planning import NOW
from tests.factories.screening import (
    FlagFactory,
    HealthFormFactory,
    InterviewFactory,
    MedicineListFactory,
)
from tests.sessions_app.refusals import refused
from tests.sessions_app.screening.deeds import (
    asked_about_health,
    closed,
    interviewed,
    open_flags,
    standing,
)
from tests.sessions_app.trail import newest, row


@pytest.mark.django_db
class TestClosing:
    def test_a_prescriber_closes_what_is_medical_with_a_reason(self, alex, thea, paul):
        asked_about_health(alex, by=thea, liver="Mild.")
        flag = Flag.objects.get()

        closed(flag, by=paul, why="Values are fine since May.")

        flag.refresh_from_db()
        assert (flag.closed_by, flag.closed_at, flag.closed_why) == (
            paul,
            NOW,
            "Values are fine since May.",
        )
        assert standing(alex) == ("not_done", False, False)
        assert newest() == [row("flag closed", flag, paul, NOW)]

    def test_a_closed_concern_is_not_open_and_nothing_says_it_was_never_raised(self, alex, thea):
        interview = interviewed(alex, by=thea, fear="yes")

        closed(Flag.objects.get(), by=thea)

        interview.refresh_from_db()
        assert interview.safety_words == "No concern open"

    def test_an_acute_risk_takes_a_clinician_and_then_another_prescriber(
        self, alex, thea, paul, vera
    ):
        interviewed(alex, by=thea, self_harm="yes")
        flag = Flag.objects.get()

        flag = closed(flag, by=paul, why="Level low, plan made, tablets locked.")
        assert standing(alex) == ("no_concern", True, False)
        with pytest.raises(actions.NeedsAnotherPerson) as refusal:
            closed(flag, by=paul)
        with pytest.raises(NotYourDeed):
            closed(flag, by=thea)
        closed(flag, by=vera)

        assert str(refusal.value) == (
            "You assessed this risk, so another person, a prescriber, must close it."
        )
        assert standing(alex) == ("no_concern", False, False)
        assert [each[0] for each in newest(2)] == ["flag assessed", "flag closed"]

    @pytest.mark.parametrize(
        ("kind", "topic", "who"),
        [
            ("medical", "liver", "thea"),
            ("medical", "liver", "ada"),
            ("safety", "fear", "ada"),
            ("safety", "fear", "stranger"),
            ("acute", "self_harm", "ada"),
        ],
    )
    def test_nobody_else_closes_it(self, kind, topic, who, alex, request):
        flag = FlagFactory(partner=alex, kind=kind, topic=topic)

        with pytest.raises(NotYourDeed):
            closed(flag, by=request.getfixturevalue(who))

        assert open_flags(alex) == [(kind, topic)]

    def test_the_second_of_two_people_is_told_that_it_was_done(self, alex, thea, paul):
        flag = FlagFactory(partner=alex)
        closed(flag, by=paul, why="First.")

        with pytest.raises(actions.FlagIsClosed) as refusal:
            closed(flag, by=paul, why="Second.")

        assert str(refusal.value) == ("Somebody has closed this meanwhile, so nothing was changed.")
        assert Flag.objects.get().closed_why == "First."

    def test_an_old_page_does_not_skip_the_second_look(self, alex, thea, vera):
        flag = FlagFactory(partner=alex, kind="acute", topic="self_harm")
        closed(flag, by=thea)

        with pytest.raises(actions.FlagIsClosed):
            closed(flag, by=vera, seen="open")

        assert standing(alex) == ("not_done", True, False)


@pytest.mark.django_db(transaction=True)
def test_of_two_prescribers_at_once_one_closes_it(alex, paul, vera):
    flag, said, start = FlagFactory(partner=alex), [], Barrier(2)

    def close(by):
        start.wait()
        try:
            closed(flag, by=by, why=by.name, seen="open")
        except actions.FlagIsClosed:
            said.append("too late")
        else:
            said.append(by.name)
        finally:
            connection.close()

    threads = [Thread(target=close, args=[by]) for by in (paul, vera)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(said) == sorted(["too late", Flag.objects.get().closed_why])


@pytest.mark.django_db
class TestTheDatabase:
    def test_one_open_flag_a_topic_and_any_number_of_closed_ones(self, alex, paul):
        done = {"closed_by": paul, "closed_at": NOW, "closed_why": "Seen."}
        FlagFactory(partner=alex, **done)
        FlagFactory(partner=alex, **done)
        FlagFactory(partner=alex)

        with refused("flag_once_while_it_is_open"):
            FlagFactory(partner=alex)

    @pytest.mark.parametrize("missing", ["closed_by", "closed_at", "closed_why"])
    def test_who_when_and_why_stand_together(self, missing, alex, paul):
        done = {"closed_by": paul, "closed_at": NOW, "closed_why": "Seen."}

        with refused("flag_closed_with_at_by_and_why"):
            FlagFactory(partner=alex, **done | {missing: "" if missing == "closed_why" else None})

    @pytest.mark.parametrize("assessed", [False, True])
    def test_an_acute_risk_is_never_closed_by_one_person(self, assessed, alex, paul):
        done = {"closed_by": paul, "closed_at": NOW, "closed_why": "Seen."}
        looked = {"assessed_by": paul, "assessed_at": NOW, "assessed_why": "Seen."}

        with refused("flag_acute_takes_two_people"):
            FlagFactory(
                partner=alex, kind="acute", topic="self_harm", **done | (looked if assessed else {})
            )

    def test_only_an_acute_risk_is_assessed(self, alex, paul):
        with refused("flag_only_acute_is_assessed"):
            FlagFactory(partner=alex, assessed_by=paul, assessed_at=NOW, assessed_why="Seen.")

    def test_nothing_else_is_a_kind(self, alex):
        with refused("flag_kind_known"):
            FlagFactory(partner=alex, kind="gossip")


@pytest.mark.django_db
class TestDigests:
    def test_nothing_recorded_has_no_digest(self, alex):
        assert facts.digests(alex) == {"screening_hash": "", "med_list_hash": ""}
        assert facts.open_kinds(alex) == []

    def test_the_same_answers_again_change_nothing_and_others_do(self, alex):
        InterviewFactory(partner=alex)
        HealthFormFactory(partner=alex, topics={"liver": {"answer": "no", "words": ""}})
        MedicineListFactory(partner=alex, lines=["Sertraline 50 mg"])
        first = facts.digests(alex)

        HealthFormFactory(partner=alex, topics={"liver": {"answer": "no", "words": ""}})
        MedicineListFactory(partner=alex, lines=["Sertraline 50 mg"])
        again = facts.digests(alex)
        HealthFormFactory(partner=alex, topics={"liver": {"answer": "yes", "words": ""}})
        health = facts.digests(alex)
        MedicineListFactory(partner=alex, lines=["Sertraline 100 mg"])
        both = facts.digests(alex)

        assert again == first
        assert health["med_list_hash"] == first["med_list_hash"]
        assert health["screening_hash"] != first["screening_hash"]
        assert both["screening_hash"] == health["screening_hash"]
        assert both["med_list_hash"] != first["med_list_hash"]
        assert all(len(each) == 64 for each in both.values())

    def test_an_allergy_changes_what_an_approval_leans_on_and_its_lack_does_not(self, alex):
        topics = {"liver": {"answer": "no", "words": ""}}
        HealthFormFactory(partner=alex, topics=topics)
        as_it_was_before_anybody_asked = digest({"topics": topics, "vitals": {}})
        never_told = facts.digests(alex)

        told = []
        for allergies in ("Latex.", "Latex, penicillin.", ""):
            HealthFormFactory(partner=alex, topics=topics, allergies=allergies)
            told.append(facts.digests(alex))

        assert never_told == {
            "screening_hash": as_it_was_before_anybody_asked,
            "med_list_hash": "",
        }
        assert told[2] == never_told
        assert len({each["screening_hash"] for each in told}) == 3

    def test_the_kinds_that_are_open(self, alex, paul):
        FlagFactory(partner=alex, kind="safety", topic="fear")
        FlagFactory(partner=alex, topic="liver")
        FlagFactory(partner=alex, topic="thyroid")
        FlagFactory(
            partner=alex, kind="safety", topic="control",
            closed_by=paul, closed_at=NOW, closed_why="Seen.",
        )  # fmt: skip

        assert facts.open_kinds(alex) == ["medical", "safety"]


SAID = st.one_of(
    st.tuples(st.just("interview"), st.sampled_from([*safety.QUESTIONS, ""])),
    st.tuples(st.just("health"), st.sampled_from([*health.TOPICS, ""])),
    st.tuples(st.just("list"), st.sampled_from([*medicines.GROUPS])),
    st.tuples(st.just("close"), st.integers(0, 5)),
)


# Each example opens a couple of its own, so the people may stay the same.
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(SAID, max_size=8))
@pytest.mark.django_db
def test_where_a_record_stands_always_follows_from_its_open_flags(told, thea, paul, vera):
    alex = couple_of(clinic=thea.clinic, lead=thea, team=[paul, vera]).pair[0]
    last_asked_all = None

    for what, which in told:
        if what == "interview":
            answers = {which: safety.QUESTIONS[which].alarm} if which else {"fear": "unasked"}
            interviewed(alex, by=thea, **answers)
            last_asked_all = bool(which)
        elif what == "health":
            asked_about_health(alex, by=thea, **{which: "Yes."} if which else {})
        elif what == "list":
            actions.record_medicines(partner=alex, lines=[which], groups=[which], by=thea, at=NOW)
        else:
            _close_some(alex, which, [paul, vera])
        if last_asked_all is None and not Flag.objects.filter(partner=alex).exists():
            continue
        assert standing(alex) == _expected(alex, last_asked_all)


def _close_some(partner, number, prescribers):
    flags = list(Flag.objects.open().filter(partner=partner))
    if flags:
        flag = flags[number % len(flags)]
        closed(flag, by=prescribers[flag.assessed_by_id == prescribers[0].pk])


def _expected(partner, asked_all):
    flags = open_flags(partner)
    concern = any(topic in safety.CONCERNS for _, topic in flags)
    calm = "no_concern" if asked_all else "not_done"
    kinds = {kind for kind, _ in flags}
    return ("concern" if concern else calm, "acute" in kinds, "medical" in kinds)
