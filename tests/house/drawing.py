"""The stages of a plan and where each may go, as text that a README can hold."""


def drawn(moves):
    """One line a stage, in the order of the table; an end says so."""
    width = max(len(stage.value) for stage in moves)
    return "\n".join(f"{stage.value:<{width}} → {_goals(moves, stage)}" for stage in moves)


def _goals(moves, stage):
    return ", ".join(to.value for to in moves if to in moves[stage]) or "stays"
