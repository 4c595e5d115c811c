"""What the records and the papers hold once a road was walked, told from what was typed."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.utils.html import strip_tags

from sessions_app.documents.models import Paper
from sessions_app.planning.content import content

from .days import ZONE, local_day
from .road import JOINT, SECRET_OF_ARI, SECRET_OF_WREN, SESSION_IN

FULL = {"doses": True, "fraction": "1/1", "fraction_words": "the full dose", "mg": "200.00"}
HALF = {"doses": True, "fraction": "1/2", "fraction_words": "about half", "mg": "100.00"}
QUARTER = {"doses": True, "fraction": "1/4", "fraction_words": "about a quarter", "mg": "50.00"}
SOBER = {"doses": False, "fraction": "", "fraction_words": "takes no medicine", "mg": None}
# Who takes what, by approach, and of that what was chosen and is not the protocol's.
PARTS = {
    "solo": (SOBER | {"role": "sitter", "support": ["hand_holding", "presence"]}, FULL),
    "dual_psychedelic": (FULL, FULL | {"booster": True}),
    "dual_psycholytic": (HALF, HALF),
    "extended_discussion": (QUARTER, QUARTER),
}
SAID = [
    "Knows the risks and side effects of the medicine.",
    "Will have it only from the prescriber and a licensed pharmacy.",
    "Will take it only as directed.",
]


def kept(plan):
    """The content that was signed, without what nobody typed: ids, digests, moments."""
    found = content(plan, on=local_day(0))
    del found["couple"], found["preparation"]["confirmed"]
    found["session"]["line"] = _other_minutes(plan, found["session"]["line"])
    for name in ("version", "wording", "protocol_digest", "fit"):
        del found["approach"][name]
    for each in (*found["intentions"]["agreed"], *found["waivers"]):
        del each["at"], each["zone"]
    for partner in found["partners"]:
        approval = partner.pop("approval")
        partner["mg"] = approval and approval["planned_mg"]
    return found


def _other_minutes(plan, line):
    """The parts of the session that last longer or shorter than the protocol has them."""
    phases = plan.version.phases.exclude(ends=None)
    usual = {(each.route, each.title): each.ends - each.starts for each in phases}
    own = {(each["route"], each["title"]): each["ends"] - each["starts"] for each in line}
    return {
        title: str(minutes)
        for (route, title), minutes in own.items()
        if minutes != usual[route, title]
    }


def typed(approach, road):
    """The same from the table of the road."""
    return {
        "plan": 1,
        "partners": [
            _partner(name, part)
            for name, part in zip(("Wren Abbott", "Ari Stone"), PARTS[approach], strict=True)
        ],
        "approach": {
            "key": approach,
            "name": road.card,
            "reason": road.reason,
            "facts": {
                "goals": [road.goal],
                "comfort": "yes",
                "reactivity": "low",
                "companion_need": "none",
                "stuck_pattern": False,
                "setting": "office",
                "third_sober_adult": True,
            },
        },
        "safety": {
            "stop_word": "Anchor",
            "hand_sign": "A raised open hand",
            "companion": "Kim Ostrander",
            "companion_phone": "303-555-0177",
            "companion_arrives": "09:00",
            "companion_confirmed": not road.waived,
            "ride": "Kim drives",
            "ride_phone": "303-555-0178",
            "ride_confirmed": True,
            "touch": ["Holding hands"],
        },
        "intentions": {
            "joint": JOINT,
            "agreed": [{"name": "Wren"}, {"name": "Ari"}],
            "private": {"a": SECRET_OF_WREN, "b": SECRET_OF_ARI},
        },
        "preparation": _preparation(road),
        "session": {
            "starts_at": _at(SESSION_IN, time(9, 30)),
            "zone": ZONE,
            "minutes": road.lasts,
            "place": "3 Quay Street, Denver",
            "room": "Room 2",
            "therapist": "Thea Lindqvist, LMFT",
            "line": road.minutes,
        },
        "meetings": [
            _meeting("next_day", 1, time(11), road.meetings[0]),
            _meeting("one_week", 7, time(10), road.meetings[1]),
            _meeting("one_month", 30, time(10), road.meetings[2]),
        ],
        "waivers": [
            {
                "title": "Companion named and confirmed",
                "reason": road.waived,
                "by": "Thea Lindqvist, LMFT",
            }
        ]
        * bool(road.waived),
    }


def _partner(name, part):
    return {
        "name": name,
        "called": name.split()[0],
        "born_on": "1985-05-05",
        "role": "",
        "support": [],
        "can_stay_sober": True,
        "booster": False,
        "acknowledged": SAID,
        "consented_on": f"{local_day(0)}",
        **part,
    }


def _preparation(road):
    """The last choice stands before the others: it was moved up by one place, and there are two."""
    return {
        "questions": list(reversed(road.questions)),
        "topics": [
            {"title": title, "opening": opening}
            for title, opening in reversed(list(zip(road.topics, road.openings, strict=True)))
        ],
        "mode": "therapist_led" if road.talk else "",
        "reflection_minutes": 12 if road.talk else None,
        "parked": road.talk_words.get("Not for this session", ""),
        "lists": {
            "packing_left_out": [],
            "packing_added": [road.packed] * bool(road.packed),
            "room_left_out": [],
            "room_added": [],
        },
    }


def _at(days, clock):
    day = local_day(days)
    return datetime.combine(day, clock, ZoneInfo(ZONE)).isoformat(timespec="minutes")


def _meeting(kind, after, clock, minutes):
    return {
        "kind": kind,
        "starts_at": _at(SESSION_IN + after, clock),
        "zone": ZONE,
        "minutes": minutes,
        "place": "3 Quay Street, Denver",
    }


def words_of_papers(plan):
    """What is on each paper that was asked for; its HTML stays until the press has it."""
    papers = Paper.objects.filter(plan=plan).select_related("partner")
    return {_reader(paper): " ".join(strip_tags(paper.source).split()) for paper in papers}


def _reader(paper):
    if paper.kind == "responders":
        return f"responders of {paper.partner.called}"
    return paper.partner.called if paper.partner else "clinicians"


def who_reads(papers, *words):
    """For each paper, which of these words stand on it."""
    return {name: [each in text for each in words] for name, text in papers.items()}
