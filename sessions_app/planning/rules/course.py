"""Several sessions of one couple, seen together. Plain values."""


def count_words(counts: dict[str, int]) -> str:
    """How often each has had the dose alone: Alex 2, Robin 1."""
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def turn(counts: dict[str, int]) -> str:
    """Whose turn it is in sessions alone, as a sentence; nothing before the first one."""
    (one, ones), (other, others) = counts.items()
    if not ones + others:
        return ""
    said = f"Sessions alone so far, planned ones counted: {count_words(counts)}."
    if ones == others:
        return f"{said} They are even."
    return f"{said} It is {one if ones < others else other}’s turn."
