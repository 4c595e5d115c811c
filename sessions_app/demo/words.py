"""The demo clinic: people, couples and words. All of it is made up, and looks it."""

from datetime import time

from ..people.rules import ROLE_WORDS, Role
from ..screening.rules.check import LINES

# Printed for everybody to read; it opens a made-up clinic and nothing else.
PASSWORD = "four quiet rooms"  # nosec B105

CLINIC = {
    "name": "Cedar House (demo)",
    "neutral_name": "Cedar House Appointments",
    "address": "12 Orchard Lane, Denver",
    "phone": "303-555-0142",
    "prescriber_phone": "303-555-0143",
    "zone": "America/Denver",
    # Letters leave at any hour here, so that whoever tries the app sees one arrive.
    "letters_from": None,
    "letters_until": None,
}

# A second clinic, in which the same prescriber works on other days.
HARBOR = {
    "name": "Harbor Rooms (demo)",
    "neutral_name": "Harbor Appointments",
    "address": "4 Pier Street, Boise",
    "phone": "303-555-0171",
    "prescriber_phone": "303-555-0143",
    "zone": "America/Boise",
    "letters_from": None,
    "letters_until": None,
}

THEA = ("thea@cedarhouse.example", "Thea Lindqvist", "LMFT", "therapist")
PAUL = ("paul@cedarhouse.example", "Dr Paul Adeyemi", "MD", "prescriber")
ADA = ("ada@cedarhouse.example", "Ada Okafor", "", "admin")
FERN = ("fern@cedarhouse.example", "Fern Castillo", "", "front desk")
SOLA = ("sola@cedarhouse.example", "Sola Brandt", "PhD", "supervisor")
OTTO = ("otto@cedarhouse.example", "Otto Quist", "", "auditor")
PEOPLE = (THEA, PAUL, ADA, FERN, SOLA, OTTO)
NELL = ("nell@harborrooms.example", "Nell Farrow", "LMFT", "therapist")
# Whose licence it is, its number, and for how many days it still holds.
LICENCES = {THEA: ("CO-MFT-0001", 400), PAUL: ("CO-DR-0002", 520), SOLA: ("CO-PSY-0003", 40)}
HARBOR_LICENCES = {NELL: ("ID-MFT-0004", 300), PAUL: ("ID-DR-0005", 200)}

TRY = {
    "therapist": "open Wren and Ari, begin a plan and take it through all stations",
    "prescriber": "answer the plan of Noor and Sam in Sign-off, then work in the other clinic",
    "admin": "see what waits for whom, and the letters",
    "front desk": "see who comes when, without a private word",
    "supervisor": "read the plan of Maya and Jonah without changing it",
    "auditor": "see who did and read what, and that no folder opens here",
}
TRY_IN_HARBOR = "see another clinic: its own couple and people, and nothing of the first"


def account_lines():
    """One line an account: who, e-mail, password, what to try."""
    in_cedar = [_account_line(person, TRY[person[3]]) for person in PEOPLE]
    return [*in_cedar, _account_line(NELL, TRY_IN_HARBOR)]


def _account_line(person, what):
    email, name, _, role = person
    who = f"{name}, {ROLE_WORDS[Role(role)]}"
    return {"who": who, "email": email, "password": PASSWORD, "try": what}


def partner(name, called, born_on, mailbox, phone, pronouns=""):
    return {
        "name": name,
        "preferred_name": called,
        "pronouns": pronouns,
        "born_on": born_on,
        "email": f"{mailbox}@mail.example",
        "phone": phone,
    }


COUPLES = {
    "alex_robin": (
        partner("Alexandra Moreno", "Alex", "1984-03-02", "alex.moreno", "303-555-0151", "she/her"),
        partner("Robin Hale", "Robin", "1981-11-19", "robin.hale", "303-555-0152", "they/them"),
    ),
    "maya_jonah": (
        partner("Maya Castellan", "Maya", "1990-06-24", "maya.castellan", "303-555-0153"),
        partner("Jonah Reyes", "Jonah", "1988-01-08", "jonah.reyes", "303-555-0154"),
    ),
    "noor_sam": (
        partner("Noor Haddad", "Noor", "1979-09-12", "noor.haddad", "303-555-0155"),
        partner("Samuel Brandt", "Sam", "1977-04-30", "sam.brandt", "303-555-0156"),
    ),
    "iris_theo": (
        partner("Iris Valdez", "Iris", "1986-12-05", "iris.valdez", "303-555-0157"),
        partner("Theodore Finch", "Theo", "1985-07-17", "theo.finch", "303-555-0158"),
    ),
    "wren_ari": (
        partner("Wren Abbott", "Wren", "1992-02-14", "wren.abbott", "303-555-0159"),
        partner("Ariel Stone", "Ari", "1993-08-21", "ari.stone", "303-555-0160"),
    ),
}

