"""What one partner tells alone, as far as planning must know it (brief 2.2, 3.7)."""

from enum import StrEnum


class Experience(StrEnum):
    NONE = "none"
    SOME = "some"
    EXPERIENCED = "experienced"


class Safety(StrEnum):
    NOT_DONE = "not_done"
    NO_CONCERN = "no_concern"
    CONCERN = "concern"


EXPERIENCES = {
    Experience.NONE: "None",
    Experience.SOME: "Some",
    Experience.EXPERIENCED: "Experienced",
}
# Never "safe": nothing said is not the same as nothing there. Nor "raised": one may have been, and
# was closed since.
SAFETY = {
    Safety.NOT_DONE: "Not asked yet",
    Safety.NO_CONCERN: "No concern open",
    Safety.CONCERN: "A concern is open",
}


def first_time_fits(*, first_ketamine, experience):
    """A first ketamine session goes with any experience, for that may be of another medicine.

    Not the other way round: somebody without experience has their first session before them.
    """
    return first_ketamine or experience != Experience.NONE


def safety_of(*, concern_open: bool, asked_all: bool) -> Safety:
    """An open concern outweighs every other answer; a question left out leaves it not done."""
    if concern_open:
        return Safety.CONCERN
    return Safety.NO_CONCERN if asked_all else Safety.NOT_DONE
