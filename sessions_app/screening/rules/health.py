"""Health topics to ask about (brief 3.1). The reading sorts the prescriber's queue; it clears
nobody and rules nobody out.
"""

from dataclasses import dataclass

from .flags import Kind


@dataclass(frozen=True)
class Topic:
    words: str
    reading: str
    source: str
    kind: Kind = Kind.MEDICAL


PROGRAMMES = "several programmes’ entry rules"
TOPICS = {
    "blood_pressure": Topic(
        "High blood pressure, untreated or poorly controlled",
        "Contraindicated until controlled",
        f"{PROGRAMMES}; an NHS clinic; a Swiss label",
    ),
    "heart_stroke_head": Topic(
        "Heart disease, a past stroke or head injury, or anything a rise in pressure would harm",
        "Contraindicated",
        f"UK label; {PROGRAMMES}",
    ),
    "aneurysm": Topic(
        "Aneurysm, malformed vessels, a past bleed in the brain",
        "Contraindicated for esketamine; treated alike",
        "US esketamine label",
    ),
    "skull_pressure": Topic(
        "Raised pressure in the skull, a mass in the brain",
        "Contraindicated",
        "an NHS clinic; an anaesthesia textbook",
    ),
    "eye_pressure": Topic(
        "Raised eye pressure, glaucoma, an open eye injury",
        "Contraindicated, or a specialist agrees",
        "an NHS clinic; an anaesthesia textbook",
    ),
    "psychosis": Topic(
        "Psychosis, now or before; in the close family",
        "Contraindicated",
        f"{PROGRAMMES}; an NHS clinic",
    ),
    "mania": Topic(
        "Mania now or lately, bipolar I",
        "Contraindicated in an episode; a specialist decides when stable",
        f"an NHS clinic; {PROGRAMMES}",
    ),
    "suicidal_intent": Topic(
        "A plan or an intent of suicide",
        "Not outpatient work: urgent care",
        PROGRAMMES,
        kind=Kind.ACUTE,
    ),
    "pregnancy": Topic(
        "Pregnant, trying to be, or in fertility treatment",
        "Contraindicated",
        "US esketamine label; an NHS clinic",
    ),
    "breastfeeding": Topic(
        "Breastfeeding",
        "Mostly excluded; sources differ, the prescriber decides",
        "US esketamine label; one programme accepts with 24 hours’ pause",
    ),
    "liver": Topic(
        "Severe liver disease", "Contraindicated, or treated first", f"US label; {PROGRAMMES}"
    ),
    "thyroid": Topic("Overactive thyroid, untreated", "Treated first", "a Swiss label"),
    "seizures": Topic("Epilepsy, seizures", "Caution to exclusion", f"an NHS clinic; {PROGRAMMES}"),
    "substance_use": Topic(
        "Trouble with alcohol, ketamine or another substance, now or within a year",
        "Caution to exclusion; an addiction clinician agrees",
        f"{PROGRAMMES}; US label’s warning of abuse",
    ),
    "bladder": Topic(
        "Bladder pain, frequent or painful urination, heavy use of ketamine",
        "Caution; stop and refer when symptoms appear",
        "US label; reviews",
    ),
    "dissociation": Topic(
        "A severe personality disorder, strong dissociation", "Caution", PROGRAMMES
    ),
    "lungs": Topic("Severe lung disease, sleep apnoea, a difficult airway", "Caution", PROGRAMMES),
    "allergy": Topic("Allergy to ketamine or esketamine", "Contraindicated", "US esketamine label"),
    "frail": Topic(
        "Older than 65, very low weight, kidney failure", "Caution", "general knowledge"
    ),
}
ANSWERS = {"yes": "Yes", "no": "No", "unknown": "Not known"}


def newly_raised(*, before: dict, now: dict) -> list[str]:
    """Topics answered with yes that are new or told in other words than the time before."""
    return [
        key
        for key in TOPICS
        if now.get(key, {}).get("answer") == "yes" and now[key] != before.get(key)
    ]


def asked(*, topics: dict, allergies: str = "", **vitals: object) -> dict[str, object]:
    """What is kept as a form asks for it, one value a field; a topic is an answer and its words."""
    told = {f"{key}_{part}": words for key, each in topics.items() for part, words in each.items()}
    return {**told, "allergies": allergies, **vitals}
