"""When two folders of one couple may become one. Plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

CLOSE_INSTEAD = (
    "Close the folder that is not needed instead, and write that it was a double entry. Before "
    "that, let its care team write what was told alone there into the one that goes on."
)


@dataclass(frozen=True)
class Person:
    name: str
    born_on: date

    @property
    def key(self):
        return " ".join(self.name.split()).casefold(), self.born_on


@dataclass(frozen=True, kw_only=True)
class Folder:
    """What decides about a merge."""

    people: tuple[Person, Person]
    ended: bool
    signed: bool
    dated: bool


def same_two(here: Iterable[Person], there: Iterable[Person]) -> bool:
    """Whether both are the same two people; one of them alone says nothing of the other."""
    return sorted(person.key for person in here) == sorted(person.key for person in there)


def pairs(kept: Folder, goes: Folder) -> dict[int, int] | None:
    """Which person of one folder is which of the other, by place; None unless it is certain."""
    here, there = ([person.key for person in each.people] for each in (kept, goes))
    if len(set(here)) < 2 or sorted(here) != sorted(there):
        return None
    return {place: here.index(key) for place, key in enumerate(there)}


def problems(*, kept: Folder, goes: Folder) -> list[str]:
    """Why it is not certain enough; nothing when the two may become one."""
    return list(_problems(kept, goes))


def _problems(kept: Folder, goes: Folder) -> Iterator[str]:
    if kept.ended or goes.ended:
        yield "One of the two folders has ended already, so there is nothing to bring together."
    if pairs(kept, goes) is None:
        yield (
            "Names and birthdays in the two folders are not the same two people. "
            "Correct them first, if they are."
        )
    if goes.signed:
        yield (
            "The folder that would go holds signed approvals or plans that were sent, and what was "
            f"signed names its folder. {_other_way(kept)}"
        )
    if goes.dated:
        yield f"The folder that would go holds a booked session. {_other_way(kept)}"


# What a folder that goes on takes over where its own is empty; an emergency contact as a whole.
TAKEN_OVER = (
    ("preferred_name",), ("pronouns",), ("phone",), ("zone",), ("language",), ("contact_wishes",),
    ("quiet_email",), ("quiet_phone",), ("quiet_address",), ("mail_risk_told_on",),
    ("emergency_name", "emergency_relation", "emergency_phone"),
)  # fmt: skip


def taken_over(*, kept: dict, goes: dict) -> dict:
    """The facts of one person that the kept record lacks, by the names of the table.

    Whoever wanted no letters in one of the two folders wants none.
    """
    found: dict[str, object] = {}
    for group in TAKEN_OVER:
        if not any(kept[name] for name in group) and any(goes[name] for name in group):
            found |= {name: goes[name] for name in group}
    if kept["wants_letters"] and not goes["wants_letters"]:
        found["wants_letters"] = False
    return found


def _other_way(kept: Folder) -> str:
    return CLOSE_INSTEAD if kept.signed or kept.dated else "Keep that one and let the other go."
