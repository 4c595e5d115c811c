"""AD1 to AD12: advice from outside the seed. A typed reason may override it; where it is
safety advice the prescriber must acknowledge that too."""

from functools import partial

from protocols.rules.approaches import Approach
from protocols.rules.verdict import NEUTRAL, Cap, Fired, Kind

Advice = partial(Fired, kind=Kind.ADVICE, couple_safe=NEUTRAL)
Private = partial(Advice, cap=Cap.NOT_NOW, fact="screening", safety=True, private=True)

CLINIC_ONLY = "This form of medicine is for the clinic only."
GIVEN_IN_CLINIC = {
    "im": "by injection",
    "iv": "as an infusion",
    "nasal_compounded": "as a nasal spray",
}


def interviews_held(case):
    for partner in case.both:
        if partner.private_safety_screen == "not_done":
            yield Private(
                id="AD1",
                partner=partner.name,
                clinician=(
                    f"{partner.name}'s private interview has not been held; "
                    "both partners are screened separately first."
                ),
                change=f"{partner.name}'s private interview is held and recorded.",
            )


def safe_together(case):
    for partner in case.both:
        if partner.private_safety_screen == "concern":
            yield Private(
                id="AD2",
                partner=partner.name,
                clinician=(
                    f"{partner.name}'s private interview raised a concern; dosing together may "
                    "endanger someone. Individual care and safety planning come first."
                ),
                change="The concern is resolved in individual care and the interview repeated.",
            )


def no_acute_risk(case):
    for partner in case.both:
        if partner.acute_risk_open:
            yield Private(
                id="AD3",
                partner=partner.name,
                clinician=(
                    f"An acute risk is open for {partner.name}; "
                    "a clinical assessment on the same day comes first."
                ),
                change=f"{partner.name} is assessed and the risk is closed.",
            )


def one_knows_the_way(case):
    if case.approach == Approach.DUAL_PSYCHEDELIC and case.both_first:
        yield Advice(
            id="AD4",
            cap=Cap.NOT_NOW,
            fact="screening",
            clinician="Two people without earlier experience would both take a full dose.",
            change="At least one of them has earlier experience.",
        )


def somebody_sober(case):
    if case.doser is None and not case.in_office and not case.couple.third_sober_adult:
        yield Advice(
            id="AD5",
            cap=Cap.NOT_NOW,
            fact="fit",
            safety=True,
            clinician="Nobody sober would be on site: both dose, and no third adult is there.",
            couple_safe="This option needs a sober adult on site.",
            change="A third sober adult is there, or the session moves to the office.",
        )


def first_dose_watched(case):
    for partner in case.dosing:
        if case.at_home_alone and partner.first_ketamine:
            yield Advice(
                id="AD6",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="screening",
                clinician=(
                    f"{partner.name} would take a first dose at home with nobody clinical watching."
                ),
                change=f"{partner.name}'s first dose is in the office or with the therapist.",
            )


def talk_can_escalate(case):
    if case.approach != Approach.EXTENDED_DISCUSSION:
        return
    if case.couple.conflict_reactivity == "high":
        alone = case.at_home_alone
        led = "therapist-led only" if not alone else "not for a self-directed session at home"
        yield Advice(
            id="AD7",
            cap=Cap.NOT_NOW if alone else Cap.CAUTION,
            fact="fit",
            clinician=f"Conflict reactivity is high and a talk can escalate: {led}.",
            change="Conflict reactivity is lower, or a therapist leads the talk.",
        )


def fragile_return(case):
    high = case.couple.conflict_reactivity == "high"
    if case.approach == Approach.DUAL_PSYCHEDELIC and high:
        yield Advice(
            id="AD8",
            cap=Cap.CAUTION,
            fact="fit",
            clinician="Conflict reactivity is high, and the return phase is fragile.",
            change="Conflict reactivity is lower.",
        )


def conditions(case):
    for partner in case.dosing:
        if partner.med_review == "cleared_with_conditions":
            yield Advice(
                id="AD9",
                cap=Cap.CAUTION,
                partner=partner.name,
                fact="approvals",
                clinician=(
                    f"{partner.name} is cleared with conditions; "
                    "they are printed on the clinicians' plan."
                ),
                change=f"The prescriber clears {partner.name} without conditions.",
            )


def first_together(case):
    for partner in case.dosing:
        if case.doser is None and partner.first_ketamine:
            yield Advice(
                id="AD10",
                cap=Cap.CAUTION,
                partner=partner.name,
                fact="screening",
                clinician=(
                    f"{partner.name} would dose for the first time; "
                    "sensitivity to a dose differs from person to person."
                ),
                change=f"{partner.name} has had a first session, for example Solo.",
            )


def belongs_in_a_clinic(case):
    for partner in case.dosing:
        given = GIVEN_IN_CLINIC.get(partner.medicine_form)
        if given and not case.in_office:
            yield Advice(
                id="AD11",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="approvals",
                safety=True,
                clinician=f"{partner.name}'s medicine is given {given} and belongs in a clinic.",
                couple_safe=CLINIC_ONLY,
                change="The session is in the office, or the prescriber approves another form.",
            )


def certified_site(case):
    for partner in case.dosing:
        if partner.medicine_form == "esketamine_rems":
            yield Advice(
                id="AD12",
                cap=Cap.NOT_NOW,
                partner=partner.name,
                fact="approvals",
                safety=True,
                clinician=(
                    f"{partner.name}'s medicine is esketamine: certified site, fixed device, "
                    "two hours under observation."
                ),
                couple_safe=CLINIC_ONLY,
                change=f"The prescriber approves another form for {partner.name}.",
            )


ADVICE = (
    interviews_held,
    safe_together,
    no_acute_risk,
    one_knows_the_way,
    somebody_sober,
    first_dose_watched,
    talk_can_escalate,
    fragile_return,
    conditions,
    first_together,
    belongs_in_a_clinic,
    certified_site,
)
