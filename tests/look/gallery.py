"""All parts in all their states on one page, to look at and to test. It is no page of the app."""

from datetime import UTC, datetime
from pathlib import Path

from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from tests.look.sample_forms import PLACES, EveryField, LaidOut, Meetings

PAGE = Path(__file__).with_name("gallery.html")
LONG = "Maximiliane-Theodora Featherstonehaugh-Villanueva and Bartholomew"


class Facts(forms.Form):
    hope = forms.ChoiceField(
        label="What they hope for",
        help_text="Reasons to pick an approach",
        choices=[("a", "Expression"), ("b", "Deep shift"), ("c", "Focused talk")],
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    where = forms.ChoiceField(
        label="Where", choices=PLACES, widget=forms.RadioSelect(attrs={"class": "choice"})
    )


def facts():
    form = Facts(initial={"hope": "a", "where": "office"}, auto_id="fact_%s")
    form.helper = FormHelper()
    return form


def forms_to_show():
    return {
        "form": None,
        "facts": facts(),
        "blank": EveryField(),
        "wrong": EveryField({"wrong-email": "alex", "wrong-place": "office"}, prefix="wrong"),
        "laid_out": LaidOut({"laid-name": "Alex"}, prefix="laid"),
        "meetings": Meetings(prefix="meet"),
        "letter": "A",
    }


APPROACHES = [
    {
        "name": "Solo dosing",
        "a": "1/1",
        "b": "0",
        "kind": "mind",
        "verdict": "Caution",
        "line": "One partner doses, the other stays sober beside them.",
        "reasons": [("Advice", "Nothing told so far points to this approach.")],
    },
    {
        "name": "Dual psychedelic dosing",
        "a": "1",
        "b": "1",
        "kind": "not",
        "verdict": "Not now",
        "line": "Both take their full dose and go inward side by side.",
        "reasons": [
            ("Rule", "Separate inward journeys are not comfortable for Robin."),
            ("Rule", "Nothing told so far points to this approach."),
        ],
    },
    {
        "name": "Dual psycholytic dosing",
        "a": "1/2",
        "b": "1/2",
        "kind": "yes",
        "verdict": "Suitable",
        "line": "Both take about half and stay in gentle contact.",
        "reasons": [
            ("Meets", "They want deeper expression and softer defences."),
            ("Meets", "Both stay grounded in hard talks."),
        ],
    },
    {
        "name": "Extended discussion",
        "a": "1/4",
        "b": "1/4",
        "kind": "mind",
        "verdict": "Caution",
        "line": "Both take about a quarter and follow an agenda.",
        "reasons": [("Advice", "A first-timer doses: begin lower, stay close.")],
    },
]

BEFORE = [
    {"start": -45, "end": -30, "title": "Arrive, settle", "tone": "light"},
    {"start": -30, "end": -15, "title": "Safety check", "tone": "light"},
    {"start": -15, "end": 0, "title": "Intention", "tone": "light"},
]
DOSED = [
    {"start": 0, "end": 15, "title": "Hold, quiet"},
    {"start": 15, "end": 25, "title": "Soft arrival"},
    {"start": 25, "end": 80, "title": "Slow talk: speak, silence, reflect, swap"},
    {"start": 80, "end": 95, "title": "Rest, music"},
    {"start": 95, "end": 115, "title": "Closing: one thank-you each"},
    {"start": 115, "end": 150, "title": "Readiness to leave"},
]
LANES = [
    {"who": "a", "name": "Alex", "phases": BEFORE + DOSED},
    {"who": "b", "name": "Robin", "phases": BEFORE + DOSED},
    {
        "who": "care",
        "name": "Thea",
        "phases": [
            *BEFORE,
            {"start": 0, "end": 25, "title": "Stays near"},
            {"start": 25, "end": 80, "title": "Speaks little, keeps time, notices who goes quiet"},
            {"start": 80, "end": 150, "title": "Checks each person"},
        ],
    },
]

STATIONS = [
    ("Fit", "done", "Done"),
    ("Roles and dose", "in_progress", "In progress"),
    ("Intentions", "needs_you", "Needs you"),
    ("Preparation", "waiting", "Waiting for Robin"),
    ("Schedule", "not_begun", "Not begun"),
    ("Review", "not_begun", "Not begun"),
    ("After", "later", "After sign-off"),
]

GATES = [
    ("The next-day meeting has no time yet.", "hard", "Set a time"),
    ("Robin's own intention is not written.", "hard", "Write it"),
    (
        "Robin takes the medicine for the first time: begin lower, stay close.",
        "advice",
        "Look again",
    ),
]

NAVIGATION = [
    ("Today", "sun", True, 3),
    ("Folders", "folder-heart", False, 0),
    ("Sign-off", "signature", False, 2),
    ("Letters", "mail", False, 0),
    ("Protocols", "book-open", False, 0),
]

DEMO_ACCOUNTS = [
    {"who": who, "email": email, "password": "four quiet rooms", "try": what}
    for who, email, what in [
        ("Thea Lindqvist, therapist", "thea@cedarhouse.example", "Plan a session to the end."),
        ("Dr Paul Adeyemi, prescriber", "paul@cedarhouse.example", "Sign what waits for you."),
        ("Ada Okafor, clinic admin", "ada@cedarhouse.example", "See what waits, and on whom."),
    ]
]


def frame():
    return {
        "nav": [
            {"label": label, "url": "/", "icon": icon, "current": current, "count": count}
            for label, icon, current, count in NAVIGATION
        ],
        "clinic_name": "Cedar House (demo)",
        "signed_in": {"name": "Thea Lindqvist", "credentials": "LMFT"},
        "tryout": True,
        "messages": [Message(25, "Saved. Next: intentions."), Message(40, "It was not sent.")],
    }


def everything():
    return {
        **forms_to_show(),
        "stations": [
            {"name": name, "url": "" if state == "later" else "#", "state": state, "label": label}
            | {"current": state == "in_progress"}
            for name, state, label in STATIONS
        ],
        "gates": [
            {"sentence": sentence, "kind": kind, "link": link, "url": "#"}
            for sentence, kind, link in GATES
        ],
        "approaches": APPROACHES,
        "lanes": LANES,
        "couples": [
            ("Maya and Jonah", "1/1", "0", 12),
            ("Alex and Robin", "1/2", "1/2", 9),
            (LONG, None, None, 5),
        ],
        "names": ["Jonah Reyes", LONG],
        "kinds": ["plain", "yes", "mind", "not", "wait", "info"],
        "stages": ["draft", "with_prescriber", "cleared", "held", "withdrawn"],
        "parts": [("1", "0"), ("1", "1"), ("1/2", "1/2"), ("1/4", "1/4"), ("3/4", "2/3"), ("", "")],
        "moment": datetime(2027, 3, 16, 15, 30, tzinfo=UTC),
        "page": Paginator(range(70), 10).page(2),
    }


def rendered():
    request = RequestFactory().get("/")
    request._messages = []
    return engines["django"].from_string(PAGE.read_text()).render(frame() | everything(), request)
