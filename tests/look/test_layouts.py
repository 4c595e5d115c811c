from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.template import engines

from tests.look.reading import elements, squeezed
from tests.look.sample_forms import EveryField, LaidOut, Meetings


def drawn(form):
    return render_crispy_form(form, context={"csrf_token": "a-token"})


def test_the_pieces_of_a_layout_are_drawn():
    everything = elements(drawn(LaidOut()))
    by_class = {one["class"]: one for one in everything if one["class"]}
    by_id = {one["id"]: one for one in everything if one["id"]}

    assert by_id["laid-out"].tag == "form"
    assert "Kept apart." in by_id["apart"].text
    assert by_class["unit"].text == "mg"
    assert by_class["options choice"]["id"] == "id_place"
    assert (by_id["id_end"]["class"], by_id["id_end"]["data-kind"]) == ("w-s", "end")
    assert [squeezed(one.text) for one in everything if one.tag == "legend"] == [
        "Partner",
        "Afterwards",
        "Where",
    ]
    assert [(one["type"], one["name"], one.text) for one in everything if one.tag == "button"] == [
        ("submit", "save", "Save"),
        ("button", "again", "Look again"),
        ("submit", "leave_out", "Leave out"),
    ]
    assert [one["value"] for one in everything if one["name"] == "step"] == ["2"]


def test_the_legend_of_a_group_is_written_with_the_words_of_the_page():
    html = render_crispy_form(LaidOut(), context={"letter": "B"})

    assert elements(html, "legend")[0].text == "Partner B"


def test_a_form_inside_a_form_of_the_page_brings_no_second_one():
    form = LaidOut()
    form.helper.form_tag = False
    form.helper.disable_csrf = True

    html = drawn(form)

    assert (elements(html, "form"), "csrfmiddlewaretoken" in html) == ([], False)


def test_a_form_that_only_looks_something_up_carries_no_token():
    form = LaidOut()
    form.helper.form_method = "get"

    html = drawn(form)

    assert elements(html, "form")[0]["method"] == "get"
    assert "csrfmiddlewaretoken" not in html


def test_a_table_of_forms_names_each_row():
    formset = Meetings()
    formset.helper = FormHelper()
    formset.helper.template = "kap/table_inline_formset.html"
    formset.helper.add_input(Submit("", "Save all"))

    html = drawn(formset)

    assert [squeezed(one.text) for one in elements(html, "label")] == [
        "Day, row 1",
        "What for, row 1",
        "Day, row 2",
        "What for, row 2",
    ]
    assert [one.text for one in elements(html, "button")] == ["Save all"]


def test_mistakes_of_several_forms_together_are_told_once():
    formset = Meetings({"form-TOTAL_FORMS": "x", "form-INITIAL_FORMS": "0"})

    summaries = [one for one in elements(drawn(formset)) if one["class"] == "error-summary"]

    assert len(summaries) == 1


def test_a_single_field_can_be_drawn_alone():
    template = engines["django"].from_string(
        "{% load crispy_forms_filters %}{{ form.phone|as_crispy_field }}{{ form|as_crispy_errors }}"
    )

    html = template.render({"form": EveryField()})

    assert [one["id"] for one in elements(html) if one.tag == "input"] == ["id_phone"]


def test_hostile_words_stay_words():
    class Choose(forms.Form):
        who = forms.ChoiceField(
            label="<b>Who</b>", choices=[("\"'>", "<script>x</script>")], widget=forms.RadioSelect
        )
        helper = FormHelper()
        helper.layout = Layout("who")

    html = drawn(Choose({"who": "<i>"}))

    assert [one.tag for one in elements(html) if one.tag in ("b", "i", "script")] == []
