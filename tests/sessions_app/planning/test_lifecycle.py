"""A plan lives through everything that can happen to it, in any order: no session is ever released
that is not safe. Here by the app's own deeds; `lives.py` walks a hundred thousand steps of the same
question in memory."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.factories.protocols import built_in
from tests.sessions_app.planning.machine import RELEASED
from tests.sessions_app.planning.undone import Undone

# (examples, steps of each); a longer form with KAP_LIVES=50.
LENGTH = (int(os.environ.get("KAP_LIVES", 5)), 20)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("approvals_by_hand")]


def test_no_unsafe_session_is_ever_released(db):
    built_in()
    examples, steps = LENGTH

    run_state_machine_as_test(
        Undone,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert RELEASED
