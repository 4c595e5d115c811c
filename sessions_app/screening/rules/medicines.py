"""Groups of medicines that a prescriber looks at (brief 3.2).

The list is kept as the partner tells it. Nobody is ever told here to stop or change a medicine.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Group:
    words: str
    why: str
    source: str


NEVER_ALONE = "Do not change any medicine without your prescriber."
GROUPS = {
    "benzodiazepines": Group(
        "Benzodiazepines, sleeping tablets of their kind",
        "May blunt the effect and add sedation. Nobody stops them on their own.",
        "reviews; US label",
    ),
    "sedatives": Group(
        "Opioids, sedating antihistamines, muscle relaxants, gabapentinoids, daily alcohol",
        "Sedation and breathing add up.",
        "US label; general knowledge",
    ),
    "naltrexone": Group("Naltrexone", "May weaken the effect; disputed.", "one review"),
    "lamotrigine": Group("Lamotrigine", "May weaken the effect.", "two of five studies"),
    "maoi": Group("MAO inhibitors", "Blood pressure is watched.", "US esketamine label; a review"),
    "stimulants": Group(
        "Stimulants, modafinil, sympathomimetics",
        "Pressure and heart rate rise.",
        "US labels; one programme",
    ),
    "theophylline": Group(
        "Theophylline, aminophylline", "Lowers the seizure threshold.", "US label"
    ),
    "enzymes": Group(
        "Strong inducers or inhibitors of CYP3A4 or CYP2B6", "Changes the level.", "a review"
    ),
    "antipsychotics": Group(
        "Antipsychotics such as clozapine, risperidone, haloperidol", "May interact.", "a review"
    ),
    "cannabis": Group("Cannabis", "Avoided on the day.", "two programmes"),
}


def tidy(words: str) -> list[str]:
    """One medicine a line, without empty lines and doubled spaces."""
    return [line for raw in words.splitlines() if (line := " ".join(raw.split()))]
