"""Forms of the other slices: where each stands, who fills it in, and what is right in it."""

from sessions_app.access.rules import MadeSure, WhyReset
from tests.factories.people import PASSWORD

from .sending import NOBODY
from .table import Page

CONFIRMED = {"password": PASSWORD}


def _of(about, by, **rest):
    typed = rest.pop("typed", {})
    return Page(about, by, None, typed, **rest)


def _of_a_plan(**rest):
    return _of("plan", "thea", **rest)


MEETINGS = tuple(f"{kind}_day" for kind in ("next_day", "one_week", "one_month"))
OTHERS = {
    "planning:fit": _of_a_plan(),
    "planning:roles": _of_a_plan(),
    "planning:intentions": _of_a_plan(),
    "planning:preparation": _of_a_plan(),
    "planning:schedule": _of_a_plan(ahead=("day",)),
    "planning:meetings": _of_a_plan(
        shown_by="planning:schedule", called_there="meetings_form", ahead=MEETINGS
    ),
    "planning:lists": _of_a_plan(),
    "planning:line": _of_a_plan(),
    "planning:tasks": _of_a_plan(
        typed={"text": "Buy tea.", "owner": "couple", "days_before": "2"}, nought=("days_before",)
    ),
    "planning:waive": _of("unwaived", "thea", typed={"reason": "They walk home."}, more=("ride",)),
    "planning:withdraw": _of_a_plan(typed={"why": "They want to wait."}),
    "planning:take_up": _of("withdrawn", "thea", typed={"time": "keep"}),
    "planning:double_book": _of("plan", "ada", typed={"why": "Two rooms."}, ahead=("day",)),
    "planning:double_book_meeting": _of(
        "meeting", "ada", typed={"why": "Two rooms."}, ahead=("day",)
    ),
    "planning:rooms": _of("", "ada", typed={"name": "The blue room"}),
    "planning:close": _of("couple", "thea", typed={"why": "They are done."}),
    "integration:meeting": _of("begun", "thea", typed={"note": "They walked by the lake."}),
    "integration:move": _of("meeting", "thea", ahead=("day",)),
    "integration:cancel": _of("meeting", "thea", typed={"why": "They are ill."}),
    "emergency:open": _of("couple", "bea", typed={"reason": "They fell."}),
    "reminders:settle": _of("letter", "ada", typed={"outcome": "arrived"}),
    "people:clinic": _of("", "ada"),
    "people:invite": _of("", "ada", typed={"email": "n@elm.example", "roles": ["therapist"]}),
    "people:roles": _of("account", "ada", shown_by="people:person", called="roles"),
    "people:licence": _of(
        "account",
        "ada",
        typed={"number": "L-1", "expires_on": "2028-01-01"},
        shown_by="people:person",
        called="licence",
        ahead=("expires_on", "dea_expires_on"),
    ),
    "access:reset_factors": _of(
        "prescriber", "ada", typed=CONFIRMED | {"why": WhyReset.LOST, "sure": MadeSure.VIDEO}
    ),
    "access:change_password": _of(
        "", "thea", typed=CONFIRMED | {"new_password": "nine loud rooms and a lamp"}
    ),
    "access:change_email": _of("", "thea", typed=CONFIRMED | {"email": "t@new.example"}),
    "access:new_codes": _of("", "thea", typed=CONFIRMED),
    "access:ask_reset": _of("", NOBODY, typed={"email": "thea@elm.example"}),
    "access:sign_in": _of(
        "", NOBODY, typed={"email": "thea@elm.example", "password": PASSWORD}
    ),
}  # fmt: skip
