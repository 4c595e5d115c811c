"""What opens a flag, and who may close it (brief 3.1, 3.7, 5.3).

The app clears nobody: a flag stays until a person with the right to close it says why.
"""

from enum import StrEnum

from ...people.rules import Action


class Kind(StrEnum):
    MEDICAL = "medical"
    SAFETY = "safety"
    ACUTE = "acute"


class State(StrEnum):
    OPEN = "open"
    ASSESSED = "assessed"
    CLOSED = "closed"


# Opened when two folders of one couple become one and both knew something of the same person.
TWO_RECORDS = "two_records"
TWO_RECORDS_WORDS = "Two records of this person were brought together"
TWO_RECORDS_HINT = (
    "Read what was told last and what stands under “Earlier”, and how to reach them in the folder "
    "that was merged. Write down anew what holds now."
)
# An acute risk needs two people: a clinician who assessed it, then a prescriber.
MOVES = {
    Kind.MEDICAL: {State.OPEN: State.CLOSED},
    Kind.SAFETY: {State.OPEN: State.CLOSED},
    Kind.ACUTE: {State.OPEN: State.ASSESSED, State.ASSESSED: State.CLOSED},
}
WHO = {
    (Kind.MEDICAL, State.OPEN): Action.CLOSE_MEDICAL_FLAG,
    (Kind.SAFETY, State.OPEN): Action.CLOSE_SAFETY_FLAG,
    (Kind.ACUTE, State.OPEN): Action.CLOSE_SAFETY_FLAG,
    (Kind.ACUTE, State.ASSESSED): Action.CLOSE_MEDICAL_FLAG,
}
LABELS = {
    Kind.MEDICAL: "Health",
    Kind.SAFETY: "Safety",
    Kind.ACUTE: "Acute risk",
}


def state(*, assessed: bool, closed: bool) -> State:
    if closed:
        return State.CLOSED
    return State.ASSESSED if assessed else State.OPEN


def next_step(*, kind: Kind, state: State) -> State | None:
    """Where a flag goes from here; None at its end."""
    return MOVES[kind].get(state)


def asks_for(*, kind: Kind, state: State) -> Action | None:
    """The right that the next step asks for; None at the end."""
    return WHO.get((kind, state))
