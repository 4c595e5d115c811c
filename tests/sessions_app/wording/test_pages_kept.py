"""What an approach is made of stays while a clinic words it: said at the field."""

import pytest
from django.urls import reverse

from protocols.models import ProtocolVersion
from sessions_app.wording import actions
from tests.sessions_app.pages import beside, value, words
from tests.sessions_app.wording.test_pages_sections import typed

pytestmark = pytest.mark.usefixtures("frozen", "protocols")


@pytest.fixture
def draft(clinic, thea, NOW):
    quarter = ProtocolVersion.objects.get(approach="extended_discussion")
    return actions.start(version=quarter, clinic=clinic, by=thea, at=NOW)


@pytest.fixture
def url(draft):
    return lambda code: reverse("wording:section", args=[draft.pk, code])


@pytest.fixture
def writing(client, thea):
    client.force_login(thea)
    return client


def place_of(draft, code, start):
    """Where the first row of a section stands whose words begin like this."""
    part = {"steps": "steps"}.get(code, "phases")
    rows = draft.content()[part]
    rows = [row for row in rows if row.get("route", code) == code]
    return next(n for n, row in enumerate(rows) if row["text"].startswith(start))


def test_a_step_of_the_approach_may_be_reworded_and_not_removed(writing, draft, url):
    place = place_of(draft, "steps", "Read the curiosity card")
    page = writing.get(url("steps"))
    sent = typed(page) | {f"row-{place}-text": "Stay curious.", f"row-{place}-DELETE": "on"}

    response = writing.post(url("steps"), sent)

    assert f'name="row-{place}-DELETE"' not in page.text
    assert 'name="row-0-DELETE"' in page.text
    assert "A step of the approach: it may be reworded, and it stays." in words(page)
    assert response.status_code == 302
    assert "Stay curious." in [row["text"] for row in draft.content()["steps"]]


def test_a_row_that_poses_as_new_does_not_take_a_step_away(writing, draft, url):
    place = place_of(draft, "steps", "Read the curiosity card")

    response = writing.post(url("steps"), typed(writing.get(url("steps"))) | {
        f"row-{place}-was": "", f"row-{place}-text": "Something else."
    })  # fmt: skip

    assert response.status_code == 422
    assert "Preparation steps: no row is about staying curious any more." in words(response)
    assert value(response, f"row-{place}-text") == "Something else."


def test_the_silent_reflection_keeps_its_minutes_in_the_words_of_its_step(writing, draft, url):
    place = place_of(draft, "steps", "Set the timer")
    longer = "Set the timer for silent reflection 20 min."

    response = writing.post(
        url("steps"), typed(writing.get(url("steps"))) | {f"row-{place}-text": longer}
    )

    assert response.status_code == 422
    assert "The silent reflection lasts 10 to 15 minutes." in beside(response, f"row-{place}-text")
    assert value(response, f"row-{place}-text") == longer


def test_the_silent_reflection_keeps_its_minutes_on_the_day(writing, draft, url):
    place = place_of(draft, "sublingual", "Take as directed")
    sent = typed(writing.get(url("sublingual")))
    sent |= {f"row-{place}-ends": "20", f"row-{place + 1}-starts": "20"}
    sent |= {f"row-{place + 1}-ends": "25", f"row-{place + 2}-starts": "25"}

    response = writing.post(url("sublingual"), sent)

    assert response.status_code == 422
    assert "The silent reflection lasts 10 to 15 minutes; here it is 20." in beside(
        response, f"row-{place}-ends"
    )


def test_the_first_step_goes_on_naming_the_silent_reflection(writing, url):
    page = writing.get(url("words"))
    sent = {field.html_name: field.value() for field in page.context["form"]}

    response = writing.post(url("words"), sent | {"first_step": "Sit down."})

    assert response.status_code == 422
    assert "Name the 10–15 min of silent reflection." in beside(response, "first_step")


def test_meetings_have_no_order_of_their_own_and_every_other_list_has(writing, url):
    ordered = {
        code: "data-order" in writing.get(url(code)).text
        for code in ("steps", "questions", "room", "im", "meetings")
    }

    assert ordered == dict.fromkeys(ordered, True) | {"meetings": False}
