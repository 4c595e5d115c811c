"""What belongs to a station and is saved by itself: lists, minutes, tasks; boosters, readiness."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from sessions_app.approvals.models import Approval
from sessions_app.audit.models import Event
from sessions_app.planning import actions, facts, lines
from sessions_app.planning.models import Part, Plan, Task
from sessions_app.planning.ready import is_ready
from tests.factories.approvals import approved
from tests.factories.people import LicenceFactory
from tests.factories.planning import NOW, TaskFactory, WaiverFactory
from tests.sessions_app.pages import beside, ticked, value, words
from tests.sessions_app.planning.deeds import now, whole
from tests.sessions_app.refusals import refused

pytestmark = pytest.mark.usefixtures("frozen", "approvals_by_hand")


# -- lists


def test_a_list_is_the_protocols_until_somebody_unticks_or_adds(client, at, prepared_plan):
    page = client.get(at("lists", prepared_plan))
    keys = ticked(page, "packing"), ticked(page, "room")

    client.post(
        at("lists", prepared_plan),
        {"packing": keys[0][1:], "room": keys[1], "own_packing": "Her scarf\n\n  Tea ",
         "own_room": ""},
    )  # fmt: skip

    assert len(keys[0]) == prepared_plan.version.items.filter(list="packing").count()
    assert now(prepared_plan).left_out == [keys[0][0]]
    assert whole(prepared_plan)["preparation"]["lists"] == {
        "packing_left_out": ["Printed own sheet"],
        "packing_added": ["Her scarf", "Tea"],
        "room_left_out": [],
        "room_added": [],
    }


def test_lines_too_long_or_too_many_are_sent_back_whole(client, at, prepared_plan):
    long = client.post(at("lists", prepared_plan), {"own_packing": "x" * 201})
    many = client.post(at("lists", prepared_plan), {"own_room": "a\n" * 31})

    assert (long.status_code, many.status_code) == (422, 422)
    assert value(long, "own_packing") == "x" * 201
    assert "Up to 30 lines of up to 200 characters each, please." in beside(many, "own_room")


def test_another_approach_begins_with_its_own_lists_and_keeps_their_own_lines(
    client, at, prepared_plan, thea
):
    client.post(at("lists", prepared_plan), {"own_packing": "Tea"})

    actions.choose(
        plan=prepared_plan, approach="extended_discussion", reason="Wished.", by=thea, at=NOW
    )

    assert (now(prepared_plan).left_out, now(prepared_plan).own_packing) == ([], ["Tea"])


# -- the session line


def test_longer_parts_move_those_after_them_and_leave_no_gap(client, at, ready_plan):
    page = client.get(at("line", ready_plan))
    minutes = {f"sublingual_{n}": value(page, f"sublingual_{n}") for n in range(9)}

    client.post(at("line", ready_plan), minutes | {"sublingual_5": "70"})

    usual = list(ready_plan.version.phases.filter(route="sublingual"))
    own = lines.on_route(lines.of_plan(now(ready_plan), usual), "sublingual")
    closed = [phase for phase in own if phase.ends is not None]
    assert [b.starts for b in closed[1:]] == [a.ends for a in closed[:-1]]
    assert lines.length(own, []) == lines.length(usual, []) + 15
    assert [row["title"] for row in whole(ready_plan)["session"]["line"]] == [
        phase.title for phase in closed[5:]
    ]


def test_the_phases_are_compared_with_the_booking(client, at, ready_plan):
    fits = words(client.get(at("line", ready_plan)))
    Plan.objects.update(minutes=120)
    short = words(client.get(at("schedule", ready_plan)))

    both = "The phases last 150 minutes from the dose and the session is booked for"
    assert f"{both} 150: they fit." in fits
    assert f"{both} 120: 30 minutes are missing." in short


def test_minutes_outside_the_protocols_bounds_are_sent_back_beside_their_part(
    client, at, ready_plan
):
    page = client.get(at("line", ready_plan))
    minutes = {f"sublingual_{n}": value(page, f"sublingual_{n}") for n in range(9)}

    response = client.post(at("line", ready_plan), minutes | {"sublingual_5": "400"})

    assert response.status_code == 422
    assert "Please choose between 28 and 110 minutes." in beside(response, "sublingual_5")
    assert now(ready_plan).line == {}


def test_minutes_as_the_protocol_has_them_are_no_change(client, at, signed_plan):
    page = client.get(at("line", signed_plan))
    minutes = {f"sublingual_{n}": value(page, f"sublingual_{n}") for n in range(9)}

    client.post(at("line", signed_plan), minutes)

    assert (now(signed_plan).stage, now(signed_plan).line) == ("cleared", {})


# -- tasks


def test_the_usual_tasks_come_with_the_approach(client, at, ready_plan):
    said = words(client.get(at("tasks", ready_plan)))

    assert Task.objects.count() == 5
    assert "Ask a companion and a driver, and tell them the hours. Both partners" in said
    assert "until Tue 2 March 2027 Due in 1 day" in said


def test_a_task_is_added_ticked_opened_and_removed(client, at, ready_plan, thea):
    Task.objects.all().delete()
    client.post(at("tasks", ready_plan), {"text": "Feed the cat", "owner": "a", "days_before": "2"})
    task = Task.objects.get()
    steps = []
    for name in ("tick_task", "untick_task", "tick_task", "remove_task"):
        client.post(reverse(f"planning:{name}", args=[task.pk]))
        steps.append([(each.done_by, each.done_at) for each in Task.objects.all()])

    assert (task.text, task.owner, task.days_before) == ("Feed the cat", "a", 2)
    assert steps == [[(thea, NOW)], [(None, None)], [(thea, NOW)], []]
    told = Event.objects.filter(deed__startswith="task ")
    assert list(told.values_list("deed", flat=True)) == [
        "task removed", "task done", "task open again", "task done", "task added",
    ]  # fmt: skip


def test_a_ticked_task_is_no_change_of_what_was_signed(client, at, signed_plan):
    client.post(reverse("planning:tick_task", args=[Task.objects.first().pk]))

    assert now(signed_plan).stage == "cleared"


def test_a_task_that_is_due_stands_on_today_until_it_is_ticked(client, at, ready_plan):
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        client.force_login(ready_plan.begun_by)
        due = words(client.get("/"))
        client.post(reverse("planning:tick_task", args=[Task.objects.first().pk]))
        done = words(client.get("/"))

    assert "One task is due for Alex and Robin Ask a companion and a driver" in due
    assert "due for Alex and Robin" not in done


def test_a_task_without_words_or_too_early_is_sent_back(client, at, ready_plan):
    response = client.post(at("tasks", ready_plan), {"owner": "a", "days_before": "31"})

    assert response.status_code == 422
    assert "Please choose between 0 and 30 days." in beside(response, "days_before")
    assert "Please write a few words here." in beside(response, "text")


def test_tasks_of_others_are_not_there(client, at, ready_plan, stranger, paul):
    task = Task.objects.first()
    answers = {}
    for account in (stranger, paul):
        client.force_login(account)
        url = reverse("planning:tick_task", args=[task.pk])
        answers[account.name] = client.post(url).status_code

    assert answers == {"Stranger": 404, "Paul Adeyemi": 403}
    assert Task.objects.filter(done_at=None).count() == 5


def test_the_database_keeps_tasks_and_waivers_whole(ready_plan):
    with refused("task_says_what"):
        TaskFactory(plan=ready_plan, text="")
    with refused("task_is_due_soon_before"):
        TaskFactory(plan=ready_plan, days_before=31)
    with refused("waiver_has_a_reason"):
        WaiverFactory(plan=ready_plan, reason="")
    WaiverFactory(plan=ready_plan)
    with refused("waiver_once"):
        WaiverFactory(plan=ready_plan)
    with refused("part_booster_only_when_dosing"):
        Part.objects.filter(plan=ready_plan).update(doses=False, fraction="", booster=True)
    with refused("part_agreed_only_while_agreeing"):
        Part.objects.filter(plan=ready_plan).update(agrees_joint=False)


# -- waivers


def test_a_booster_is_offered_only_where_the_approval_lists_one(client, at, prepared_plan, paul):
    alex = prepared_plan.pair[0].partner
    alex.approvals.update(ended="superseded", ended_at=NOW, ended_by=paul)
    approved(alex, paul, session_max_mg=300)

    said = words(client.get(at("roles", prepared_plan)))

    assert "A booster may be offered to Alex" in said
    assert "A booster may be offered to Robin" not in said
    assert "Most for one session: 300 mg" in said


def test_a_booster_the_approval_does_not_list_is_refused(prepared_plan, thea):
    parts = {"a": {"touch": None, "booster": True}, "b": {"touch": None}}

    with pytest.raises(actions.BoosterIsNotApproved) as refusal:
        actions.set_roles(plan=prepared_plan, parts=parts, by=thea, at=NOW)

    assert str(refusal.value) == (
        "The approval of Alex lists no booster. The prescriber decides that."
    )
    assert not Part.objects.filter(booster=True).exists()


# -- ready


def test_a_signed_plan_is_ready_while_every_rule_is_kept_today(client, at, signed_plan):
    on = facts.day_of(signed_plan, NOW)
    signed = is_ready(now(signed_plan), on=on)
    today = words(client.get("/"))
    Approval.objects.update(valid_until=NOW.date() - timedelta(days=1))
    lapsed = is_ready(now(signed_plan), on=on)

    assert (signed, lapsed) == (True, False)
    assert "Signed Ready" in today
    for page in (client.get("/"), client.get(at("review", signed_plan))):
        said = words(page)
        assert "Signature no longer stands" in said
        assert not any(word in said for word in ("Signed Ready", "Not ready"))


def test_a_signed_plan_whose_day_will_not_do_is_signed_and_not_ready(
    client, at, clinic, thea, signed_plan
):
    day = signed_plan.starts_at.date() - timedelta(days=1)
    LicenceFactory(account=thea, clinic=clinic, expires_on=day)

    assert "Signed Not ready" in words(client.get("/"))
    assert "Signed Not ready" in words(client.get(at("review", signed_plan)))


@pytest.mark.parametrize("fixture", ["ready_plan", "sent_plan"])
def test_what_is_not_signed_is_never_ready(fixture, request):
    plan = now(request.getfixturevalue(fixture))

    assert not is_ready(plan, on=facts.day_of(plan, NOW))


# -- agreeing to the joint words


def test_other_words_need_agreeing_again(ready_plan, thea):
    def write(joint, agrees, at):
        private = {"a": "Own words of A.", "b": "Own words of B."}
        actions.write_intentions(
            plan=ready_plan, joint=joint, private=private, agrees=agrees, by=thea, at=at
        )
        return [(part.agrees_joint, part.agreed_at) for part in now(ready_plan).pair]

    later, last = NOW + timedelta(hours=1), NOW + timedelta(hours=2)
    both = {"a": True, "b": True}
    first = [(part.agrees_joint, part.agreed_at) for part in ready_plan.pair]

    assert write("We would like to be at ease with silence.", both, NOW) == first
    assert write("Other words.", both, later) == [(False, None)] * 2
    assert write("Other words.", both, last) == [(True, last)] * 2
    assert write("Other words.", {"a": True, "b": False}, last) == [(True, last), (False, None)]
