"""What still stands in the way of a plan (brief 2.7). Plain values in, open gates out."""

from dataclasses import dataclass

from . import wishes
from .wishes import FULL, HALF, QUARTER, SOLO


@dataclass(frozen=True)
class Gate:
    """`key` names a piece of advice, so that it can be waived; a rule has a number and no key.

    `about` is the side of the partner, or "meetings", where it is about one of these alone.
    `kind` is hard, advice, or day: the last lets a plan be sent, and no session begin.
    """

    station: str
    sentence: str
    seed: str = ""
    kind: str = "hard"
    key: str = ""
    about: str = ""


def advice(station, sentence, key, about=""):
    return Gate(station, sentence, kind="advice", key=key, about=about)


# What can be waived, as it is called where the waiver stands.
ADVICE = {
    "stop": "Stop word and hand sign",
    "hands": "Touch asked of each alone",
    "standby": "Companion named and confirmed",
    "ride": "Ride named and confirmed",
    "yes_a": "Consent of partner A, thirty days old at most",
    "yes_b": "Consent of partner B, thirty days old at most",
    "words": "Joint intention",
    "early": "Agreement about an early return",
    "pause": "Pause signal",
    "parked": "“Park it” list",
    "lead": "Led by the therapist while reactivity is high",
    "card": "Emergency card",
    "morning": "Meeting of the next day",
}
CONSENT_LASTS = 30
# Who doses and which part of the dose, by definition of the approach.
DOSING_SEED = {SOLO: "S16", FULL: "S26", HALF: "S36", QUARTER: "S49"}


IN_THE_RECORD = "The record of whoever doses says more."
NOT_APPROVED = f"An approval this plan rests on does not hold today. {IN_THE_RECORD}"
NOT_THIS_APPROACH = f"An approval this plan rests on leaves this approach out. {IN_THE_RECORD}"


def _fit(facts):
    if not facts.approach:
        yield Gate("fit", "No approach is chosen yet.", "S14")
    elif facts.verdict == "not_now" and not facts.overridden:
        yield Gate("fit", "The chosen approach does not fit the facts as they are now.", "S13")
    if facts.approach not in ("", SOLO) and not all(partner.doses for partner in facts.dosing):
        yield Gate(
            "fit",
            "In this approach both partners dose. Choose the approach anew.",
            DOSING_SEED[facts.approach],
        )


def _approvals(facts):
    """Of whoever doses, together: whose approval is missing stands in that record and not here."""
    dosing = [partner for partner in facts.dosing if partner.doses]
    if not all(partner.approved for partner in dosing):
        yield Gate("roles", NOT_APPROVED, "S7")
    if not all(partner.approach_approved for partner in dosing if partner.approved):
        yield Gate("roles", NOT_THIS_APPROACH, "S12")


def _medicine(facts):
    yield from _approvals(facts)
    for partner in facts.dosing:
        if not partner.doses:
            continue
        known = partner.approved and partner.approach_approved
        if known and not partner.comes_out:
            yield Gate(
                "roles",
                f"The planned part does not come out for {partner.name}. Ask the prescriber.",
                "S37",
            )
        if not partner.part_fits:
            yield Gate(
                "roles",
                f"The part planned for {partner.name} is not the one of this approach.",
                DOSING_SEED[facts.approach],
                about=partner.side,
            )
        if partner.booster and partner.approved and not partner.booster_approved:
            yield Gate(
                "roles",
                f"A booster is planned for {partner.name} and the approval lists none.",
                "S11",
                about=partner.side,
            )


def _roles(facts):
    dosing = sum(partner.doses for partner in facts.dosing)
    if facts.approach == SOLO and dosing != 1:
        yield Gate("roles", "Choose which one of the two doses.", "S16")
    if facts.approach == SOLO and not (facts.nondosing_role and facts.support_styles):
        yield Gate("roles", "Agree on the sober partner's role and way to support.", "S22")
    if not (facts.stop_word and facts.hand_sign):
        yield advice("roles", "A stop word and a hand sign are missing.", "stop")
    if not facts.touch_answered:
        yield advice("roles", "Touch has not been asked of each partner alone.", "hands")
    if not facts.companion:
        yield advice("roles", "No companion is named.", "standby")
    elif not facts.companion_confirmed:
        yield advice("roles", "The companion has not confirmed yet.", "standby")
    if not facts.ride:
        yield advice("roles", "No ride home is arranged.", "ride")
    elif not facts.ride_confirmed:
        yield advice("roles", "The ride home is not confirmed yet.", "ride")


