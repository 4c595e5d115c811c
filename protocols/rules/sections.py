"""The sections a clinic words by itself, one page each, and what stays as it is."""

from dataclasses import dataclass

from protocols.rules.approaches import ROUTES

# The fraction, who doses and the prescriber's agreement are the approach; so are its reasons and
# what must be there, which the fit speaks of too.
LOCKED_TEXTS = ("who_doses", "dose_fraction", "prescriber_agreement")
LOCKED_PARTS = ("indicators", "prerequisites")


@dataclass(frozen=True, kw_only=True)
class Section:
    """`part` is a list of the content; `of` picks some of its rows, as (column, value)."""

    key: str
    name: str
    part: str = ""
    of: tuple[str, str] | None = None

    def holds(self, row):
        return self.of is None or row[self.of[0]] == self.of[1]


SECTIONS = {
    section.key: section
    for section in (
        Section(key="words", name="What it is"),
        Section(key="steps", name="Preparation steps", part="steps"),
        Section(key="questions", name="Preparation questions", part="questions"),
        Section(key="topics", name="Discussion topics", part="topics"),
        Section(key="starters", name="Ways to begin an intention", part="starters"),
        Section(key="packing", name="What to bring", part="items", of=("list", "packing")),
        Section(key="room", name="The room", part="items", of=("list", "room")),
        *(
            Section(key=route, name=f"The day: {spoken}", part="phases", of=("route", route))
            for route, spoken in ROUTES.items()
        ),
        Section(key="prompts", name="Integration prompts", part="prompts"),
        Section(key="meetings", name="Meetings and lead times", part="meetings"),
    )
}


def own_texts(texts):
    """Those of these text names that a clinic may word."""
    return tuple(name for name in texts if name not in LOCKED_TEXTS)


def rows_of(content, section) -> list:
    return [row for row in content[section.part] if section.holds(row)]


def with_rows(content, section, rows) -> dict:
    """The content with these rows in the place of the section's own."""
    others = [row for row in content[section.part] if not section.holds(row)]
    return content | {section.part: [*others, *rows]}


def free_keys(code, letter, taken):
    """Keys that no row of the list has yet, in their order: A3-Q13 after A3-Q12."""
    width = 2 if letter in "QT" else 1
    for number in range(1, 100):
        key = f"{code}-{letter}{number:0{width}}"
        if key not in taken:
            yield key
