from django import forms

from ...couples.models import Couple
from ...people.forms import frame
from ...people.rules import local_day


class Folder(forms.ModelChoiceField):
    def label_from_instance(self, couple):
        names = " and ".join(partner.name for partner in couple.pair)
        opened = local_day(at=couple.opened_at, zone=couple.clinic.zone)
        return f"{names}, led by {couple.lead.name}, opened on {opened.day} {opened:%B %Y}"


class KeptFolder(forms.Form):
    """Which folder goes on: one of those in which a name of this one stands too."""

    kept = Folder(
        Couple.objects.none(),
        label="Which folder goes on?",
        help_text="Folders of this clinic in which one of these names stands too.",
        empty_label="Choose a folder",
        error_messages={"required": "Please choose a folder."},
    )

    def __init__(self, *args, goes, visible, **kwargs):
        super().__init__(*args, **kwargs)
        names = [partner.name for partner in goes.pair]
        self.fields["kept"].queryset = (
            visible.filter(clinic=goes.clinic, partners__name__in=names)
            .exclude(pk=goes.pk)
            .distinct()
        )
        self.helper = frame("kept", submit="Look at both")
        self.helper.form_method = "get"


class Merge(forms.Form):
    why = forms.CharField(
        label="How do you know that they are the same?",
        max_length=600,
        error_messages={"required": "Please write why, so that the next person understands it."},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    helper = frame("why", submit="Merge into the folder that goes on", danger=True)
