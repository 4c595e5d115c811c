"""What is shown, digested and signed: whole, plain, and still until somebody changes it."""

from datetime import date, timedelta

import pytest

from protocols.rules import Approach
from sessions_app.approvals import actions as approvals
from sessions_app.approvals.facts import seen
from sessions_app.couples import actions as couples
from sessions_app.planning import actions, facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Part, Plan
from sessions_app.signing.rules import canonical, digest
from tests.factories.approvals import ENDS, approved
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW, prepared
from tests.sessions_app.planning.deeds import now

DAY = timedelta(days=1)
LAST_DAY = date(2027, 7, 31)


def whole(plan, on=None):
    return content(now(plan), on=on or facts.day_of(plan, NOW))


def leaves(value, path=""):
    """Every value that stands somewhere in the content, with its place."""
    if isinstance(value, dict):
        return [leaf for key in value for leaf in leaves(value[key], f"{path}.{key}")]
    if isinstance(value, list):
        return [leaf for part in value for leaf in leaves(part, f"{path}[]")]
    return [(path, value)]


def places_of(word, plan):
    return [path for path, value in leaves(whole(plan)) if word in str(value)]


@pytest.mark.parametrize("approach", Approach)
def test_the_content_of_every_approach_is_plain_text_numbers_and_truths(approach, booked_as):
    plan = booked_as(approach)

    found = leaves(whole(plan))

    assert {type(value) for _, value in found} <= {str, int, bool, type(None)}
    assert canonical(whole(plan))


def test_an_empty_plan_has_a_content_too(plan):
    shown = whole(plan)

    assert shown["approach"] is None
    assert shown["session"]["starts_at"] is None
    assert shown["meetings"] == []
    assert [partner["approval"] for partner in shown["partners"]] == [None, None]
    assert canonical(shown)