def _intentions(facts):
    if not facts.joint_intention:
        # Only approach 2 has it in the seed (S32); for the others it is our advice.
        hard = facts.approach == FULL
        sentence = "The joint intention is not written yet."
        yield (
            Gate("intentions", sentence, "S32") if hard else advice("intentions", sentence, "words")
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
        elif facts.reactivity == "high" and facts.mode != "therapist_led":
            # Brief 2.5, AD7.
            yield advice(
                "preparation", "Reactivity is high: the therapist leads this talk.", "lead"
            )
        low, high = wishes.REFLECTION_MINUTES
        if not facts.reflection_minutes or not low <= facts.reflection_minutes <= high:
            yield Gate("preparation", "Set the silent reflection to 10 to 15 minutes.", "S56")
    yield from _told_by_each(facts)
    for confirmation in wishes.confirmations_for(facts.approach):
        if confirmation.key == "swap" and not facts.both_approved:
            continue
        if confirmation.key not in facts.confirmed:
            yield Gate(
                "preparation",
                f"Not confirmed: {confirmation.sentence}",
                confirmation.seed,
                confirmation.kind,
                confirmation.gate,
            )


def _told_by_each(facts):
    """What each partner acknowledges and consents to alone."""
    for partner in facts.dosing:
        for key, (sentence, seed) in wishes.ACKNOWLEDGEMENTS.items():
            if key not in partner.acknowledged:
                said = sentence[0].lower() + sentence[1:]
                sentence = f"{partner.name} has not said yet: {said}"
                yield Gate("preparation", sentence, seed, about=partner.side)
        key = f"yes_{partner.side}"
        if partner.consent_age is None:
            yield advice("preparation", f"The consent of {partner.name} has no date yet.", key)
        elif partner.consent_age > CONSENT_LASTS:
            yield advice(
                "preparation",
                f"The consent of {partner.name} is more than {CONSENT_LASTS} days old by then.",
                key,
            )


NEXT_DAY_SEED = {FULL: "S35", HALF: "S48", QUARTER: "S59"}


def next_day_seed(approach):
    """The rule behind the meeting after a session; solo has the look-back of the same day."""
    return NEXT_DAY_SEED.get(approach, "S24")


def _schedule(facts):
    if not facts.session_booked:
        yield Gate("schedule", "The session has no date yet.", "S12")
    elif facts.day_is_over:
        yield Gate(
            "schedule",
            "The day of the session is over. Record that it took place, or choose a new day.",
            "S12",
        )
    for problem in facts.day:
        yield Gate("schedule", problem.sentence, problem.seed)
    if facts.next_day_booked and facts.next_day_fits:
        return
    sentence = (
        "The meeting of the next day is not on the day after, 12 to 36 hours later."
        if facts.next_day_booked
        else "The meeting of the next day is not booked."
    )
    seed = NEXT_DAY_SEED.get(facts.approach, "")
    about = "meetings"
    if seed:
        yield Gate("schedule", sentence, seed, about=about)
    else:
        yield advice("schedule", sentence, "morning", about)


def _day(facts):
    """Of both alike: never of whom, what was answered, or whether anything was yet."""
    if facts.day_is_near and not facts.settled_alone:
        yield Gate(
            "after",
            "The question asked of each alone is not settled for both. Until it is: not today.",
            kind="day",
        )
    if facts.day_is_here and not facts.measured:
        yield advice("after", "Day-of vitals are not settled.", "")
    if facts.day_is_here and not facts.checked:
        yield advice("after", "The safety check of the day is not settled.", "")


def _every(facts):
    gates = list(_fit(facts))
    if not facts.approach:
        return gates
    for part in (_medicine, _roles, _intentions, _preparation, _schedule, _day):
        gates.extend(part(facts))
    return gates


def open_gates(facts):
    """Every open gate in the order of the stations, hard ones and advice that is not waived."""
    return [gate for gate in _every(facts) if not _is_waived(gate, facts)]


def waived_gates(facts):
    """Advice that stands open and is waived: what the plan goes on without."""
    return [gate for gate in _every(facts) if _is_waived(gate, facts)]


def _is_waived(gate, facts):
    return gate.kind == "advice" and gate.key in facts.waived


def hard(gates):
    return [gate for gate in gates if gate.kind == "hard"]


def holding_back(gates):
    """What keeps a session from beginning: every rule, and on its day what was asked alone."""
    return [gate for gate in gates if gate.kind in ("hard", "day")]
