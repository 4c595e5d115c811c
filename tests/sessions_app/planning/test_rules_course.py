import pytest

from sessions_app.planning.rules.course import turn


@pytest.mark.parametrize(
    ("alex", "robin", "said"),
    [
        (0, 0, ""),
        (1, 0, "Sessions alone so far, planned ones counted: Alex 1, Robin 0. It is Robin’s turn."),
        (1, 2, "Sessions alone so far, planned ones counted: Alex 1, Robin 2. It is Alex’s turn."),
        (2, 2, "Sessions alone so far, planned ones counted: Alex 2, Robin 2. They are even."),
    ],
)
def test_the_course_says_whose_turn_it_is(alex, robin, said):
    assert turn({"Alex": alex, "Robin": robin}) == said
