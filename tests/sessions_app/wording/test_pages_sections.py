"""The sections of a wording as they are written: rows, texts, what cannot be, two at once."""

import pytest
from django.utils.html import escape

from protocols.models import ProtocolVersion
from sessions_app.wording import actions
from tests.sessions_app.pages import beside, value, words

from .test_pages import INDEX

pytestmark = pytest.mark.usefixtures("frozen", "protocols")


def typed(response):
    """Everything the rows of the section hold, as a browser would send it back."""
    rows = response.context["rows"]
    sent = {"seen": response.context["seen"]}
    for form in [rows.management_form, *rows]:
        for field in form:
            held = field.value()
            if held is True:
                sent[field.html_name] = "on"
            elif held is not None and held is not False:
                sent[field.html_name] = held
    return sent


def question(draft, place=0):
    return ProtocolVersion.objects.get(pk=draft.pk).content()["questions"][place]


@pytest.mark.parametrize("code", ["words", "steps", "questions", "topics", "starters", "packing",
                                  "room", "sublingual", "im", "iv", "nasal", "prompts",
                                  "meetings"])  # fmt: skip
def test_a_section_kept_as_it_is_changes_nothing(code, writing, draft, at):
    before, page = draft.content(), writing.get(at("section", code))
    sent = (
        typed(page)
        if "rows" in page.context
        else {field.html_name: field.value() for field in page.context["form"]}
    )

    response = writing.post(at("section", code), sent)

    assert response.status_code == 302, words(response)
    assert ProtocolVersion.objects.get(pk=draft.pk).content() == before


def test_a_question_is_changed_added_removed_and_moved(writing, draft, at):
    url = at("section", "questions")
    sent = typed(writing.get(url)) | {
        "row-0-text": "What helps you to settle?",
        "row-0-ORDER": "30",
        "row-1-DELETE": "on",
        "row-12-text": "What would you like to be asked?",
        "row-12-audience": "both",
        "row-12-ORDER": "1",
    }

    response = writing.post(url, sent, follow=True)

    kept = ProtocolVersion.objects.get(pk=draft.pk).content()["questions"]
    assert "Preparation questions: kept in the draft." in words(response)
    assert [each["key"] for each in kept] == [
        "A3-Q13",
        *(f"A3-Q{n:02}" for n in range(3, 13)),
        "A3-Q01",
    ]
    assert (kept[0]["text"], kept[0]["audience"]) == ("What would you like to be asked?", "both")
    assert kept[-1]["text"] == "What helps you to settle?"


WRONG = {
    "": "Write a few words here.",
    "Does <b>this</b> help?": "Write plain words: HTML is not kept, so “<” may not begin a tag.",
    "Would 50 mg be enough?": "A template names no amount. The prescriber alone sets a dose.",
    "What\u202e helps?": "There is a sign in it that cannot be seen. Type the words again.",
    "y" * 1_000_000: "Use at most 1000 signs; these are 1000000.",
}


@pytest.mark.parametrize(("text", "told"), WRONG.items(), ids=["empty", "html", "amount", "unseen",
                                                              "megabyte"])  # fmt: skip
def test_what_cannot_be_a_question_is_said_at_its_field_and_nothing_is_lost(
    text, told, writing, draft, at
):
    url = at("section", "questions")
    before = question(draft)

    response = writing.post(
        url, typed(writing.get(url)) | {"row-0-text": text, "row-1-text": "Kept?"}
    )

    assert response.status_code == 422
    assert told in beside(response, "row-0-text")
    assert f'<a href="#id_row-0-text">Row 1, Words: {escape(told)}</a>' in response.text
    assert response.context["rows"][0]["text"].value() == text
    assert value(response, "row-1-text") == "Kept?"
    assert question(draft) == before


def test_a_private_question_is_for_one(writing, at):
    url = at("section", "questions")

    response = writing.post(
        url,
        typed(writing.get(url)) | {"row-0-audience": "both", "row-0-private": "on"},
    )

    assert response.status_code == 422
    assert "A question to both together cannot be private." in beside(response, "row-0-private")


def test_minutes_that_do_not_add_up_are_said_at_the_phase(writing, draft, at):
    url = at("section", "sublingual")
    sent = typed(writing.get(url))
    place = next(n for n in range(20) if sent[f"row-{n}-title"] == "Rest")

    response = writing.post(url, sent | {f"row-{place}-starts": "85"})

    assert response.status_code == 422
    assert "“Rest” does not begin where “Slow talk” ends." in beside(
        response, f"row-{place}-starts"
    )
    assert value(response, f"row-{place}-starts") == "85"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        ({"row-1-leads": "soon"}, "leads", "“soon” is not a lead time."),
        ({"row-1-minutes": "90"}, "minutes_max", "The longest is not under the shortest."),
        ({"row-1-minutes": "0"}, "minutes", "Type a number from 1 to 480."),
        ({"row-1-minutes": "long"}, "minutes", "Type a whole number of minutes."),
    ],
    ids=str,
)
def test_a_meeting_that_does_not_add_up_is_said_at_its_field(change, field, told, writing, at):
    url = at("section", "meetings")

    response = writing.post(url, typed(writing.get(url)) | change)

    assert response.status_code == 422
    assert told in beside(response, f"row-1-{field}")


