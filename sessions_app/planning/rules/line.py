"""The minutes of a session's phases: own lengths within the protocol's bounds, never a gap."""

import math

from .wishes import REFLECTION_MINUTES

# Nobody leaves earlier, whatever the route (brief 1.6).
EARLIEST_LEAVE = 120


def spans(usual, minutes):
    """(starts, ends) of each phase in turn: before T0 they end at T0, after it they begin there.

    `usual` are the protocol's own spans in order, `minutes` how long each is to last.
    """
    before = [length for (starts, _), length in zip(usual, minutes, strict=True) if starts < 0]
    at = -sum(before)
    found = []
    for length in minutes:
        found.append((at, at + length))
        at += length
    return found


def bounds(*, minutes, reflection, silent=None):
    """The shortest and the longest a phase may last; half to double what the protocol says.

    The silent reflection has bounds of its own, and is never shorter than what was agreed.
    """
    if reflection:
        low, high = REFLECTION_MINUTES
        return max(low, silent or low), high
    return math.ceil(minutes / 2), minutes * 2


def out_of_bounds(low, high):
    return f"Between {low} and {high} minutes, so that it stays within the protocol."


def leaves_too_early(ends):
    """Why the phases are too short together, or nothing."""
    if ends >= EARLIEST_LEAVE:
        return ""
    return (
        f"Nobody leaves before T+{EARLIEST_LEAVE}, and these phases end at T+{ends}. "
        f"Make them {EARLIEST_LEAVE - ends} minutes longer."
    )


def against_booking(*, ends, minutes):
    """(tone, sentence): whether the phases fit into the booked session."""
    if minutes is None:
        return "info", f"The phases last {ends} minutes from the dose. No session is booked yet."
    both = f"The phases last {ends} minutes from the dose and the session is booked for {minutes}"
    if ends > minutes:
        return "mind", f"{both}: {ends - minutes} minutes are missing."
    if ends < minutes:
        return "yes", f"{both}: they fit, with {minutes - ends} to spare."
    return "yes", f"{both}: they fit."
