"""On the day: both are asked alone and measured, and no page of both tells which, or what."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.urls import reverse

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.models import Approval
from sessions_app.planning import facts
from sessions_app.planning.models import Plan
from sessions_app.planning.ready import is_ready, ready_ones
from sessions_app.planning.rules.gates import open_gates
from sessions_app.screening import actions as screening
from sessions_app.screening.rules.check import LINES
from tests.factories.planning import SESSION_AT

pytestmark = pytest.mark.django_db

MORNING = SESSION_AT - timedelta(hours=3)
DAY = timedelta(days=1)
QUESTION = (
    "day",
    "The question asked of each alone is not settled for both. Until it is: not today.",
)
VITALS = ("advice", "Day-of vitals are not settled.")
CHECK = ("advice", "The safety check of the day is not settled.")
ONCE = re.compile(r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')


def answers(partner, by, at=MORNING, **told):
    screening.record_day_question(
        partner=partner, by=by, at=at,
        **{"alone": True, "asked_on": at.date(), "wish": "yes", "worry": False, "note": ""} | told,
    )  # fmt: skip


def measured(partner, by, at=MORNING, **told):
    reading = {"systolic": 120, "diastolic": 80, "heart_rate": 60} | told
    approvals.read(approval=Approval.objects.get(partner=partner), by=by, at=at, **reading)


def checked(partner, by, at=MORNING, **found):
    screening.record_day_check(
        partner=partner, by=by, at=at, alone=True, checked_on=at.date(),
        **dict.fromkeys(LINES, "as_asked") | {"taken_by": "Sam, 720-555-0190", "note": ""} | found,
    )  # fmt: skip


def stands(plan, at):
    """What stands open at the last station, and whether the session may begin."""
    plan = Plan.objects.whole().get(pk=plan.pk)
    on = facts.day_of(plan, at)
    gates = open_gates(facts.gate_facts(plan, on=on))
    ready = is_ready(plan, on=on)
    assert (plan.pk in ready_ones([Plan.objects.whole().get(pk=plan.pk)], at=at)) is ready
    return [(gate.kind, gate.sentence) for gate in gates if gate.station == "after"], ready


def test_nothing_is_asked_until_the_day_before(signed_plan):
    assert stands(signed_plan, MORNING - 2 * DAY) == ([], True)
    assert stands(signed_plan, MORNING - DAY) == ([QUESTION], False)
    assert stands(signed_plan, MORNING) == ([QUESTION, VITALS, CHECK], False)


def test_a_plan_that_is_not_signed_is_not_asked(sent_plan):
    assert stands(sent_plan, MORNING)[0] == []


def test_it_begins_once_both_said_yes_and_the_rest_is_advice(signed_plan, couple, thea):
    alex, robin = couple.pair
    answers(alex, thea)
    assert stands(signed_plan, MORNING) == ([QUESTION, VITALS, CHECK], False)

    answers(robin, thea)
    assert stands(signed_plan, MORNING) == ([VITALS, CHECK], True)

    measured(alex, thea)
    assert stands(signed_plan, MORNING) == ([VITALS, CHECK], True)
    measured(robin, thea)
    assert stands(signed_plan, MORNING) == ([CHECK], True)
    measured(robin, thea, systolic=190, at=MORNING + timedelta(minutes=5))
    assert stands(signed_plan, MORNING) == ([VITALS, CHECK], True)


def test_the_check_is_settled_once_all_is_as_asked_of_all_who_dose(signed_plan, couple, thea):
    alex, robin = couple.pair
    for partner in couple.pair:
        answers(partner, thea)
        measured(partner, thea)
    checked(alex, thea)
    assert stands(signed_plan, MORNING) == ([CHECK], True)

    checked(robin, thea, alcohol="otherwise")
    assert stands(signed_plan, MORNING) == ([CHECK], True)
    checked(robin, thea, pregnancy="unknown")
    assert stands(signed_plan, MORNING) == ([CHECK], True)
    checked(robin, thea)
    assert stands(signed_plan, MORNING) == ([], True)


def test_only_those_who_dose_are_checked(signed_plan, couple, thea, by_hand):
    alex, robin = couple.pair
    signed_plan.parts.filter(partner=robin).update(doses=False, fraction="")
    for partner in couple.pair:
        answers(partner, thea)
    measured(alex, thea)

    assert stands(signed_plan, MORNING)[0] == [CHECK]
    checked(alex, thea)

    assert stands(signed_plan, MORNING)[0] == []


def test_what_was_found_the_day_before_is_not_that_of_the_day(signed_plan, couple, thea):
    for partner in couple.pair:
        answers(partner, thea)
        measured(partner, thea, at=MORNING - DAY)
        checked(partner, thea, at=MORNING - DAY)

    assert stands(signed_plan, MORNING) == ([VITALS, CHECK], True)


def test_a_no_holds_it_back_until_its_flag_is_closed_and_asked_again(signed_plan, couple, thea):
    alex, robin = couple.pair
    answers(robin, thea)
    answers(alex, thea, wish="no")
    answers(alex, thea)
    assert not stands(signed_plan, MORNING)[1]

    flag = alex.flags.get()
    screening.close_flag(flag=flag, seen="open", why="Spoken with.", by=thea, at=MORNING)
    assert stands(signed_plan, MORNING)[1]


def test_a_no_ends_nobodys_approval(signed_plan, couple, thea):
    alex = couple.pair[0]
    answers(alex, thea, wish="no")

    assert approvals.look_again(couple=couple, at=MORNING) == []
    assert approvals.sweep(at=MORNING) == []


PAGES = ("fit", "roles", "intentions", "preparation", "schedule", "review")


def joint(client, plan, accounts):
    """Every page of both on that morning, as each of these accounts reads it."""
    addresses = [reverse(f"planning:{name}", args=[plan.pk]) for name in PAGES]
    addresses += [
        reverse("integration:after", args=[plan.pk]),
        reverse("desk:folder", args=[plan.couple_id]),
        reverse("desk:folders"),
        reverse("calendar:week"),
        reverse("reminders:index"),
    ]
    found = {}
    for account in accounts:
        client.force_login(account)
        for address in addresses:
            found[account.name, address] = ONCE.sub("", client.get(address).text)
    return found


HAPPENED = {
    "one said yes": lambda a, b, by: answers(a, by),
    "the other said yes": lambda a, b, by: answers(b, by),
    "one said no": lambda a, b, by: answers(a, by, wish="no"),
    "the other would not say": lambda a, b, by: answers(b, by, wish="unsaid", note="ZEBRA"),
    "one has a worry": lambda a, b, by: answers(a, by, worry=True),
    "yes, and the other no": lambda a, b, by: (answers(a, by), answers(b, by, wish="no")),
    "no, and the other yes": lambda a, b, by: (answers(a, by, wish="no"), answers(b, by)),
    "no, then yes, beside a yes": lambda a, b, by: (
        answers(a, by, wish="no"), answers(a, by), answers(b, by),
    ),
    "one asked the day before": lambda a, b, by: answers(a, by, at=MORNING - DAY),
    "one measured within": lambda a, b, by: measured(a, by),
    "one checked": lambda a, b, by: checked(a, by),
    "the other not as asked": lambda a, b, by: checked(b, by, solids="otherwise", note="ZEBRA"),
    "one as asked, the other not known": lambda a, b, by: (
        checked(a, by), checked(b, by, home="unknown"),
    ),
    "the other measured outside": lambda a, b, by: measured(b, by, systolic=190),
}  # fmt: skip


def test_no_page_of_both_tells_who_was_asked_what_was_said_or_measured(
    client, signed_plan, couple, thea, paul, ada
):
    alex, robin = couple.pair
    with time_machine.travel(MORNING, tick=False):
        before, changed = joint(client, signed_plan, [thea, paul]), {}
        for name, happens in HAPPENED.items():
            with transaction.atomic():
                happens(alex, robin, thea)
                after = joint(client, signed_plan, [thea, paul])
                found = [where for where in before if before[where] != after[where]]
                changed |= {name: found} if found else {}
                transaction.set_rollback(True)

    assert changed == {}
    assert any(QUESTION[1] in page for page in before.values())
    assert any(VITALS[1] in page for page in before.values())
    assert any(CHECK[1] in page for page in before.values())
