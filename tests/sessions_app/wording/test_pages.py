"""A clinic words an approach anew: from the list to a published version."""

import pytest
from django.urls import reverse
from django.utils.html import escape

from protocols import actions as protocols
from protocols.models import ProtocolVersion
from sessions_app.people.rules import Role
from sessions_app.wording import actions
from tests.factories.people import colleague
from tests.factories.planning import chosen
from tests.sessions_app.pages import beside, buttons, forms, value, words
from tests.sessions_app.trail import newest, row

pytestmark = pytest.mark.usefixtures("frozen", "protocols")
INDEX = "/wording/"


@pytest.fixture
def half():
    return ProtocolVersion.objects.get(approach="dual_psycholytic")


@pytest.fixture
def draft(half, clinic, thea, NOW):
    return actions.start(version=half, clinic=clinic, by=thea, at=NOW)


@pytest.fixture
def at(draft):
    return lambda name, *more: reverse(f"wording:{name}", args=[draft.pk, *more])


@pytest.fixture
def writing(client, thea):
    client.force_login(thea)
    return client


@pytest.fixture
def publishing(client, paul):
    client.force_login(paul)
    return client


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


def test_only_who_may_publish_is_offered_to_retire(client, thea, paul, clinic, draft, NOW):
    actions.publish(version=draft, clinic=clinic, by=paul, at=NOW)
    offered = []
    for who in (thea, paul):
        client.force_login(who)
        offered.append("Retire our wording" in words(client.get(INDEX)))

    assert offered == [False, True]


def test_the_list_shows_each_approach_with_the_version_in_use(writing, draft):
    said = words(writing.get(INDEX))

    assert "Dual psycholytic dosing Built in In use: Dual psycholytic dosing, version 1" in said
    assert "Being written by Thea Lindqvist: draft of Elm House version 1" in said
    assert "Put it into our words: Solo dosing" in said
    assert "Put it into our words: Dual psycholytic dosing" not in said


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_questions_however_much_was_worded(
    rows, writing, clinic, thea, paul, NOW, django_assert_num_queries
):
    for version in list(ProtocolVersion.objects.all())[:rows]:
        begun = actions.start(version=version, clinic=clinic, by=thea, at=NOW)
        actions.publish(version=begun, clinic=clinic, by=paul, at=NOW)

    with django_assert_num_queries(4):  # session, account with its roles, roles again, versions
        writing.get(INDEX)


def test_beginning_makes_a_copy_and_leads_to_it(writing, half, clinic, thea, NOW):
    response = writing.post(reverse("wording:start", args=[half.pk]))

    begun = ProtocolVersion.objects.get(owner=clinic.pk)
    assert response.url == reverse("wording:draft", args=[begun.pk])
    assert newest() == [
        row(
            "wording begun",
            clinic,
            thea,
            NOW,
            version=begun.pk,
            approach="dual_psycholytic",
            edition=1,
        )
    ]


def test_beginning_what_is_begun_leads_to_the_draft_and_says_who_began_it(writing, half, draft):
    response = writing.post(reverse("wording:start", args=[half.pk]), follow=True)

    assert response.redirect_chain == [(reverse("wording:draft", args=[draft.pk]), 302)]
    assert "Thea Lindqvist has already begun a wording of this approach." in words(response)


def test_the_draft_lists_its_sections_and_that_nothing_is_missing(writing, at):
    said = words(writing.get(at("draft")))

    assert "Preparation questions 12 rows" in said
    assert "The day: Infusion" in said
    assert "Nothing is missing." in said
    assert "A prescriber or a supervisor of the clinic publishes it." in said


def test_what_is_missing_is_named_with_the_section_where_it_is_mended(publishing, draft, at):
    draft.prompts.all().delete()

    said = words(publishing.get(at("draft")))

    assert "What still stands in the way There are no prompts." in said
    assert "Publish…" not in said


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


def test_publishing_asks_once_and_then_new_plans_are_made_from_it(publishing, draft, clinic, at):
    asked = publishing.get(at("publish"))
    response = publishing.post(at("publish"), follow=True)

    assert buttons(asked) == ["Publish it"]
    assert response.redirect_chain == [(INDEX, 302)]
    assert "Published. New plans are made from it" in words(response)
    assert "Own wording In use: Dual psycholytic dosing, Elm House version 1" in words(response)
    current = ProtocolVersion.objects.current(clinic.pk).get(approach="dual_psycholytic")
    assert current.pk == draft.pk