def test_the_content_does_not_change_by_itself(ready_plan):
    today = facts.day_of(ready_plan, NOW)
    days = [today + n * DAY for n in range((LAST_DAY - today).days + 1)]

    digests = {digest(whole(ready_plan, on=day)) for day in days[:: len(days) // 5]}

    assert len(digests) == 1
    assert digest(whole(ready_plan, on=LAST_DAY)) in digests
    assert digest(whole(ready_plan, on=LAST_DAY + DAY)) not in digests


def test_a_plan_read_along_with_everything_has_the_same_content(ready_plan):
    alone = now(ready_plan)
    whole_plan = Plan.objects.whole().get(pk=ready_plan.pk)
    on = facts.day_of(alone, NOW)

    assert content(whole_plan, on=on) == content(alone, on=on)
    assert content(alone, on=on, known=facts.charts(alone, on=on)) == content(alone, on=on)


def test_a_session_is_told_in_the_clocks_of_its_zone(ready_plan):
    shown = whole(ready_plan)

    assert shown["session"] == {
        "starts_at": "2027-03-09T14:00-07:00",
        "zone": "America/Denver",
        "minutes": 150,
        "place": "3 Quay Street, Denver",
        "room": "Room 1",
        "therapist": "Thea Lindqvist, LMFT",
        "line": [],
    }
    assert [(m["kind"], m["starts_at"]) for m in shown["meetings"]] == [
        ("next_day", "2027-03-10T10:00-07:00"),
        # Clocks went forward in between.
        ("one_week", "2027-03-16T10:00-06:00"),
        ("one_month", "2027-04-08T10:00-06:00"),
    ]


def test_a_cancelled_meeting_is_no_longer_signed(ready_plan, thea):
    week = ready_plan.meetings.get(kind="one_week")

    actions.cancel_meeting(meeting=week, why="ZEBRA", by=thea, at=NOW)

    assert [m["kind"] for m in whole(ready_plan)["meetings"]] == ["next_day", "one_month"]
    assert places_of("ZEBRA", ready_plan) == []


def test_the_planned_amount_is_worked_out_from_each_partners_own_approval(ready_plan, paul):
    robin = ready_plan.pair[1].partner
    robin.approvals.update(ended="superseded", ended_at=NOW, ended_by=paul)
    approved(robin, paul, approved_dose_mg=100, session_max_mg=100)

    shown = [partner["approval"] for partner in whole(ready_plan)["partners"]]

    assert [(a["dose_mg"], a["planned_mg"], a["status"]) for a in shown] == [
        ("200.00", "100.00", "active"),
        ("100.00", "50.00", "active"),
    ]


def test_in_solo_the_sober_partners_medicine_is_not_in_the_plan(plan, thea):
    plan = prepared(plan, by=thea, at=NOW, approach=Approach.SOLO)

    shown = {partner["called"]: partner for partner in whole(plan)["partners"]}
    sober = next(part.partner.called for part in plan.pair if not part.doses)

    assert shown[sober]["approval"] is None
    assert shown[sober]["fraction_words"] == "takes no medicine"
    assert all(p["approval"] for called, p in shown.items() if called != sober)


def test_private_words_stand_only_beside_their_own_partner(ready_plan):
    for side in "ab":
        Part.objects.filter(plan=ready_plan, partner__side=side).update(
            private_intention=f"ZEBRA{side}"
        )

    assert places_of("ZEBRAa", ready_plan) == [".intentions.private.a"]
    assert places_of("ZEBRAb", ready_plan) == [".intentions.private.b"]


def test_what_was_told_alone_is_in_no_plan(ready_plan):
    for part in ready_plan.pair:
        interview = part.partner.interview
        interview.note = "ZEBRA told alone"
        interview.save()

    assert places_of("ZEBRA", ready_plan) == []


def test_who_refused_a_touch_is_not_told_only_what_is_agreed(ready_plan, thea):
    agreed = []
    for a, b in ((["hug"], []), ([], ["hug"]), ([], [])):
        parts = {"a": {"touch": a}, "b": {"touch": b}}
        actions.set_roles(plan=ready_plan, parts=parts, by=thea, at=NOW)
        agreed.append(canonical(whole(ready_plan)))

    assert len(set(agreed)) == 1


@pytest.mark.parametrize(
    "change",
    [{"name": "Alexandra Moreno"}, {"preferred_name": "Lex"}, {"born_on": date(1980, 1, 1)}],
    ids=str,
)
def test_a_corrected_partner_is_another_content(change, ready_plan, thea):
    before = digest(whole(ready_plan))

    couples.correct_partner(partner=ready_plan.pair[0].partner, by=thea, at=NOW, **change)

    assert digest(whole(ready_plan)) != before


@pytest.mark.parametrize("change", [{"phone": "1"}, {"email": "x@y.example"}, {"zone": "UTC"}])
def test_how_a_partner_is_reached_is_not_signed(change, ready_plan, thea):
    before = digest(whole(ready_plan))

    couples.correct_partner(partner=ready_plan.pair[0].partner, by=thea, at=NOW, **change)

    assert digest(whole(ready_plan)) == before


def test_an_approval_renewed_for_longer_is_another_content(ready_plan, paul):
    former = ready_plan.pair[0].partner.approvals.get()
    figures = {name: getattr(former, name) for name in approvals.TYPED_FIELDS}
    before = digest(whole(ready_plan))

    approvals.approve(
        partner=former.partner,
        seen=seen(former.partner),
        by=paul,
        at=NOW,
        password=PASSWORD,
        **figures
        | {"prescribed_on": NOW.date(), "valid_from": NOW.date(), "valid_until": LAST_DAY + DAY},
    )

    assert digest(whole(ready_plan)) != before
    assert [p["approval"]["status"] for p in whole(ready_plan)["partners"]] == ["active"] * 2


def test_a_revoked_approval_shows_and_leaves_no_planned_amount(ready_plan, paul):
    approvals.revoke(**ENDS, approval=ready_plan.pair[0].partner.approvals.get(), by=paul, at=NOW)

    first = whole(ready_plan)["partners"][0]["approval"]

    assert (first["status"], first["planned_mg"], first["dose_mg"]) == ("revoked", None, "200.00")


def test_the_newest_approval_is_the_present_one_whatever_became_of_it(plan, paul):
    alex = plan.pair[0].partner
    approvals.revoke(**ENDS, approval=alex.approvals.get(), by=paul, at=NOW)
    newest = approved(alex, paul, medicine="The newest")

    chart = facts.charts(now(plan), on=facts.day_of(plan, NOW))[0]

    assert (chart.approval, chart.status) == (newest, "active")
    assert chart.days_left == (LAST_DAY - date(2027, 3, 1)).days
