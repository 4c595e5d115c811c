"""The small picture of what was sent and answered, week by week."""

from datetime import timedelta

from sessions_app.signoff import plot
from tests.factories.planning import NOW as WORKING_HOUR

DAY = timedelta(days=1)


def test_weeks_are_counted_from_monday_and_older_days_left_out():
    on = WORKING_HOUR.date()
    days = [on, on - DAY, on - 7 * DAY, on - 400 * DAY]

    counts = plot.counted(days, on=on)

    assert counts == [0] * 10 + [2, 1]
    picture = plot.plot(sent=counts, answered=[0] * 12, on=on)
    assert [(bar.kind, bar.height) for bar in picture.bars] == [("sent", 90.0), ("sent", 45.0)]
    assert [tick["x"] for tick in picture.ticks] == [100, 220, 340, 460]
    # Half of the last label, in the widest typeface it was seen in, ends within the picture.
    assert picture.width - 460 >= 36
    assert picture.words.endswith("this week 1 and 0.")
