"""A plan that waits for an answer, as its page is asked for."""

import pytest
from django.urls import reverse

from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.signing.rules import digest


@pytest.fixture
def at():
    return lambda name, plan: reverse(f"signoff:{name}", args=[plan.pk])


@pytest.fixture
def seen(sent_plan, NOW):
    return digest(content(sent_plan, on=facts.day_of(sent_plan, NOW)))