COUPLE_OF_HARBOR = (
    partner("Lena Okoye", "Lena", "1987-05-11", "lena.okoye", "303-555-0172"),
    partner("Ruth Ellery", "Ruth", "1983-10-02", "ruth.ellery", "303-555-0173"),
)

APPROVAL = {
    "medicine": "Racemic ketamine (made-up prescription)",
    "form": "lozenge",
    "approved_dose_mg": "200.00",
    "session_max_mg": "200.00",
    "dose_unit_mg": "50.00",
    "may_split": True,
    "approved_fractions": ["1/1", "1/2", "1/4"],
    "approved_approaches": ["solo", "dual_psychedelic", "dual_psycholytic", "extended_discussion"],
    "approved_settings": ["office", "remote_with_therapist"],
    "sessions_approved": 6,
    "min_days_between": 14,
    "review_modality": "in_person",
    "bp_max_start_sys": 140,
    "bp_max_start_dia": 90,
    "hr_max_start": 100,
    "spo2_min": 94,
    "fast_solids_h": "6.0",
    "fast_clear_h": "2.0",
    "monitoring": "Vitals before and after; a look every 15 minutes.",
    "conditions": "",
    "rx_reference": "DEMO-0001",
}

INTERVIEW = {
    "alone": True,
    "limits_told": True,
    "first_ketamine": False,
    "experience": "some",
    "answers": {
        "physical_harm": "no",
        "forced_sex": "no",
        "threats": "no",
        "fear": "no",
        "control": "no",
        "free_to_say_no": "yes",
        "altered_pressure": "no",
        "separation_talk": "no",
        "weapons": "no",
        "self_harm": "no",
    },
    "note": "",
}

VITALS = {"systolic": 122, "diastolic": 78, "heart_rate": 68, "oxygen": 98}
# What both of the couple whose session was held said alone that day.
PLAIN_YES = {"wish": "yes", "worry": False, "note": ""}
AS_ASKED = dict.fromkeys(LINES, "as_asked") | {
    "taken_by": "Kim Ostrander, 303-555-0177",
    "note": "",
}
ALLERGIES = "Penicillin: a rash as a child."
MEDICINES = ["Vitamin D, one tablet a day"]
EMERGENCY_CONTACT = {
    "emergency_name": "Kim Moreau",
    "emergency_relation": "a friend",
    "emergency_phone": "303-555-0190",
}

FACTS = {
    "goals": [],
    "comfort": "yes",
    "reactivity": "low",
    "companion_need": "none",
    "stuck_pattern": False,
    "setting": "office",
    "third_sober_adult": True,
    "sober_a": True,
    "sober_b": True,
}

SAFETY = {
    "stop_word": "Anchor",
    "hand_sign": "A raised open hand",
    "companion": "Kim Ostrander",
    "companion_phone": "303-555-0177",
    "companion_arrives": time(9, 0),
    "companion_confirmed": True,
    "ride": "Kim drives",
    "ride_phone": "303-555-0177",
    "ride_confirmed": True,
}
TOUCH = (["hand", "shoulder", "steadying"], ["hand", "steadying"])

# Typed where Alex and Robin choose against safety advice: nobody sober is in the room with them.
AGAINST_ADVICE = (
    "Both know a small dose well and have talked like this in the office. The therapist is on "
    "video from the arrival to the end, and Robin’s sister lives next door and is at home."
)

# What Cedar House has put into its own words, under the words that were there.
OWN_QUESTION = {
    "How can I open my topic in one sentence that holds no blame?": (
        "With which one kind sentence could I open my topic?"
    ),
}
OWN_STEP = {
    "Read the curiosity card: ask, do not accuse; explore, do not solve.": (
        "Read the curiosity card aloud, one line each: ask, do not accuse; explore, do not solve."
    ),
}
