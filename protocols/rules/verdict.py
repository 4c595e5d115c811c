from dataclasses import dataclass
from enum import StrEnum

# Kept with a plan, so that an old verdict names the rules it was reached under.
RULE_SET = "1"

# One text for every private reason and for every unfinished plan: it reveals nothing.
NEUTRAL = "Your therapist would like to talk with each of you again before this option is planned."

# One text on the pages of both for all that was told alone: not whose, not what, not how much.
TOLD_ALONE = (
    "What was told alone is not settled for both. The two records say what is left to do first."
)
SETTLED = "What was told alone is settled in both records."


class Cap(StrEnum):
    SUITABLE = "suitable"
    CAUTION = "caution"
    NOT_NOW = "not_now"


ORDER = {Cap.SUITABLE: 0, Cap.CAUTION: 1, Cap.NOT_NOW: 2}


class Kind(StrEnum):
    RULE = "rule"
    ADVICE = "advice"


@dataclass(frozen=True, kw_only=True)
class Fired:
    id: str
    kind: Kind
    cap: Cap
    clinician: str
    couple_safe: str
    change: str
    fact: str  # where the fact is recorded: "approvals", "screening" or "fit"
    partner: str | None = None
    safety: bool = False
    private: bool = False

    @property
    def bars(self):
        """Only a changed fact opens the way again; a typed reason does not."""
        return self.kind == Kind.RULE and self.cap == Cap.NOT_NOW


@dataclass(frozen=True, kw_only=True)
class Met:
    seed: str
    sentence: str


@dataclass(frozen=True, kw_only=True)
class Verdict:
    level: Cap
    fired: tuple[Fired, ...]
    met: tuple[Met, ...]
    dosing_partner: str | None  # "a", "b", or None: both dose, or either may
    reason_clinician: str
    reason_couple_safe: str

    @property
    def ids(self):
        return tuple(dict.fromkeys(fired.id for fired in self.fired))

    @property
    def barred(self):
        return any(fired.bars for fired in self.fired)

    @property
    def against(self):
        """What says "not now": a rule bars the way, advice asks for a reason."""
        return tuple(fired for fired in self.fired if fired.cap == Cap.NOT_NOW)

    @property
    def needs_reason(self):
        return bool(self.fired)

    @property
    def needs_acknowledgement(self):
        return any(fired.safety for fired in self.fired)


def lowest(caps):
    return max(caps, key=ORDER.__getitem__, default=Cap.SUITABLE)
