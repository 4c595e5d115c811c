"""Many people save one plan at the same moment: not one word is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from sessions_app.planning import actions
from sessions_app.planning.models import Plan
from tests.factories.planning import NOW
from tests.sessions_app.planning.deeds import do, set_roles, write_intentions

PEOPLE, WORDS = 6, 4

pytestmark = pytest.mark.django_db(transaction=True)


def _adds(plan, mine, barrier, by):
    """Add each of my words to what I was shown, and again where somebody came before me."""

    try:
        barrier.wait()
        for word in mine:
            saved = False
            while not saved:
                shown = Plan.objects.get(pk=plan.pk)
                joint = f"{shown.joint_intention} {word}".strip()
                deed = write_intentions(shown, joint=joint, seen=shown.changes)
                try:
                    do(deed, shown, by=by, at=NOW)
                    saved = True
                except actions.ChangedMeanwhile:
                    continue
    finally:
        connection.close()


def test_no_word_of_anybody_is_lost(plan, thea):
    words = [[f"{person}-{n}" for n in range(WORDS)] for person in range(PEOPLE)]
    barrier = Barrier(PEOPLE)

    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(lambda mine: _adds(plan, mine, barrier, thea), words))

    after = Plan.objects.get()
    assert sorted(after.joint_intention.split()) == sorted(word for each in words for word in each)
    assert after.changes == PEOPLE * WORDS


def _tries(plan, shown, word, barrier, by):
    try:
        barrier.wait()
        do(set_roles(shown, stop_word=word, seen=shown.changes), plan, by=by, at=NOW)
    except actions.ChangedMeanwhile:
        return "asked to choose"
    finally:
        connection.close()
    return word


def test_of_many_who_saw_the_same_page_one_saves_and_the_others_are_asked(prepared_plan, thea):
    shown = Plan.objects.get(pk=prepared_plan.pk)
    list(shown.pair)
    barrier = Barrier(PEOPLE)

    with ThreadPoolExecutor(PEOPLE) as people:
        told = list(
            people.map(
                lambda n: _tries(prepared_plan, shown, f"Word {n}", barrier, thea), range(PEOPLE)
            )
        )

    winner = [word for word in told if word != "asked to choose"]
    assert winner == [Plan.objects.get().stop_word]
    assert told.count("asked to choose") == PEOPLE - 1
