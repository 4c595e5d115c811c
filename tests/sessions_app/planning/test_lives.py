"""Whatever breaks in the rows of a plan, and in any order: no session is free that is not safe.

The long form, printed: python -m tests.bench.lives 100000
"""

import pytest

from protocols.rules import Approach
from tests.sessions_app.planning.faults import unsafe
from tests.sessions_app.planning.lives import Life, ready_plan

STEPS = 400


pytestmark = pytest.mark.usefixtures("protocols")


@pytest.mark.parametrize("approach", Approach)
def test_no_session_is_free_that_is_not_safe(approach, django_assert_num_queries):
    life = Life(ready_plan(approach), seed=1)

    with django_assert_num_queries(0):
        came_to = life.walk(STEPS)

    assert came_to.total() == STEPS
    assert came_to["free"] > STEPS / 40


@pytest.mark.parametrize("approach", Approach)
def test_each_thing_alone_holds_a_session_back_exactly_when_it_is_not_safe(approach):
    life = Life(ready_plan(approach), seed=1)
    free, safe = {}, {}

    for what in [None, *life.faults]:
        life.damage(what) if what else None
        life.sign()
        free[what], safe[what] = life.is_free(), not list(unsafe(life))
        life.mend(what) if what else None

    assert free == safe
