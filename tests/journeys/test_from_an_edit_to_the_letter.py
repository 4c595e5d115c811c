"""After the signature, on real parts: an edit voids it, Celery prints, the letters leave."""

from datetime import datetime, time, timedelta
from io import BytesIO
from threading import Event
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from sessions_app.planning.models import Meeting
from sessions_app.reminders.models import Letter

from .days import ZONE, local_day
from .kept import who_reads
from .road import SESSION_IN, sign

# As `tests/factories/planning.py` writes them.
JOINT = "We would like to be at ease with silence."
OWN_OF_A, OWN_OF_B = "Own words of A.", "Own words of B."


def words_of(answer):
    assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
    return " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.body())).pages).split()
    )


def open_papers(thea):
    thea.press("Prepare the papers")
    expect(thea.page.get_by_role("link", name="Open to print")).to_have_count(5, timeout=60_000)
    return {
        name: words_of(thea.fetch(f"Open to print {title}"))
        for name, title in {
            "clinicians": "Session plan",
            "Wren": "Preparation sheet for Wren",
            "Ari": "Preparation sheet for Ari",
            "responders": "Card for emergency responders, Ari",
        }.items()
    }


@pytest.mark.usefixtures("celery_worker_process")
def test_an_edit_asks_for_a_new_signature_and_the_papers_are_printed(signed_plan, person):
    thea, paul = person("thea@elm.example"), person("paul@elm.example")
    thea.open(f"/plans/{signed_plan.pk}/roles/")
    thea.arrives("Who does what on the day?")

    thea.write({"Hand sign": "Two raised hands"})
    thea.press("Save roles")
    thea.arrives(
        "What do Wren and Ari want from it?", "it is a draft again, revision 2. Send it when"
    )
    thea.go_to_station("Review")
    thea.press("Send to the prescriber")
    thea.arrives("The plan as the prescriber sees it", "Sent to the prescriber.")
    sign(paul, JOINT, "Two raised hands")
    thea.go_to_station("After")
    thea.arrives("After sign-off", "Ready", "No longer stands:")
    thea.go("Go to the papers")
    papers = open_papers(thea)

    shared = (JOINT, "Two raised hands")
    assert who_reads(papers, *shared, OWN_OF_A, OWN_OF_B, "100 mg") == {
        "clinicians": [True, True, True, True, True],
        "Wren": [True, True, True, False, False],
        "Ari": [True, True, False, True, False],
        "responders": [False, False, False, False, True],
    }


@pytest.mark.usefixtures("signed_plan")
def test_each_partner_is_told_of_the_next_day(days_later, smtp_sink):
    morning = datetime.combine(local_day(SESSION_IN + 1), time(7, 5), ZoneInfo(ZONE))

    days_later(morning - timezone.now())
    wait_for(lambda: Letter.objects.filter(sent_at__isnull=False).count() == 2)

    assert smtp_sink.addresses == ["ari@mail.example", "wren@mail.example"]
    told = {letter.message.get_body(("plain",)).get_content() for letter in smtp_sink.letters}
    meeting = Meeting.objects.get(kind="next_day")
    local = meeting.starts_at.astimezone(ZoneInfo(ZONE))
    (text,) = told
    assert f"{local:%a} {local.day} {local:%B} {local.year} at 10:00 (Denver)" in text
    assert not any(name in text for name in ("Wren", "Ari", "ketamine", "couple", "dose"))


def wait_for(happened, patience=timedelta(seconds=60)):
    """Look at the records every moment until it happened; what a person would do by hand."""
    until = timezone.now() + patience
    while not happened():
        assert timezone.now() < until
        Event().wait(0.2)
