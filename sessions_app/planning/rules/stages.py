from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    DRAFT = "draft"
    WITH_PRESCRIBER = "with_prescriber"
    CLEARED = "cleared"
    HELD = "held"
    WITHDRAWN = "withdrawn"


MOVES = {
    Stage.DRAFT: {Stage.WITH_PRESCRIBER, Stage.WITHDRAWN},
    Stage.WITH_PRESCRIBER: {Stage.CLEARED, Stage.DRAFT, Stage.WITHDRAWN},
    Stage.CLEARED: {Stage.DRAFT, Stage.HELD, Stage.WITHDRAWN},
    Stage.HELD: set(),
    Stage.WITHDRAWN: {Stage.DRAFT},
}

LABELS = {
    Stage.DRAFT: "Draft",
    Stage.WITH_PRESCRIBER: "With the prescriber",
    Stage.CLEARED: "Signed",
    Stage.HELD: "Session held",
    Stage.WITHDRAWN: "Withdrawn",
}

OPEN = {Stage.DRAFT, Stage.WITH_PRESCRIBER, Stage.CLEARED}
SENT = {Stage.WITH_PRESCRIBER, Stage.CLEARED}
# No stage, for no deed leads to it: how a signed plan reads while its signature does not stand.
VOID, VOID_LABEL = "void", "Signature no longer stands"


@dataclass(frozen=True)
class Standing:
    """What the records say today of a plan that was sent or signed.

    `void`: it was signed, and the signature no longer stands. `unapproved`: somebody is to dose
    whose approval does not hold, so a prescriber has to approve before it can be signed.
    """

    void: bool = False
    unapproved: bool = False


def may_move(*, stage, to):
    return to in MOVES[stage]


def is_ready(*, stage, as_cleared, hard_gates):
    """A session may begin: signed, still what was signed, and no rule stands in its way today."""
    return stage == Stage.CLEARED and as_cleared and not hard_gates


def may_edit(stage):
    """A plan can be changed until the session was held or the plan withdrawn."""
    return stage in OPEN
