"""H1 to H10: the rules of the seed. Nobody overrides them; the facts have to change."""

from functools import partial

from protocols.rules.approaches import FRACTION_WORDS, FRACTIONS, SPOKEN, Approach
from protocols.rules.indicators import met
from protocols.rules.verdict import Cap, Fired, Kind

Rule = partial(Fired, kind=Kind.RULE)


def approval(case):
    for partner in case.dosing:
        if partner.rx_status != "active":
            yield Rule(
                id="H1",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="approvals",
                clinician=f"{partner.name} has no active prescriber approval.",
                couple_safe="This option needs a current approval from the prescriber.",
                change=f"The prescriber approves {partner.name}'s medicine.",
            )


def review(case):
    for partner in case.dosing:
        if partner.med_review in ("not_reviewed", "declined"):
            yield Rule(
                id="H2",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="approvals",
                clinician=f"Risks have not been cleared by the prescriber for {partner.name}.",
                couple_safe="The prescriber's review is not finished.",
                change=f"The prescriber reviews and clears the risks for {partner.name}.",
            )


def fraction(case):
    planned = FRACTIONS[case.approach]
    words = FRACTION_WORDS[planned]
    for partner in _approved(case):
        if planned not in partner.approved_fractions:
            yield Rule(
                id="H3",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="approvals",
                clinician=f"The prescriber has not approved {words} for {partner.name}.",
                couple_safe="This option needs the prescriber's agreement on the amount.",
                change=f"The prescriber approves {words} for {partner.name}.",
            )


def place(case):
    where = SPOKEN[case.couple.setting]
    for partner in _approved(case):
        if case.couple.setting not in partner.approved_settings:
            yield Rule(
                id="H4",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="approvals",
                clinician=f"{where[0].upper()}{where[1:]} is not approved for {partner.name}.",
                couple_safe="The place for this option is not approved yet.",
                change=f"The prescriber approves {where} for {partner.name}, or the place changes.",
            )


def sober_partner(case):
    for partner in case.staying_sober:
        if not partner.can_stay_sober:
            yield Rule(
                id="H5",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="fit",
                clinician=(
                    f"Solo needs one sober partner; {partner.name} cannot stay sober that day."
                ),
                couple_safe="Solo needs one of you to stay sober that day.",
                change=f"{partner.name} can stay sober that day, or another day is chosen.",
            )


def wanted_partner(case):
    if case.doser is None and case.couple.sober_companion_need == "partner":
        yield Rule(
            id="H6",
            cap=Cap.NOT_NOW,
            fact="fit",
            clinician="A sober partner is wanted, but here both dose.",
            couple_safe="You asked for a sober partner; here both of you would dose.",
            change="Another sober adult would be companion enough, or they choose Solo.",
        )


def separate_journeys(case):
    caps = {"no": Cap.NOT_NOW, "unsure": Cap.CAUTION}
    comfort = case.couple.comfort_separate_journeys
    if case.approach == Approach.DUAL_PSYCHEDELIC and comfort in caps:
        fully = "fully " if comfort == "unsure" else ""
        yield Rule(
            id="H7",
            cap=caps[comfort],
            fact="fit",
            clinician=f"Separate inward journeys are not {fully}comfortable.",
            couple_safe="This option means separate inward time.",
            change="Both are at ease with going inward apart from each other.",
        )


def earlier_experience(case):
    if case.approach != Approach.DUAL_PSYCHEDELIC:
        return
    for partner in case.dosing:
        if partner.experience == "none":
            yield Rule(
                id="H8",
                cap=Cap.CAUTION,
                partner=partner.name,
                fact="screening",
                clinician=(
                    "This approach is for experienced users and Solo for a first time; "
                    f"{partner.name} has no earlier experience."
                ),
                couple_safe="This option is usually for people with earlier experience.",
                change=f"{partner.name} has a first session another way, for example Solo.",
            )


def steady(case):
    caps = {"high": Cap.NOT_NOW, "moderate": Cap.CAUTION}
    reactivity = case.couple.conflict_reactivity
    if case.approach == Approach.DUAL_PSYCHOLYTIC and reactivity in caps:
        yield Rule(
            id="H9",
            cap=caps[reactivity],
            fact="fit",
            clinician=(
                "Needs partners who can stay grounded and vulnerable; "
                f"conflict reactivity is {reactivity}."
            ),
            couple_safe="This option works best when both feel steady in hard talks.",
            change="Both stay grounded in hard talks, in your judgement.",
        )


def points_here(case):
    if not met(case.approach, case.dosing, case.a, case.b, case.couple):
        yield Rule(
            id="H10",
            cap=Cap.CAUTION,
            fact="fit",
            clinician="Nothing you told us points to this approach.",
            couple_safe="Your present goals fit another option better.",
            change="One of the reasons this approach is known for holds for them.",
        )


def _approved(case):
    # Without an active approval (H1) there is nothing yet that could be too narrow.
    return [partner for partner in case.dosing if partner.rx_status == "active"]


RULES = (
    approval,
    review,
    fraction,
    place,
    sober_partner,
    wanted_partner,
    separate_journeys,
    earlier_experience,
    steady,
    points_here,
)
