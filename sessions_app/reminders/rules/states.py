"""The states a letter can be in, as pages say them."""

from enum import StrEnum


class State(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    SKIPPED = "skipped"


LABELS = {
    State.PLANNED: "Planned",
    State.SENDING: "On its way",
    State.SENT: "Sent",
    State.UNCERTAIN: "Uncertain",
    State.FAILED: "Failed",
    State.SKIPPED: "Not sent",
}