def test_of_two_that_publish_the_second_is_told(publishing, draft, at):
    publishing.post(at("publish"))

    response = publishing.post(at("publish"), follow=True)

    assert "Paul Adeyemi published this wording meanwhile" in words(response)


def test_a_wording_that_lacks_a_part_is_not_published(publishing, draft, at):
    draft.prompts.all().delete()

    response = publishing.post(at("publish"), follow=True)

    assert "cannot be published yet. There are no prompts." in words(response)
    assert ProtocolVersion.objects.get(pk=draft.pk).is_draft


def test_a_retired_wording_gives_way_to_the_built_in(publishing, draft, half, clinic, at):
    publishing.post(at("publish"))

    response = publishing.post(at("retire"), follow=True)

    assert "Retired. New plans are made from the built-in version again." in words(response)
    assert "Used before: Dual psycholytic dosing Elm House version 1" in words(response)
    assert ProtocolVersion.objects.current(clinic.pk).get(approach=half.approach) == half


def test_a_draft_is_not_retired_because_it_was_never_in_use(publishing, draft, at):
    response = publishing.post(at("retire"), follow=True)

    draft.refresh_from_db()
    assert "This wording is a draft, so it is not in use." in words(response)
    assert (draft.published_at, draft.retired_at) == (None, None)


def test_a_discarded_draft_is_gone(writing, draft, at):
    response = writing.post(at("discard"), follow=True)

    assert "Discarded. Nothing of it is kept." in words(response)
    assert not ProtocolVersion.objects.filter(pk=draft.pk).exists()


def test_a_draft_without_phases_says_why_it_has_no_paper_yet(writing, draft, at):
    draft.phases.all().delete()

    response = writing.get(at("paper"), follow=True)

    assert "A sheet tells the phases of the session, and this wording has none yet." in words(
        response
    )
    assert response.redirect_chain == [(at("draft"), 302)]


def test_a_draft_is_looked_at_as_a_page_and_as_a_paper(writing, draft, at):
    page = writing.get(reverse("protocols:detail", args=[draft.pk]))
    paper = writing.get(at("paper"))

    assert "This is a draft." in words(page)
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")


PAGES = ["draft", "paper", "publish", "retire", "discard"]


def test_another_clinic_finds_nothing_and_other_roles_are_told_who_can(
    client, clinic, draft, stranger, ada, at
):
    supervisor_elsewhere = colleague(stranger.clinic, Role.SUPERVISOR)
    addresses = [*(at(name) for name in PAGES), at("section", "questions")]
    answers = {}
    for who in (supervisor_elsewhere, ada):
        client.force_login(who)
        answers[who] = {client.get(address).status_code for address in addresses}

    assert answers == {supervisor_elsewhere: {404}, ada: {403}}
    assert client.get(INDEX).status_code == 403


def test_a_therapist_words_and_does_not_publish_a_prescriber_publishes_and_does_not_word(
    client, thea, paul, draft, half, at
):
    client.force_login(thea)
    wording = [client.post(at(name)).status_code for name in ("publish", "retire")]
    client.force_login(paul)
    publishing = [
        client.post(at("discard")).status_code,
        client.get(at("section", "questions")).status_code,
        client.post(reverse("wording:start", args=[half.pk])).status_code,
    ]

    assert (wording, publishing) == ([403, 403], [403, 403, 403])
    assert ProtocolVersion.objects.get(pk=draft.pk).is_draft


def test_a_section_that_does_not_exist_is_not_found(writing, at):
    assert writing.get(at("section", "doses")).status_code == 404


def test_the_built_in_versions_are_nobodys_to_word(writing, half):
    for name in PAGES:
        assert writing.get(reverse(f"wording:{name}", args=[half.pk])).status_code == 404


def test_a_plan_is_made_from_the_wording_and_keeps_it(publishing, plan, thea, draft, at, NOW):
    publishing.post(at("publish"))
    made = chosen(plan, by=thea, at=NOW)

    protocols.retire_wording(version=draft, by="Paul", at=NOW)
    made.refresh_from_db()

    assert made.version_id == draft.pk
    assert forms(publishing.get(INDEX)) == [reverse("wording:search")]
