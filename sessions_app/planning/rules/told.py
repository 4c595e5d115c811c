"""A plan as the gates are told of it: what was planned, and what the records say on a day."""

from dataclasses import dataclass, field

from .dates import Problem


@dataclass(frozen=True)
class Dosing:
    """One partner in the plan, with what the standing approval says about this plan."""

    name: str
    doses: bool
    approved: bool = False
    approach_approved: bool = False
    comes_out: bool = False
    # The planned part is the one of the approach.
    part_fits: bool = False
    side: str = ""
    acknowledged: frozenset[str] = frozenset()
    # Days from the consent to the session, or to today while there is no date; None without one.
    consent_age: int | None = None
    booster: bool = False
    booster_approved: bool = False


@dataclass(frozen=True)
class PlanFacts:
    approach: str = ""
    verdict: str = ""
    # Advice alone says "not now", and all of it was weighed when the approach was chosen.
    overridden: bool = False
    reactivity: str = ""
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
    # Why its day will not do, and whether that day is over and nothing was recorded.
    day: tuple[Problem, ...] = ()
    day_is_over: bool = False
    next_day_booked: bool = False
    next_day_fits: bool = False
    # The day before the session or its day has come; both were asked alone and it is settled.
    day_is_near: bool = False
    settled_alone: bool = False
    # The day itself has come; of everybody who doses, what was measured is within their limits,
    # and every line of the check was as their prescriber asked.
    day_is_here: bool = False
    measured: bool = False
    checked: bool = False
    stop_word: str = ""
    hand_sign: str = ""
    touch_answered: bool = False
    ride: str = ""
    ride_confirmed: bool = False
    companion: str = ""
    companion_confirmed: bool = False
    waived: frozenset[str] = field(default_factory=frozenset)
