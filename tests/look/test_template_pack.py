import re
from collections import Counter

import pytest
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Submit
from crispy_forms.utils import render_crispy_form
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.look.reading import elements, ids, squeezed
from tests.look.sample_forms import EveryField, LaidOut, Meetings

TYPED = {
    "words": 'We want <more> ease & "quiet".\nBoth of us.',
    "phone": "303-555-0142",
    "email": "not an address",
    "milligrams": "200",
    "on": "2027-03-16",
    "at": "14:30",
    "moment_0": "2027-03-17",
    "moment_1": "13:00",
    "place": "home",
    "companion": "k",
    "pace": "slow",
    "topics": ["ask", "meet"],
    "sober": "on",
    "revision": "7",
}


def drawn(form):
    return render_crispy_form(form, context={"csrf_token": "a-token"})


EVERY_KIND = {
    "as it opens": lambda: EveryField(),
    "with mistakes": lambda: EveryField({}),
    "laid out": lambda: LaidOut(),
    "laid out, with mistakes": lambda: LaidOut({}),
    "several at once": lambda: Meetings(),
    "several at once, with mistakes": lambda: Meetings(
        {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-on": "Tuesday"}
    ),
}


@pytest.fixture(params=EVERY_KIND.values(), ids=EVERY_KIND)
def html(request):
    return drawn(request.param())


def test_no_id_is_given_twice(html):
    assert [name for name, times in Counter(ids(html)).items() if times > 1] == []


def test_every_input_has_a_label_of_its_own(html):
    inputs = [
        one
        for one in elements(html)
        if one.tag in ("input", "select", "textarea") and one["type"] != "hidden"
    ]
    labels = Counter(one["for"] for one in elements(html, "label"))

    unlabelled = [one for one in inputs if labels[one["id"]] != 1 and not one["aria-label"]]

    assert inputs
    assert unlabelled == []


def test_every_described_by_leads_to_words(html):
    there = ids(html)

    described = [one["aria-describedby"] for one in elements(html) if one["aria-describedby"]]

    assert [name for names in described for name in names.split() if name not in there] == []


def test_the_error_summary_leads_to_what_can_be_filled_in(html):
    by_id = {one["id"]: one for one in elements(html) if one["id"]}

    targets = [one["href"] for one in elements(html, "a")]

    assert {by_id[target.removeprefix("#")].tag for target in targets} <= {
        "input",
        "select",
        "textarea",
    }


def test_a_form_is_whole_and_carries_its_token(html):
    form, *others = elements(html, "form")
    tokens = [one for one in elements(html) if one["name"] == "csrfmiddlewaretoken"]

    assert others == []
    assert (form["method"], "novalidate" in form.attrs) == ("post", True)
    assert [one["value"] for one in tokens] == ["a-token"]


def test_nothing_is_styled_or_scripted_in_place(html):
    everything = elements(html)

    in_place = [name for one in everything for name in one.attrs if re.match(r"style$|on", name)]

    assert in_place == []
    assert [one.tag for one in everything if one.tag in ("style", "script")] == []


def test_a_form_that_is_fine_has_no_summary():
    assert 'class="error-summary"' not in drawn(EveryField())


def test_the_summary_names_each_field_and_its_mistake():
    summary = next(
        one for one in elements(drawn(EveryField({}))) if one["class"] == "error-summary"
    )

    assert (summary["role"], summary["tabindex"]) == ("alert", "-1")
    assert squeezed(summary.text).startswith(
        "Please look at this again What the two of you want together: Please fill this in."
    )


def test_a_mistake_stands_beside_its_field_and_is_read_with_it():
    html = drawn(EveryField(TYPED))
    email = next(one for one in elements(html) if one["id"] == "id_email")
    beside = next(one for one in elements(html) if one["id"] == "id_email_error")

    assert (email["aria-invalid"], email["aria-describedby"]) == ("true", "id_email_error")
    assert squeezed(beside.text) == (
        "Please check: Please write an e-mail address, like name@mail.example."
    )


def test_a_mistake_of_the_whole_form_stands_in_the_summary():
    form = EveryField(TYPED)
    form.add_error(None, "The room is taken at that hour.")

    summary = next(one for one in elements(drawn(form)) if one["class"] == "error-summary")

    assert "The room is taken at that hour." in summary.text


def test_a_hidden_mistake_is_told_without_a_link_to_nowhere():
    html = drawn(EveryField(TYPED | {"email": "a@b.example", "revision": "x"}))

    summary = next(one for one in elements(html) if one["class"] == "error-summary")

    assert squeezed(summary.text) == (
        "Please look at this again Please write a whole number in digits, like 12."
    )
    assert elements(html, "a") == []


def test_nothing_typed_is_lost_on_a_mistake():
    everything = elements(drawn(EveryField(TYPED, {"paper": SimpleUploadedFile("a.txt", b"x")})))
    words = next(one for one in everything if one.tag == "textarea")
    kept = {
        one["name"]: one["value"] for one in everything if one["type"] not in ("radio", "checkbox")
    }
    pressed = [one["id"] for one in everything if "checked" in one.attrs]
    chosen = [one["value"] for one in everything if "selected" in one.attrs]

    assert words.text.strip() == TYPED["words"]
    assert {name: value for name, value in kept.items() if name in TYPED} == {
        name: value
        for name, value in TYPED.items()
        if name not in ("words", "place", "pace", "topics", "sober", "companion")
    } | {"words": None, "companion": None}
    assert pressed == ["id_place_1", "id_pace_0", "id_topics_0_1", "id_topics_1_1", "id_sober"]
    assert chosen == ["k"]


def test_optional_is_said_and_required_is_not():
    labels = {
        one["for"] or "": squeezed(one.text)
        for one in elements(drawn(EveryField()))
        if one["class"] == "label"
    }

    assert labels["id_phone"] == "Phone (optional)"
    assert labels["id_email"] == "E-mail"


def test_several_answers_stand_in_one_group_with_its_question_and_hint():
    everything = elements(drawn(EveryField()))
    office = next(one for one in everything if one["id"] == "id_place_0")
    group = next(one for one in office.above if one.tag == "fieldset")
    legend = next(one for one in everything if one.tag == "legend" and group in one.above)

    assert squeezed(legend.text) == "Where"
    assert group["aria-describedby"] == "id_place_helptext"
    assert [one["class"] for one in office.above][-2] == "options choice"


def test_answers_in_groups_show_the_name_of_each_group():
    names = [one.text for one in elements(drawn(EveryField())) if one["class"] == "options-group"]

    assert names == ["Talking", "Nearness"]


def test_a_form_without_a_helper_gets_the_button_it_names():
    button, *others = elements(drawn(EveryField()), "button")

    assert others == []
    assert (button["type"], button["class"], button.text) == (
        "submit",
        "btn btn-primary",
        "Save and go on",
    )


def test_a_page_may_name_the_way_back():
    form = EveryField()
    form.helper = FormHelper(form)
    form.helper.add_input(Submit("", "Save"))
    form.helper.cancel_url = "/folders/?a=1&b=2"

    way_back = elements(drawn(form), "a")

    assert [(one["href"], one.text) for one in way_back] == [("/folders/?a=1&b=2", "Go back")]
