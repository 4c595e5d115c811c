"""What still stands in the way of a plan (brief 2.7). Plain values in, open gates out."""

from dataclasses import dataclass, field

from . import wishes
from .wishes import FULL, HALF, QUARTER, SOLO


@dataclass(frozen=True)
class Dosing:
    """One partner in the plan, with what the standing approval says about this plan."""

    name: str
    doses: bool
    approved: bool = False
    approach_approved: bool = False
    comes_out: bool = False
    holds_on_the_day: bool = False


@dataclass(frozen=True)
class PlanFacts:
    approach: str = ""
    verdict: str = ""
    # Advice alone says "not now", and all of it was weighed when the approach was chosen.
    overridden: bool = False
    dosing: tuple[Dosing, ...] = ()
    nondosing_role: str = ""
    support_styles: tuple[str, ...] = ()
    joint_intention: str = ""
    both_agree: bool = False
    questions: int = 0
    topics: int = 0
    mode: str = ""
    reflection_minutes: int | None = None
    confirmed: frozenset[str] = field(default_factory=frozenset)
    both_approved: bool = False
    session_booked: bool = False
    next_day_booked: bool = False
    next_day_fits: bool = False
    stop_word: str = ""
    hand_sign: str = ""
    touch_answered: bool = False
    ride: str = ""
    companion: str = ""


@dataclass(frozen=True)
class Gate:
    station: str
    sentence: str
    seed: str = ""
    kind: str = "hard"


def _fit(facts):
    if not facts.approach:
        yield Gate("fit", "No approach is chosen yet.", "S14")
    elif facts.verdict == "not_now" and not facts.overridden:
        yield Gate("fit", "The chosen approach does not fit the facts as they are now.", "S13")


def _medicine(facts):
    for partner in facts.dosing:
        if not partner.doses:
            continue
        if not partner.approved:
            yield Gate("roles", f"{partner.name} has no approval that holds today.", "S7")
        elif not partner.approach_approved:
            yield Gate(
                "roles", f"The prescriber has not approved this approach for {partner.name}.", "S12"
            )
        elif not partner.comes_out:
            yield Gate(
                "roles",
                f"The planned part does not come out for {partner.name}. Ask the prescriber.",
                "S37",
            )
        elif facts.session_booked and not partner.holds_on_the_day:
            yield Gate(
                "schedule", f"The approval of {partner.name} will have lapsed by that day.", "S7"
            )


def _roles(facts):
    dosing = sum(partner.doses for partner in facts.dosing)
    if facts.approach == SOLO and dosing != 1:
        yield Gate("roles", "Choose which one of the two doses.", "S16")
    if facts.approach == SOLO and not (facts.nondosing_role and facts.support_styles):
        yield Gate("roles", "Agree on the sober partner's role and way to support.", "S22")
    if not (facts.stop_word and facts.hand_sign):
        yield Gate("roles", "A stop word and a hand sign are missing.", kind="advice")
    if not facts.touch_answered:
        yield Gate("roles", "Touch has not been asked of each partner alone.", kind="advice")
    if not facts.companion:
        yield Gate("roles", "No companion is named.", kind="advice")
    if not facts.ride:
        yield Gate("roles", "No ride home is arranged.", kind="advice")


def _intentions(facts):
    if not facts.joint_intention:
        # Only approach 2 has it in the seed (S32); for the others it is our advice.
        hard = facts.approach == FULL
        yield Gate(
            "intentions",
            "The joint intention is not written yet.",
            "S32" if hard else "",
            "hard" if hard else "advice",
        )
    elif not facts.both_agree:
        yield Gate("intentions", "Both partners have to agree to the joint intention.", "S32")


def _preparation(facts):
    if facts.approach == HALF and not facts.questions:
        yield Gate("preparation", "Choose the questions that will serve as prompts.", "S45")
    if facts.approach == QUARTER:
        if not 1 <= facts.topics <= 3:
            yield Gate("preparation", "The agenda needs one to three topics.", "S52")
        if not facts.mode:
            yield Gate("preparation", "Say who leads the talk.", "S50")
        low, high = wishes.REFLECTION_MINUTES
        if not facts.reflection_minutes or not low <= facts.reflection_minutes <= high:
            yield Gate("preparation", "Set the silent reflection to 10 to 15 minutes.", "S56")
    for confirmation in wishes.confirmations_for(facts.approach):
        if confirmation.key == "swap" and not facts.both_approved:
            continue
        if confirmation.key not in facts.confirmed:
            yield Gate("preparation", f"Not confirmed: {confirmation.sentence}", confirmation.seed)


NEXT_DAY_SEED = {FULL: "S35", HALF: "S48", QUARTER: "S59"}


def _schedule(facts):
    if not facts.session_booked:
        yield Gate("schedule", "The session has no date yet.", "S12")
    seed = NEXT_DAY_SEED.get(facts.approach, "")
    kind = "hard" if seed else "advice"
    if not facts.next_day_booked:
        yield Gate("schedule", "The meeting of the next day is not booked.", seed, kind)
    elif not facts.next_day_fits:
        yield Gate(
            "schedule",
            "The meeting of the next day is not on the day after, 12 to 36 hours later.",
            seed,
            kind,
        )


def open_gates(facts):
    """Every open gate in the order of the stations, hard ones and advice."""
    gates = list(_fit(facts))
    if not facts.approach:
        return gates
    for part in (_medicine, _roles, _intentions, _preparation, _schedule):
        gates.extend(part(facts))
    return gates


def hard(gates):
    return [gate for gate in gates if gate.kind == "hard"]
