"""Where the folder of a couple may go, and what that means for their plans."""

from enum import StrEnum


class Stage(StrEnum):
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    SEPARATED = "separated"
    MERGED = "merged"


# Who separated and comes back together gets a new folder: what was agreed before is not agreed now.
MOVES = {
    Stage.OPEN: {Stage.PAUSED, Stage.CLOSED, Stage.SEPARATED, Stage.MERGED},
    Stage.PAUSED: {Stage.OPEN, Stage.CLOSED, Stage.SEPARATED, Stage.MERGED},
    Stage.CLOSED: {Stage.OPEN},
    Stage.SEPARATED: set(),
    Stage.MERGED: set(),
}
LABELS = {
    Stage.OPEN: "Open",
    Stage.PAUSED: "Paused",
    Stage.CLOSED: "Closed",
    Stage.SEPARATED: "Joint work ended",
    Stage.MERGED: "Merged into another folder",
}
TONES = {
    Stage.OPEN: "yes",
    Stage.PAUSED: "wait",
    Stage.CLOSED: "plain",
    Stage.SEPARATED: "not",
    Stage.MERGED: "plain",
}
# The joint file is at its end: plans are withdrawn, meetings cancelled, and no letter leaves.
ENDED = {Stage.CLOSED, Stage.SEPARATED, Stage.MERGED}
# Nobody goes on there again, so it stands in no new folder's way.
OVER_FOR_GOOD = {stage for stage in ENDED if not MOVES[stage]}
# Kept in the place of a reason: which of the two wished the end is written nowhere.
PARTED = "They separated, or one of them withdrew."
WHY_NOT = {
    Stage.PAUSED: "This folder is paused. Open it again before anything is planned.",
    Stage.CLOSED: "This folder is closed. Open it again before anything is planned.",
    Stage.SEPARATED: "The joint work of these two has ended, so nothing more is planned here.",
    Stage.MERGED: "This folder was merged into another one. Go on there.",
}


def may_move(*, stage: Stage, to: Stage) -> bool:
    return to in MOVES[stage]


def may_plan(stage: Stage) -> bool:
    """Whether plans of this couple can be begun, sent and signed."""
    return stage == Stage.OPEN


def has_ended(stage: Stage) -> bool:
    return stage in ENDED
