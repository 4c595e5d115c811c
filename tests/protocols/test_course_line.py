"""The course of a couple as one line."""

from datetime import date

from protocols.course_line import course_line

TODAY = date(2027, 3, 20)


def event(day, kind="session", *, done=False, number=1):
    return {"day": day, "kind": kind, "number": number, "done": done, "says": f"{day}: {kind}"}


def test_nothing_is_drawn_before_there_is_a_session():
    assert course_line([], today=TODAY) is None
    assert course_line([event(TODAY, "meeting")], today=TODAY) is None


def test_sessions_are_large_and_numbered_and_meetings_small():
    line = course_line(
        [event(date(2027, 3, 10), "meeting"), event(date(2027, 3, 9), done=True)], today=TODAY
    )

    assert [(stop.kind, stop.radius, stop.done, stop.number) for stop in line.stops] == [
        ("session", 11, True, "1"),
        ("meeting", 6, False, ""),
    ]
    assert [month.label for month in line.months] == ["Mar 2027", "Apr 2027"]


def test_everything_lies_on_the_sheet_in_the_order_of_time():
    days = [date(2027, 1, 31), date(2027, 6, 1), date(2029, 12, 31)]
    line = course_line([event(day) for day in reversed(days)], today=TODAY)

    xs = [stop.x for stop in line.stops]
    assert xs == sorted(xs)
    assert line.edge <= xs[0] < xs[-1] <= line.foot
    assert len(line.months) == 12


def test_today_is_drawn_only_where_it_lies_within():
    events = [event(date(2027, 3, 9))]

    assert course_line(events, today=TODAY).today is not None
    assert course_line(events, today=date(2028, 1, 1)).today is None