def test_lead_times_are_written_in_words(writing, draft, at):
    url = at("section", "meetings")
    page = writing.get(url)

    writing.post(url, typed(page) | {"row-2-leads": "1 day, 5 days"})

    assert value(page, "row-2-leads") == "3 days, 1 day"
    assert draft.meetings.get(kind="one_week").leads == [7200, 1440]


def test_the_last_row_of_a_list_cannot_be_removed(writing, draft, at):
    url = at("section", "prompts")
    sent = typed(writing.get(url)) | {f"row-{n}-DELETE": "on" for n in range(6)}

    response = writing.post(url, sent)

    assert response.status_code == 422
    assert "There are no prompts." in words(response)
    assert draft.prompts.count() == 6


def test_a_follow_up_stands_on_its_own_line(writing, draft, at):
    url = at("section", "topics")
    lines = "What grows there?\n\n  Who waters it? "

    writing.post(url, typed(writing.get(url)) | {"row-0-follow_ups": lines})
    long = writing.post(url, typed(writing.get(url)) | {"row-0-follow_ups": "z" * 401})

    assert draft.topics.first().follow_ups == ["What grows there?", "Who waters it?"]
    assert "A line is longer than 400 signs" in beside(long, "row-0-follow_ups")


def test_texts_are_worded_but_never_the_fraction(writing, draft, at):
    page = writing.get(at("section", "words"))
    sent = {field.html_name: field.value() for field in page.context["form"]}
    forged = {"dose_fraction": "All of it.", "fraction": "1/1", "who_doses": "Nobody."}

    writing.post(at("section", "words"), sent | forged | {"talk": "Slow."})
    empty = writing.post(at("section", "words"), sent | {"talk": " "})

    kept = ProtocolVersion.objects.get(pk=draft.pk)
    assert kept.talk == "Slow."
    assert (kept.fraction, kept.dose_fraction, kept.who_doses) == (
        "1/2",
        draft.dose_fraction,
        draft.who_doses,
    )
    assert (empty.status_code, "Write a few words here." in beside(empty, "talk")) == (422, True)


BENT = {
    "two rows that say they were one": {"row-0-was": "row-1-was"},
    "a meeting more": {"row-TOTAL_FORMS": "7", "row-6-minutes": "30", "row-6-minutes_max": "40",
                       "row-6-text": "One more."},
}  # fmt: skip


@pytest.mark.parametrize(
    ("code", "bent"),
    [("questions", "two rows that say they were one"), ("steps", "two rows that say they were one"),
     ("meetings", "two rows that say they were one"), ("meetings", "a meeting more")],
)  # fmt: skip
def test_a_row_that_is_none_of_the_section_is_refused(code, bent, writing, draft, at):
    before, sent = draft.content(), typed(writing.get(at("section", code)))
    change = {name: sent.get(value, value) for name, value in BENT[bent].items()}

    response = writing.post(at("section", code), sent | change)

    assert response.status_code == 422
    assert "A row of this page is not one of this section" in words(response)
    assert ProtocolVersion.objects.get(pk=draft.pk).content() == before


def test_a_meeting_is_known_by_its_place_whatever_a_form_says_it_was(writing, draft, at):
    before, sent = draft.content(), typed(writing.get(at("section", "meetings")))

    response = writing.post(at("section", "meetings"), sent | {"row-0-was": "f" * 64})

    assert response.status_code == 302
    assert ProtocolVersion.objects.get(pk=draft.pk).content() == before


@pytest.mark.parametrize("code", ["questions", "words"])
def test_of_two_that_write_the_same_section_the_second_is_told_and_loses_nothing(
    code, writing, draft, at
):
    url, field = at("section", code), "row-0-text" if code == "questions" else "talk"
    page = writing.get(url)
    sent = (
        typed(page)
        if code == "questions"
        else {each.html_name: each.value() for each in page.context["form"]}
    )
    writing.post(url, sent | {field: "The first of the two."})

    refused = writing.post(url, sent | {field: "The second."})
    again = writing.post(url, sent | {field: "The second.", "seen": value(refused, "seen")})

    assert refused.status_code == 422
    assert "Somebody else changed this section while you were writing." in words(refused)
    assert value(refused, field) == "The second."
    assert again.status_code == 302


def test_of_two_that_write_the_meetings_the_second_is_told_and_loses_nothing(writing, at):
    url = at("section", "meetings")
    sent = typed(writing.get(url))
    writing.post(url, sent | {"row-0-text": "The first of the two."})

    refused = writing.post(url, sent | {"row-0-text": "The second."})

    assert refused.status_code == 422
    assert "Somebody else changed this section while you were writing." in words(refused)
    assert value(refused, "row-0-text") == "The second."


def test_words_for_a_version_published_meanwhile_are_told_who_published_it(
    writing, draft, clinic, paul, at, NOW
):
    url = at("section", "questions")
    sent = typed(writing.get(url))
    actions.publish(version=draft, clinic=clinic, by=paul, at=NOW)

    response = writing.post(url, sent | {"row-0-text": "Too late."})

    assert response.status_code == 422
    assert "Paul Adeyemi published this wording meanwhile" in words(response)
    assert value(response, "row-0-text") == "Too late."
    assert writing.get(url).url == INDEX
