"""The seven stations of a plan and the state each is in."""

from dataclasses import dataclass
from enum import StrEnum

from .stages import Stage


class State(StrEnum):
    NOT_BEGUN = "not_begun"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NEEDS_YOU = "needs_you"
    WAITING = "waiting"


STATIONS = {
    "fit": "Fit",
    "roles": "Roles and dose",
    "intentions": "Intentions",
    "preparation": "Preparation",
    "schedule": "Schedule",
    "review": "Review",
    "after": "After",
}

WORDS = {
    State.NOT_BEGUN: "Not begun",
    State.IN_PROGRESS: "In progress",
    State.DONE: "Done",
    State.NEEDS_YOU: "Needs you",
    State.WAITING: "Waits for the prescriber",
}


@dataclass(frozen=True)
class Station:
    key: str
    name: str
    state: State
    label: str


def _working_state(key, *, begun, gates):
    here = [gate for gate in gates if gate.station == key]
    if key not in begun:
        return State.NOT_BEGUN
    if any(gate.kind == "hard" for gate in here):
        return State.NEEDS_YOU
    return State.IN_PROGRESS if here else State.DONE


REVIEW = {
    Stage.DRAFT: State.NOT_BEGUN,
    Stage.WITH_PRESCRIBER: State.WAITING,
    Stage.CLEARED: State.DONE,
    Stage.HELD: State.DONE,
    Stage.WITHDRAWN: State.NOT_BEGUN,
}
AFTER = {Stage.CLEARED: State.IN_PROGRESS, Stage.HELD: State.DONE}


def rail(*, stage: Stage, begun: set[str], gates, void: bool = False) -> list[Station]:
    """Every station with its state; `begun` names those that hold something.

    `void`: it was signed, and has to be sent again.
    """
    states = {key: _working_state(key, begun=begun, gates=gates) for key in STATIONS}
    states["review"] = State.NEEDS_YOU if void else REVIEW[stage]
    states["after"] = AFTER.get(stage, State.NOT_BEGUN)
    return [
        Station(key, name, states[key], _label(key, states[key])) for key, name in STATIONS.items()
    ]


def _label(key, state):
    if key == "review" and state == State.DONE:
        return "Signed"
    if key == "after" and state == State.NOT_BEGUN:
        return "After sign-off"
    return WORDS[state]
