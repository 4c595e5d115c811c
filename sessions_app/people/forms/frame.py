"""The frame all our forms share."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit


def frame(*layout, submit="Save", danger=False, **button):
    """A crispy helper with our submit button; `danger` for a deed that cannot be undone.

    The link beside it goes where the view's `cancel_url` says. `button` holds further
    attributes of the button. The browser offers nothing that was typed for somebody else before;
    a field about whoever types says itself what may be offered.
    """
    helper = FormHelper()
    helper.attrs = {"autocomplete": "off"}
    helper.layout = Layout(*layout)
    helper.add_input(Submit("", submit, css_class="btn-danger" if danger else "", **button))
    return helper


def chapter(legend, *fields):
    """One part of a long form, set apart from the next."""
    return Fieldset(legend, *fields, css_class="chapter")


def in_order(form):
    """The fields in the order of the form's layout, which the list of mistakes follows."""
    form.order_fields([each.name for each in form.helper.layout.get_field_names()])


def posted(request):
    """What a form was sent with; None before it was, so that a form sent empty still says so."""
    return request.POST if request.method == "POST" else None


def once_more(form, said, **hidden):
    """The form as it was typed, now knowing of the change that came between."""
    form.data = form.data.copy()
    for name, value in hidden.items():
        form.data[name] = str(value)
    form.full_clean()
    form.add_error(None, said)
    return form
