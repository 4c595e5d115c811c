"""What the frame of every page shows: where to go, who is signed in, for which clinic."""

from django.urls import reverse
from django.utils import timezone

from ..emergency import reading as emergency
from ..people.rules import Action

ENTRIES = (
    ("Today", "desk:today", "sun", Action.READ_STATES),
    ("Calendar", "calendar:week", "calendar-days", Action.READ_CALENDAR),
    ("Couples", "desk:folders", "users", Action.READ_STATES),
    ("Sign-off", "signoff:queue", "pen-line", Action.READ_STATES),
    ("Letters", "reminders:index", "mail", Action.READ_LETTERS),
    ("Protocols", "protocols:index", "book-open", Action.READ_CLINICAL),
    ("People", "people:index", "contact", Action.MANAGE_PEOPLE),
    ("Trail", "desk:trail", "footprints", Action.READ_TRAIL),
    ("Our wording", "wording:index", "pencil", Action.WORD_PROTOCOLS),
    ("Clinic", "people:clinic", "house", Action.MANAGE_CLINIC),
)
UNDER_FOLDERS = {
    "planning",
    "couples",
    "screening",
    "approvals",
    "integration",
    "documents",
    "rights",
}


def _is_current(match, name):
    if match is None:
        return False
    if name == "desk:folders":
        return match.app_name in UNDER_FOLDERS or match.view_name in (
            "desk:folders",
            "desk:folder",
            "desk:record",
        )
    if match.app_name == "people":
        return name == ("people:clinic" if match.url_name == "clinic" else "people:index")
    return match.view_name == name or (
        match.app_name == name.split(":")[0] and match.app_name != "desk"
    )


def navigation(request):
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return {"nav": [], "signed_in": None, "clinic_name": "", "other_clinics": []}
    entries = [
        {
            "label": label,
            "url": reverse(name),
            "icon": icon,
            "current": _is_current(request.resolver_match, name),
            "count": 0,
        }
        for label, name, icon, action in ENTRIES
        if account.may(action)
    ]
    clinic = account.clinic
    openings = (
        emergency.standing(request, now=timezone.now()) if account.opened_in_emergency else []
    )
    return {
        "nav": entries,
        "signed_in": account,
        "clinic_name": clinic.name if clinic else "",
        "emergency_openings": openings,
        "other_clinics": [each for each in account.clinics if each != clinic],
        "here_zone": clinic.zone if clinic else "UTC",
    }
