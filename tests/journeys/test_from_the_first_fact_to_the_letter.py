"""The main road, walked in a real browser on real parts: Thea plans, Paul signs, Celery works."""

from datetime import datetime, time, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from sessions_app.planning.models import Meeting
from sessions_app.reminders.models import Letter
from tests.factories.people import PASSWORD

from .conftest import ZONE, local_day

SECRET_OF_WREN = "I want to let you see how tired I have been."
SECRET_OF_ARI = "I speak from the part of me that is afraid to be too much."
JOINT = "Between us we would like to feel more at ease with silence."
SESSION_IN = 5


def tell_the_facts(thea):
    thea.tick("Deeper expression, softer defences")
    thea.answer(
        {
            "Separate inward time": "At ease",
            "Conflict reactivity": "Low",
            "Sober companion wished for": "No wish",
            "Stuck in a pattern they want to be softer about": "No",
            "Where": "Office",
            "A third sober adult will be there": "Yes",
            "Wren can stay sober that day": "Yes",
            "Ari can stay sober that day": "Yes",
        }
    )
    thea.press("Save the facts")


def choose(thea, approach):
    thea.page.get_by_role("article", name=approach).get_by_role("button").click()


def verdicts(thea):
    cards = thea.page.get_by_role("article")
    return {
        card.get_by_role("heading").inner_text(): card.locator(".tag").inner_text()
        for card in cards.all()
    }


def set_roles(thea):
    thea.tick_in("Wren says yes to", "Holding hands", "A hug")
    thea.tick_in("Ari says yes to", "Holding hands", "Steadying to walk")
    thea.write(
        {
            "Stop word": "Anchor",
            "Hand sign": "A raised open hand",
            "Stand-by companion": "Kim Ostrander",
            "Their phone": "303-555-0177",
            "Ride home": "Kim drives",
        }
    )
    thea.press("Save roles")


def write_intentions(thea):
    thea.write(
        {
            "What they want together": JOINT,
            "Wren’s own intention": SECRET_OF_WREN,
            "Ari’s own intention": SECRET_OF_ARI,
        }
    )
    thea.tick("Wren agrees to these words", "Ari agrees to these words")
    thea.press("Save intentions")


def prepare(thea):
    thea.tick(
        "When do I feel closest to you",
        "What do I need to hear in order to stay open",
    )
    for group in ("Wren has said", "Ari has said", "Confirmed"):
        for box in thea.page.get_by_role("group", name=group).get_by_role("checkbox").all():
            box.check()
    thea.press("Save preparation")


def book(thea):
    thea.write(
        {
            "Day": local_day(SESSION_IN).isoformat(),
            "Dose at T0 (Denver)": "09:30",
            "Room": "Room 2",
        }
    )
    thea.press("Save the session")
    thea.press("Book these meetings")


def plan_the_session(thea):
    thea.go("Couples")
    thea.go("Wren and Ari")
    thea.press("New plan")
    tell_the_facts(thea)
    thea.sees("Facts saved. The verdicts follow them.")
    shown = verdicts(thea)
    choose(thea, "Dual psycholytic dosing")
    set_roles(thea)
    write_intentions(thea)
    prepare(thea)
    book(thea)
    return shown


def sign(paul):
    paul.go("Sign-off")
    paul.go("Wren and Ari")
    paul.sees("Takes about half", JOINT, "Anchor")
    paul.write({"Your password, to sign": PASSWORD})
    paul.press("Sign this plan")


def words_of(answer):
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages).split()
    )


def open_papers(thea):
    thea.go("Go to the papers")
    thea.press("Prepare the papers")
    expect(thea.page.get_by_role("link", name="Open to print")).to_have_count(3, timeout=60_000)
    return {
        name: words_of(thea.fetch(f"Open to print {title}"))
        for name, title in {
            "plan": "Session plan",
            "wren": "Preparation sheet for Wren",
            "ari": "Preparation sheet for Ari",
        }.items()
    }


@pytest.mark.usefixtures("celery_worker_process")
def test_a_plan_is_made_signed_voided_signed_again_and_printed(couple, person):
    thea, paul = person("thea@elm.example"), person("paul@elm.example")

    shown = plan_the_session(thea)
    thea.press("Send to the prescriber")
    sign(paul)
    paul.sees("Signed. The papers can be prepared now.")

    assert shown == {
        "Solo dosing": "Caution",
        "Dual psychedelic dosing": "Caution",
        "Dual psycholytic dosing": "Suitable",
        "Extended discussion": "Caution",
    }

    thea.go("Roles and dose")
    thea.write({"Hand sign": "Two raised hands"})
    thea.press("Save roles")
    thea.sees("it is a draft again, revision 2")
    thea.go("Review")
    thea.press("Send to the prescriber")
    sign(paul)

    thea.go("After")
    papers = open_papers(thea)

    assert [SECRET_OF_WREN in papers[name] for name in ("plan", "wren", "ari")] == [1, 1, 0]
    assert [SECRET_OF_ARI in papers[name] for name in ("plan", "wren", "ari")] == [1, 0, 1]
    assert all(JOINT in text and "Two raised hands" in text for text in papers.values())
    assert ["100" in papers[name] and "mg" in papers[name] for name in ("plan", "wren", "ari")] == [
        True,
        False,
        False,
    ]


def test_each_partner_is_told_of_the_next_day_and_nobody_of_a_cancelled_meeting(
    couple, person, days_later, smtp_sink
):
    thea, paul = person("thea@elm.example"), person("paul@elm.example")
    plan_the_session(thea)
    thea.press("Send to the prescriber")
    sign(paul)
    morning = datetime.combine(local_day(SESSION_IN + 1), time(7, 5), ZoneInfo(ZONE))

    days_later(morning - timezone.now())
    wait_for(thea, lambda: Letter.objects.filter(sent_at__isnull=False).count() == 2)

    assert smtp_sink.addresses == ["ari@mail.example", "wren@mail.example"]
    told = {letter.message.get_body(("plain",)).get_content() for letter in smtp_sink.letters}
    meeting = Meeting.objects.get(kind="next_day")
    local = meeting.starts_at.astimezone(ZoneInfo(ZONE))
    (text,) = told
    assert f"{local:%a} {local.day} {local:%B} {local.year} at 10:00 (Denver)" in text
    assert not any(name in text for name in ("Wren", "Ari", "ketamine", "couple", "dose"))


def wait_for(person, happened, patience=timedelta(seconds=60)):
    """Look at the records every moment until it happened; what a person would do by hand."""
    until = timezone.now() + patience
    while not happened():
        assert timezone.now() < until
        person.page.wait_for_timeout(200)
