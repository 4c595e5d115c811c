"""The phases of one route as the lanes of a drawn session line."""


def lanes(phases, *, a, b, care, dosing=("a", "b")):
    """Names for the two partners and for whoever cares; `dosing` says which partners dose."""
    drawn = [phase for phase in phases if phase.ends is not None]
    return [
        _lane("a", a, drawn, "title" if "a" in dosing else "nondosing_title"),
        _lane("b", b, drawn, "title" if "b" in dosing else "nondosing_title"),
        _lane("care", care, drawn, "therapist_title"),
    ]


def _lane(who, name, phases, told):
    leaving = phases[-1:]
    return {
        "who": who,
        "name": name,
        "phases": [
            {
                "start": phase.starts,
                "end": phase.ends,
                "title": getattr(phase, told) or phase.title,
                "tone": "light" if phase.starts < 0 or phase in leaving else "",
            }
            for phase in phases
        ],
    }
