"""The copy of one partner's data as headings and lines for a paper."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from ..people.rules import place_of

DOUBLE = "personal_in_a_double_folder"
TITLES = {
    "personal": "About you",
    DOUBLE: "About you, in a folder that was opened twice",
    "told_alone": "What you told alone",
    "before_sessions": "What you said alone before a session",
    "before_doses": "What you said alone on the day, before a dose",
    "health": "Your health",
    "medicines": "What you take",
    "looked_at": "What somebody looked at",
    "approvals": "Your approvals",
    "requests": "What was asked of a prescriber",
    "plans": "Your part in the plans",
    "letters": "Letters to you",
    "papers": "Papers made for you",
}

# What a field is called on paper, where its own name would not be understood.
CALLED = {
    "born_on": "Date of birth",
    "email": "E-mail",
    "quiet_email": "Confidential e-mail",
    "quiet_phone": "Confidential phone",
    "quiet_address": "Confidential address",
    "emergency_name": "In an emergency, call",
    "emergency_relation": "Relation to you",
    "emergency_phone": "Their phone",
    "on": "Day",
    "rx_reference": "Number of the prescription",
    "session_max_mg": "Most in one session, mg",
    "approved_dose_mg": "Approved dose, mg",
    "dose_unit_mg": "Exact to, mg",
    "may_split": "May be split",
    "min_days_between": "Days between sessions, at least",
    "bp_max_start_sys": "Upper pressure before the dose, at most",
    "bp_max_start_dia": "Lower pressure before the dose, at most",
    "hr_max_start": "Heart rate before the dose, at most",
    "spo2_min": "Oxygen before the dose, at least, %",
    "fast_solids_h": "Hours without solid food",
    "fast_clear_h": "Hours without clear liquids",
    "last_used_on": "Last session on",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d[+-]\d\d:\d\d)?")


def chapters(content, *, zone):
    """(heading, records); each record is a list of (name, words), nothing left out.

    Moments are told in `zone`, which is the partner's own. Hardly anybody has a folder that was
    opened twice, so nothing is said of it where there is none.
    """
    told = {key: title for key, title in TITLES.items() if content[key] or key != DOUBLE}
    return [(title, _records(content[key], zone)) for key, title in told.items()]


def _records(kept, zone):
    found = kept if isinstance(kept, list) else [kept]
    return [list(_lines(record, zone)) for record in found]


def _lines(record, zone, prefix=""):
    for name, value in record.items():
        label = f"{prefix}{CALLED.get(name) or name.replace('_', ' ')}"
        label = label[0].upper() + label[1:]
        if isinstance(value, dict):
            yield from _lines(value, zone, prefix=f"{label}: ")
        else:
            yield label, _words(value, zone)


def _words(value, zone):
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_words(each, zone) for each in value)
    if isinstance(value, dict):
        return ", ".join(filter(None, (_words(each, zone) for each in value.values())))
    return "" if value is None else said(str(value), zone=zone)


def said(words, *, zone):
    """A day, or a moment in this zone, as people say it; everything else as it is."""
    if not MOMENT.fullmatch(words):
        return words
    at = datetime.fromisoformat(words)
    if at.tzinfo is None:
        return f"{at.day} {at:%B %Y}"
    at = at.astimezone(ZoneInfo(zone))
    return f"{at.day} {at:%B %Y}, {at:%H:%M} ({place_of(zone)})"
