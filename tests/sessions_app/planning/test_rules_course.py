import pytest

from sessions_app.planning.rules.course import next_alone, sessions_alone, turn

COUNTED = "Sessions alone so far, planned ones counted:"


@pytest.mark.parametrize(
    ("alex", "robin", "both_approved", "said"),
    [
        (0, 0, True, ""),
        (1, 0, True, f"{COUNTED} Alex 1, Robin 0. It is Robin’s turn."),
        (1, 2, True, f"{COUNTED} Alex 1, Robin 2. It is Alex’s turn."),
        (2, 2, True, f"{COUNTED} Alex 2, Robin 2. They are even."),
        (1, 0, False, f"{COUNTED} Alex 1, Robin 0."),
        (0, 0, False, ""),
    ],
)
def test_the_course_says_whose_turn_it_is(alex, robin, both_approved, said):
    names = {"a": "Alex", "b": "Robin"}

    assert turn({"a": alex, "b": robin}, names=names, both_approved=both_approved) == said


def test_only_a_session_in_which_one_doses_alone_counts():
    sessions = [("solo", ["a"]), ("solo", []), ("dual_psychedelic", ["a", "b"]), (None, []),
                ("solo", frozenset("b")), ("solo", ["b"])]  # fmt: skip

    assert sessions_alone(sessions) == {"a": 1, "b": 2}


@pytest.mark.parametrize(("a", "b", "side"), [(0, 0, ""), (1, 1, ""), (1, 0, "b"), (0, 2, "a")])
def test_whoever_had_fewer_is_next(a, b, side):
    assert next_alone({"a": a, "b": b}) == side
