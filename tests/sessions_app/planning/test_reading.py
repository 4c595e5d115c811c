"""What is signed and what is shown are the same: every value comes out, and nothing else does."""

from copy import deepcopy

import pytest
from django.template.loader import render_to_string

from protocols.rules import Approach
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.planning.models import Plan
from sessions_app.planning.reading import read
from tests.factories.planning import NOW as WORKING_HOUR

OTHER = {
    "born_on": "1971-01-31",
    "valid_until": "2029-02-28",
    "starts_at": "2028-12-24T07:45-05:00",
    "zone": "Europe/Paris",
    "level": "not_now",
    "status": "lapsed",
    "kind": "one_year",
    "at": "2028-12-24T07:45-05:00",
    "consented_on": "1971-01-31",
    "route": "im",
    # Of a digest the beginning is shown.
    "signed_digest": "f" * 64,
    "protocol_digest": "f" * 64,
}

FIRED = {
    "id": "H9",
    "kind": "rule",
    "cap": "caution",
    "sentence": "Be steady.",
    "acknowledge": False,
}


# The first thing in a list that was empty, where it is more than a word.
NOW_IN_DENVER = {"at": "2027-03-01T10:00-07:00", "zone": "America/Denver"}
FIRST = {
    "topics": {"title": "T", "opening": "O"},
    "line": {"route": "sublingual", "title": "Rest", "starts": 5, "ends": 65},
    "waivers": {"title": "Ride", "reason": "On foot.", "by": "Thea"} | NOW_IN_DENVER,
    "agreed": {"name": "Alex"} | NOW_IN_DENVER,
}


@pytest.fixture(params=[Approach.SOLO, Approach.EXTENDED_DISCUSSION])
def signed_content(request, booked_as):
    whole = booked_as(request.param)
    kept = content(Plan.objects.whole().get(pk=whole.pk), on=facts.day_of(whole, WORKING_HOUR))
    kept["approach"]["reason"] = "They asked for it."
    kept["approach"]["fit"]["fired"] = [FIRED]
    kept["waivers"] = [FIRST["waivers"]]
    kept["session"]["line"] = [FIRST["line"]]
    kept["preparation"]["lists"]["room_added"] = ["A lamp"]
    kept["partners"][0]["approval"]["conditions"] = "Only with a companion."
    return kept


def frame(kept):
    return render_to_string("planning/_content.html", {"reading": read(kept), "title": "All"})


def leaves(value, road=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*road, key))
    elif isinstance(value, list):
        yield road
        for place, inner in enumerate(value):
            yield from leaves(inner, (*road, place))
    else:
        yield road


def other(value, key):
    """Another value that could stand in the same place."""
    if key in OTHER:
        return OTHER[key]
    if key == "fraction":
        return "1/1" if value == "1/4" else "1/4"
    if isinstance(value, bool):
        return not value
    if isinstance(value, list):
        return value[:-1] if value else [FIRST.get(key, "Added")]
    return value + 1 if isinstance(value, int) else f"{value or ''}9"


def changed(kept, road):
    copy = deepcopy(kept)
    inner = copy
    for step in road[:-1]:
        inner = inner[step]
    if road[-1] == "approval":
        inner["approval"] = copy["partners"][0]["approval"]
    else:
        inner[road[-1]] = other(inner[road[-1]], road[-1])
    return copy


def test_no_value_can_change_without_changing_what_is_shown(signed_content):
    shown = frame(signed_content)

    unseen = [
        road
        for road in leaves(signed_content)
        # There are always two partners, so this list neither grows nor shrinks.
        if road != ("partners",) and frame(changed(signed_content, road)) == shown
    ]

    assert unseen == []


def test_words_are_shown_as_words_and_never_as_markup(signed_content):
    signed_content["intentions"]["joint"] = "<script>ease</script>"

    assert "&lt;script&gt;ease&lt;/script&gt;" in frame(signed_content)


def test_a_plan_of_which_nothing_is_decided_can_be_read(plan):
    kept = content(plan, on=facts.day_of(plan, WORKING_HOUR))

    shown = frame(kept)

    for told in ("No approach is chosen yet.", "No date yet", "None is booked", "Nothing yet."):
        assert told in shown


def test_a_partner_who_doses_without_an_approval_is_no_quiet_matter(signed_content):
    dosing = next(p for p in signed_content["partners"] if p["doses"])
    dosing["approval"] = None

    assert "No approval is on record." in frame(signed_content)


def test_a_part_that_does_not_come_out_is_said_in_words(signed_content):
    dosing = next(p for p in signed_content["partners"] if p["doses"])
    dosing["approval"]["planned_mg"] = None

    assert "Does not come out" in frame(signed_content)


def test_touch_that_nobody_was_asked_about_is_not_shown_as_none(signed_content):
    signed_content["safety"]["touch"] = None
    unasked = frame(signed_content)
    signed_content["safety"]["touch"] = []

    assert "Not asked of each alone yet" in unasked
    assert "No touch" in frame(signed_content)
