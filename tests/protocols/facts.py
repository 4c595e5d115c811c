"""A couple about whom nothing speaks against any approach; tests say what differs."""

from protocols.rules import CoupleFacts, PartnerFacts

PLACES = ("office", "remote_with_therapist", "home_self_directed")
PARTNER = {
    "rx_status": "active",
    "approved_fractions": {"1/1", "1/2", "1/4"},
    "approved_settings": set(PLACES),
    "med_review": "cleared",
    "first_ketamine": False,
    "experience": "experienced",
    "private_safety_screen": "no_concern",
    "acute_risk_open": False,
    "can_stay_sober": True,
    "medicine_form": "lozenge",
}
COUPLE = {
    "goals": set(),
    "comfort_separate_journeys": "yes",
    "conflict_reactivity": "low",
    "sober_companion_need": "none",
    "stuck_pattern": False,
    "setting": "office",
    "third_sober_adult": False,
}
FIRST_TIMER = {"first_ketamine": True, "experience": "none"}


def partner(name, **differs):
    return PartnerFacts(name=name, **{**PARTNER, **differs})


def couple(**differs):
    return CoupleFacts(**{**COUPLE, **differs})
