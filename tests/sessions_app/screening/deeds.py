"""The deeds on a private record, as short as a test wants to say them."""

from datetime import date

from sessions_app.screening import actions
from sessions_app.screening.models import Flag, Interview
from sessions_app.screening.rules.health import TOPICS
from tests.factories.planning import NOW
from tests.factories.screening import NOTHING_RAISED

TODAY = date(2027, 3, 1)
ALL_NO = {key: {"answer": "no", "words": ""} for key in TOPICS}


def interviewed(partner, *, by, at=NOW, **changed):
    """An interview in which every question was asked; `changed` holds other answers."""
    told = {
        "alone": True,
        "alone_on": TODAY,
        "limits_told": True,
        "first_ketamine": False,
        "experience": "some",
        "note": "",
    }
    answers = NOTHING_RAISED | {key: changed.pop(key) for key in set(changed) & {*NOTHING_RAISED}}
    return actions.record_interview(
        partner=partner, by=by, at=at, answers=answers, **told | changed
    )


def asked_about_health(partner, *, by, at=NOW, vitals=None, allergies="", **said):
    """A health form; `said` maps a topic to the partner's words, and so to a yes."""
    told = {key: {"answer": "yes", "words": words} for key, words in said.items()}
    return actions.record_health(
        partner=partner, topics=ALL_NO | told, allergies=allergies, by=by, at=at, **vitals or {}
    )


def closed(flag, *, by, why="Looked into.", seen=None, at=NOW):
    return actions.close_flag(flag=flag, seen=seen or flag.state, why=why, by=by, at=at)


def open_flags(partner):
    return sorted(Flag.objects.open().filter(partner=partner).values_list("kind", "topic"))


def standing(partner):
    """(safety, acute risk open, health flag open) as planning reads it."""
    return Interview.objects.values_list("safety", "acute_risk_open", "medical_open").get(
        partner=partner
    )
