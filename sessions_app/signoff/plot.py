"""How many plans were sent and answered, week by week, as a small picture."""

from dataclasses import dataclass
from datetime import date, timedelta

WEEKS = 12
WIDTH, HEIGHT, FOOT = 480, 96, 28
BAR = 14
# The last label reaches beyond the last week, the further the wider the typeface.
MARGIN = 20


@dataclass(frozen=True)
class Bar:
    kind: str
    x: int
    y: float
    height: float


@dataclass(frozen=True)
class Plot:
    bars: tuple
    ticks: tuple
    words: str
    width: int = WIDTH + MARGIN
    height: int = HEIGHT + FOOT


def weeks(on: date) -> list[date]:
    """The Mondays of the last weeks, the present one last."""
    monday = on - timedelta(days=on.weekday())
    return [monday - timedelta(weeks=back) for back in range(WEEKS - 1, -1, -1)]


def counted(days, *, on: date) -> list[int]:
    """How many of these days fall into each of the last weeks."""
    places = {monday: place for place, monday in enumerate(weeks(on))}
    counts = [0] * WEEKS
    for day in days:
        place = places.get(day - timedelta(days=day.weekday()))
        if place is not None:
            counts[place] += 1
    return counts


def plot(*, sent, answered, on: date) -> Plot:
    """Two bars a week; the words say what the picture shows."""
    step, most = WIDTH // WEEKS, max([*sent, *answered, 1])
    bars = tuple(
        Bar(kind, step * place + 4 + shift, HEIGHT - tall, tall)
        for kind, counts, shift in (("sent", sent, 0), ("answered", answered, BAR + 1))
        for place, count in enumerate(counts)
        if (tall := round(count / most * (HEIGHT - 6), 1))
    )
    ticks = tuple(
        {"x": step * place + step // 2, "label": f"{monday.day} {monday:%b}"}
        for place, monday in enumerate(weeks(on))
        if place % 3 == 2
    )
    words = (
        f"In the last {WEEKS} weeks {sum(sent)} plans were sent and {sum(answered)} answered; "
        f"this week {sent[-1]} and {answered[-1]}."
    )
    return Plot(bars, ticks, words)
