from crispy_forms.layout import Layout
from django import forms

from protocols.models import ProtocolVersion
from protocols.rules import digest
from protocols.rules.carried import first_step_fault
from protocols.rules.sections import own_texts
from protocols.rules.templates import TEXTS, spoken

from ...people.forms import frame
from .fields import Plain


class Texts(forms.Form):
    """The texts of a version that a clinic may word."""

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, version, **kwargs):
        names = own_texts(TEXTS)
        texts = {name: getattr(version, name) for name in TEXTS if name in names}
        super().__init__(*args, initial=texts | {"seen": digest(texts)}, **kwargs)
        self.approach = version.approach
        for name in names:
            length = ProtocolVersion._meta.get_field(name).max_length
            self.fields[name] = Plain(
                label=spoken(name).capitalize(),
                max_length=length,
                rows=3 if length > 200 else 0,
            )
        self.helper = frame(Layout("seen", *names), submit="Keep these words")

    def clean_first_step(self):
        words = self.cleaned_data["first_step"]
        if fault := first_step_fault(self.approach, words):
            raise forms.ValidationError(fault)
        return words

    def texts(self):
        return {name: self.cleaned_data[name] for name in own_texts(TEXTS)}
