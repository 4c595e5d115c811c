"""Forms with every kind of field, made only to be looked at and tested."""

from crispy_forms.bootstrap import AppendedText, FormActions, InlineRadios, StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import (
    HTML,
    Button,
    Column,
    Div,
    Field,
    Fieldset,
    Hidden,
    Layout,
    MultiField,
    Row,
    Submit,
)
from django import forms

PLACES = [("office", "Office"), ("home", "Home"), ("remote", "Remote")]
TOPICS = [
    ("Talking", [("hush", "The moment I close"), ("ask", "Asking for something small")]),
    ("Nearness", [("touch", "Touch and nearness"), ("meet", "Being met")]),
]


class EveryField(forms.Form):
    submit_label = "Save and go on"

    words = forms.CharField(
        label="What the two of you want together",
        help_text="One or two sentences. Both see this and both approve it.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(label="Phone", required=False, widget=forms.TextInput({"class": "w-m"}))
    email = forms.EmailField(label="E-mail", max_length=60)
    milligrams = forms.DecimalField(label="Approved dose", min_value=1)
    on = forms.DateField(
        label="Day", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    at = forms.TimeField(
        label="Time in Denver", widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    moment = forms.SplitDateTimeField(
        label="Next-day meeting",
        required=False,
        widget=forms.SplitDateTimeWidget(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": "Day of the next-day meeting"},
            time_attrs={"type": "time", "aria-label": "Time of the next-day meeting"},
        ),
    )
    place = forms.ChoiceField(
        label="Where",
        help_text="Home sessions need the prescriber's word.",
        choices=PLACES,
        widget=forms.RadioSelect(attrs={"class": "choice"}),
    )
    companion = forms.ChoiceField(label="Companion", choices=[("", "Choose"), ("k", "Kim")])
    pace = forms.ChoiceField(
        label="How fast to begin",
        choices=[("slow", "Slowly, with long pauses"), ("usual", "At their usual pace")],
        widget=forms.RadioSelect(attrs={"class": "boxed"}),
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "columns"}),
    )
    sober = forms.BooleanField(label="The companion stays sober", help_text="From the day before.")
    paper = forms.FileField(label="Scan of the consent", required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput)


class LaidOut(forms.Form):
    name = forms.CharField(label="Name to be called by")
    dose = forms.IntegerField(label="Approved dose")
    start = forms.CharField(label="From")
    end = forms.CharField(label="To")
    secret = forms.CharField(label="Only for Alex", widget=forms.Textarea)
    ride = forms.CharField(label="Ride home")
    place = forms.ChoiceField(label="Where", choices=PLACES, widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_id = "laid-out"
        self.helper.layout = Layout(
            Fieldset("Partner {{ letter }}", "name", AppendedText("dose", "mg")),
            Row(Column("start"), Column(Field("end", css_class="w-s", data_kind="end"))),
            Div(HTML("<p>Kept apart.</p>"), "secret", css_class="card well", css_id="apart"),
            MultiField("Afterwards", "ride"),
            InlineRadios("place"),
            Hidden("step", "2"),
            FormActions(
                Submit("save", "Save"),
                Button("again", "Look again"),
                StrictButton("Leave out", type="submit", name="leave_out", css_class="btn-quiet"),
            ),
        )


class Meeting(forms.Form):
    on = forms.CharField(label="Day")
    kind = forms.CharField(label="What for")
    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)


Meetings = forms.formset_factory(Meeting, extra=2)


class Door(forms.Form):
    submit_label = "Sign in"

    email = forms.EmailField(
        label="E-mail address", widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label="Password", widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
