"""Every route of the app: whose record it is about, and what its reader must be allowed to do.

Who carries an action says the role table (`people.rules.MAY`), and nothing here repeats it. A new
route gets its line; until then `test_every_route.py` fails.
"""

from dataclasses import dataclass
from enum import Enum

from sessions_app.people.rules import Action


class Door(Enum):
    OPEN = "nobody needs to sign in"
    ANOTHERS = "nobody but the one person whose it is, and that is none of these"
    REACHABLE = "clinicians of the clinic who are not on the care team"
    OWN = "oneself: whose sign-in it is decides, and no role"
    SIGNED_IN = "everybody who is signed in"
    CLINIC = "whoever works in the clinic that it belongs to"
    VISIBLE = "whoever may see the couple’s names, times and states"
    CLINICAL = "the clinicians of the care team"


@dataclass(frozen=True)
class Route:
    """`about` is the kind of record in the address; None for a method that is not answered."""

    about: str = ""
    door: Door = Door.SIGNED_IN
    get: Action | str | None = "all"
    post: Action | str | None = None


def lists(get="all", post=None):
    return Route("", Door.SIGNED_IN, get, post)


def of(about, get="all", post=None, door=Door.CLINICAL):
    return Route(about, door, get, post)


OPEN = Route("", Door.OPEN, "all", "all")
OWN = Route("account", Door.OWN, "all", "all")
WORD, PUBLISH = Action.WORD_PROTOCOLS, Action.PUBLISH_PROTOCOLS
# Whoever may word a protocol or publish one reads what is being worded.
EITHER = (WORD, PUBLISH)
PEOPLE = {"door": Door.CLINIC, "get": Action.MANAGE_PEOPLE, "post": Action.MANAGE_PEOPLE}
HEALTH = {"get": Action.RECORD_HEALTH, "post": Action.RECORD_HEALTH}
OPENED = {"get": Action.OPEN_COUPLE, "post": Action.OPEN_COUPLE}
PLANNED = {"get": Action.PLAN, "post": Action.PLAN}
APPROVED = {"get": Action.APPROVE_MEDICINE, "post": Action.APPROVE_MEDICINE}

