"""Several sessions of one couple, seen together. Plain values."""

from .wishes import SOLO


def sessions_alone(sessions) -> dict[str, int]:
    """How often each side has, or is planned to have, the dose alone.

    `sessions` are (approach, the sides that dose in it).
    """
    counts = {"a": 0, "b": 0}
    for approach, dosing in sessions:
        if approach == SOLO and len(dosing) == 1:
            counts[next(iter(dosing))] += 1
    return counts


def next_alone(counts: dict[str, int]) -> str:
    """The side that has had fewer sessions alone; nobody where they are even."""
    a, b = counts["a"], counts["b"]
    return "" if a == b else min(counts, key=lambda side: counts[side])


def turn(counts: dict[str, int], *, names: dict[str, str], both_approved: bool) -> str:
    """Whose turn it is in sessions alone, as a sentence; nothing before the first one.

    Where one of the two has no approval for it, there are no turns to take.
    """
    if not any(counts.values()):
        return ""
    listed = ", ".join(f"{names[side]} {count}" for side, count in counts.items())
    said = f"Sessions alone so far, planned ones counted: {listed}."
    if not both_approved:
        return said
    side = next_alone(counts)
    return f"{said} It is {names[side]}’s turn." if side else f"{said} They are even."
