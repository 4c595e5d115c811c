"""Whoever opened a record in an emergency is offered only what opens."""

import pytest

from sessions_app.people.rules import Role
from tests.factories.people import colleague
from tests.look.reading import elements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
WHY = "Robin called from a hospital and Thea does not answer."


def offered(answer):
    """Where the links of the page's own part lead."""
    if not answer.headers["Content-Type"].startswith("text/html"):
        return set()
    return {
        one["href"].split("#")[0]
        for one in elements(answer.text, "a")
        if (one["href"] or "").startswith("/") and any(above.tag == "main" for above in one.above)
    }


def walked(client, start):
    """Every page that links lead to from here, with how it answers."""
    answers, ahead = {}, {start}
    while ahead:
        path = ahead.pop()
        answer = client.get(path)
        answers[path] = answer.status_code
        ahead |= offered(answer) - set(answers)
    return answers


@pytest.mark.parametrize("role", [Role.THERAPIST, Role.PRESCRIBER, Role.SUPERVISOR])
def test_every_link_opens(role, client, clinic, signed_plan):
    client.force_login(colleague(clinic, role))
    client.post(f"/emergency/{signed_plan.couple_id}/", {"reason": WHY})

    answers = walked(client, f"/folders/{signed_plan.couple_id}/")

    assert len(answers) > 10
    assert {path: code for path, code in answers.items() if code not in (200, 302)} == {}