ROUTES = {
    "health": OPEN,
    "access:sign_in": OPEN,
    "access:second": OPEN,
    "access:question": OPEN,
    "access:ask_reset": OPEN,
    "access:reset_asked": OPEN,
    "access:choose_password": OPEN,
    "people:invited": OPEN,
    "people:join": OPEN,
    "access:sign_out": OWN,
    "access:kept_words": OWN,
    "access:let_go": OWN,
    "access:account": OWN,
    "access:change_password": OWN,
    "access:change_email": OWN,
    "access:confirm_email": OWN,
    "access:begin_factors": OWN,
    "access:add_app": OWN,
    "access:add_passkey": OWN,
    "access:invitation": OWN,
    "access:remove_factor": OWN,
    "access:codes": OWN,
    "access:new_codes": OWN,
    "access:end_device": OWN,
    "access:end_others": OWN,
    "tryout:mails": lists(),
    "protocols:index": lists(),
    "protocols:detail": Route("version"),
    "calendar:feed": OPEN,
    "calendar:week": lists(Action.READ_CALENDAR),
    "calendar:month": lists(Action.READ_CALENDAR),
    "calendar:subscribe": OWN,
    "calendar:end": OWN,
    "emergency:find": lists(Action.BREAK_GLASS),
    "emergency:open": of("couple", "all", "all", door=Door.REACHABLE),
    "emergency:close": of("opening", None, "all", door=Door.ANOTHERS),
    "protocols:about": lists(),
    "protocols:search": lists(),
    "protocols:compare": Route("version"),
    "wording:index": lists(EITHER),
    "wording:search": lists(EITHER),
    "wording:start": Route("version", get=None, post=Action.WORD_PROTOCOLS),
    "wording:draft": of("wording", EITHER, door=Door.CLINIC),
    "wording:paper": of("wording", EITHER, door=Door.CLINIC),
    "wording:publish": of("wording", PUBLISH, PUBLISH, door=Door.CLINIC),
    "wording:retire": of("wording", PUBLISH, PUBLISH, door=Door.CLINIC),
    "wording:discard": of("wording", WORD, WORD, door=Door.CLINIC),
    "wording:section": of("wording", WORD, WORD, door=Door.CLINIC),
    "planning:newer": of("plan", "all", Action.PLAN),
    "planning:lists": of("plan", "all", Action.PLAN),
    "planning:line": of("plan", "all", Action.PLAN),
    "planning:tasks": of("plan", "all", Action.PLAN),
    "planning:tick_task": of("task", None, Action.PLAN),
    "planning:untick_task": of("task", None, Action.PLAN),
    "planning:remove_task": of("task", None, Action.PLAN),
    "planning:waive": of("plan", **PLANNED),
    "planning:lift_waiver": of("plan", None, Action.PLAN),
    "planning:rooms": lists(Action.MANAGE_CLINIC, Action.MANAGE_CLINIC),
    "planning:set_room": of("room", None, Action.MANAGE_CLINIC, door=Door.CLINIC),
    "planning:double_book": of(
        "plan", Action.OVERRIDE_BOOKING, Action.OVERRIDE_BOOKING, door=Door.VISIBLE
    ),
    "planning:double_book_meeting": of(
        "meeting", Action.OVERRIDE_BOOKING, Action.OVERRIDE_BOOKING, door=Door.VISIBLE
    ),
    "desk:today": lists(),
    "desk:folders": lists(),
    "desk:folder": of("couple", door=Door.VISIBLE),
    "desk:record": of("partner"),
    "desk:trail": lists(Action.READ_TRAIL),
    "desk:trail_file": lists(Action.READ_TRAIL),
    "documents:papers": of("plan", post="all"),
    "documents:pdf": of("paper"),
    "reminders:index": lists(),
    "reminders:settle": of("letter", post=Action.READ_LETTERS, door=Door.VISIBLE),
    "integration:after": of("plan"),
    "integration:hold_session": of("plan", None, Action.PLAN),
    "integration:reopen": of("plan", None, Action.PLAN),
    "integration:meeting": of("meeting", "all", Action.PLAN),
    "integration:move": of("meeting", **PLANNED),
    "integration:cancel": of("meeting", **PLANNED),
    "signoff:queue": lists(),
    "signoff:board": lists(Action.HAND_OVER_SIGNOFF),
    "signoff:board_csv": lists(Action.HAND_OVER_SIGNOFF),
    "signoff:requests_csv": lists(Action.HAND_OVER_SIGNOFF),
    "signoff:verify": lists(Action.READ_STATES),
    "signoff:nudge": of("plan", None, Action.HAND_OVER_SIGNOFF, door=Door.VISIBLE),
    "signoff:hand_over": of("plan", None, Action.HAND_OVER_SIGNOFF, door=Door.VISIBLE),
    "signoff:nudge_request": of("request", None, Action.HAND_OVER_SIGNOFF, door=Door.VISIBLE),
    "signoff:hand_over_request": of("request", None, Action.HAND_OVER_SIGNOFF, door=Door.VISIBLE),
    "signoff:answer": of("plan", "all", Action.SIGN),
    # Asked for by themselves they lead to the page with the answer.
    "signoff:ask_for_changes": of("plan", "all", Action.SIGN),
    "signoff:decline": of("plan", "all", Action.SIGN),
    "planning:begin": of("couple", None, Action.PLAN),
    "planning:fit": of("plan", "all", Action.PLAN),
    "planning:choose": of("plan", "all", Action.PLAN),
    "planning:roles": of("plan", "all", Action.PLAN),
    "planning:intentions": of("plan", "all", Action.PLAN),
    "planning:preparation": of("plan", "all", Action.PLAN),
    "planning:schedule": of("plan", "all", Action.PLAN),
    "planning:meetings": of("plan", None, Action.PLAN),
    "planning:review": of("plan"),
    "planning:keep_draft": of("plan", None, Action.PLAN),
    "planning:drop_draft": of("plan", None, "all"),
    "planning:revisions": of("plan"),
    "planning:submit": of("plan", None, Action.PLAN),
    "planning:withdraw": of("plan", **PLANNED),
    "planning:again": of("plan", Action.PLAN),
    "planning:take_up": of("plan", **PLANNED),
    "planning:copy": of("plan", None, Action.PLAN),
    "planning:swap": of("plan", None, Action.PLAN),
    "approvals:approve": of("partner", **APPROVED),
    "approvals:prepare": of("partner", **HEALTH),
    "approvals:submit": of("request", None, Action.RECORD_HEALTH),
    "approvals:take_back": of("request", None, Action.RECORD_HEALTH),
    "approvals:take": of("request", None, Action.APPROVE_MEDICINE),
    "approvals:ask_for_changes": of("request", **APPROVED),
    "approvals:decline": of("request", **APPROVED),
    "approvals:revoke": of("approval", **APPROVED),
    "approvals:report": of("approval", **HEALTH),
    "approvals:read": of("approval", **HEALTH),
    "screening:interview": of("partner", get=Action.RECORD_INTERVIEW, post=Action.RECORD_INTERVIEW),
    "screening:day": of("partner", **HEALTH),
    "screening:check": of("partner", **HEALTH),
    "screening:health": of("partner", **HEALTH),
    "screening:medicines": of("partner", **HEALTH),
    "screening:close": of("flag", **APPROVED),
    "couples:open": lists(Action.OPEN_COUPLE, Action.OPEN_COUPLE),
    "couples:correct": of("partner", **OPENED),
    "couples:contact": of("partner", **OPENED),
    "couples:team": of("couple", **OPENED),
    "couples:leave": of("couple", **OPENED | {"get": None}),
    "couples:lead": of("couple", **OPENED | {"get": None}),
    "couples:policy": of("couple", **OPENED),
    "couples:pause": of("couple", **OPENED),
    "couples:reopen": of("couple", **OPENED),
    "planning:close": of("couple", **OPENED),
    "planning:part": of("couple", **OPENED),
    "planning:merge": of("couple", Action.MERGE_COUPLES, Action.MERGE_COUPLES, door=Door.VISIBLE),
    "rights:copy": of("partner", Action.HAND_OUT_COPY, Action.HAND_OUT_COPY),
    "rights:erase": of("partner", Action.ERASE_RECORD, Action.ERASE_RECORD),
    "people:clinic": lists(Action.MANAGE_CLINIC, Action.MANAGE_CLINIC),
    "people:table": lists(Action.READ_ROLES),
    "people:index": lists(Action.MANAGE_PEOPLE),
    "people:invite": lists(Action.MANAGE_PEOPLE, Action.MANAGE_PEOPLE),
    "people:invite_again": of("invitation", **PEOPLE | {"get": None}),
    "people:withdraw": of("invitation", **PEOPLE | {"get": None}),
    "people:person": of("account", Action.MANAGE_PEOPLE, door=Door.CLINIC),
    "people:roles": of("account", **PEOPLE | {"get": None}),
    "people:licence": of("account", **PEOPLE | {"get": None}),
    "access:reset_factors": of("account", **PEOPLE),
    "people:disable": of("account", **PEOPLE),
    "people:enable": of("account", **PEOPLE | {"get": None}),
    "people:switch": of("clinic", None, "all", door=Door.CLINIC),
}


def finds(reader, route):
    """Whether this reader finds what the address is about; otherwise it is not there."""
    return {
        Door.OPEN: True,
        Door.OWN: True,
        Door.ANOTHERS: False,
        Door.REACHABLE: reader.may_break_glass,
        Door.SIGNED_IN: True,
        Door.CLINIC: reader.here,
        Door.VISIBLE: reader.sees,
        Door.CLINICAL: reader.reads,
    }[route.door]
