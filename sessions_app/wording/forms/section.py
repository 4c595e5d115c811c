"""All rows of a section with their order, and two empty ones for what is added."""

from collections import Counter

from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from protocols.rules import CODES, digest
from protocols.rules.carried import carried_by, reflection_faults, stays
from protocols.rules.sections import free_keys, rows_of, with_rows
from protocols.rules.templates import LETTERS, faults, placed_flow_faults
from protocols.rules.times import lead_words

from .rows import OF_PARTS, Row

MOST_ROWS = 60
# What a new row holds beside its own fields.
NEW = {
    "steps": {"common": False},
    "items": {"common": False},
}
FIXED = {"meetings"}
NOT_ONE_OF_THEM = (
    "A row of this page is not one of this section, or stands there twice. Nothing was kept. "
    "Please open the section again."
)


class Rows(BaseFormSet):
    """The rows of one section, with two empty ones below for what is added."""

    def __init__(self, *args, content, section, **kwargs):
        self.content, self.section = content, section
        self.before = rows = rows_of(content, section)
        self.now, self.seen = {digest(row): row for row in rows}, digest(rows)
        self.owed = carried_by(content["approach"], section)
        initial = [_shown(row) | {"was": digest(row)} for row in rows]
        super().__init__(*args, initial=initial, prefix="row", **kwargs)

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if "ORDER" not in form.fields:
            return
        place = form.fields["ORDER"]
        place.label = "Place"
        place.widget.attrs |= {"class": "w-xs", "data-place": ""}
        place.error_messages["invalid"] = "Type a whole number as its place."
        form.fields["DELETE"].label = "Remove it"
        was = self.now.get(form.initial.get("was"))
        form.stays = was is not None and stays(was, list(self.now.values()), self.owed)
        if form.stays:
            del form.fields["DELETE"]

    def rows(self):
        """The rows as they are to be kept, in their order."""
        return [row for _, row in self._kept()]

    def _kept(self):
        forms_now = self.ordered_forms if self.can_order else self.forms
        taken = {row.get("key") for row in self.content[self.section.part]}
        letter = LETTERS.get(self.section.part)
        fresh = free_keys(CODES[self.content["approach"]], letter, taken) if letter else None
        return [(form, self._row(form, fresh)) for form in forms_now]

    def _was(self, form):
        """The row that a form rewords; where none come or go, its place says which."""
        if self.can_order:
            return self.now.get(form.cleaned_data["was"])
        return self.before[self.forms.index(form)]

    def _row(self, form, fresh):
        typed = {
            name: value
            for name, value in form.cleaned_data.items()
            if name not in ("was", "ORDER", "DELETE")
        }
        if was := self._was(form):
            return was | typed
        new = {"seed": ""} | NEW.get(self.section.part, {})
        if self.section.of:
            new |= dict([self.section.of])
        if fresh:
            new["key"] = next(fresh)
        return new | typed

    def clean(self):
        """What only shows in the whole: said at its field where there is one."""
        if any(self.errors):
            return
        self._check_whose()
        kept = self._kept()
        rows = [row for _, row in kept]
        if self._said_at_fields(kept, rows):
            return
        whole = with_rows(self.content, self.section, rows)
        found = [fault.sentence for fault in faults(whole) if fault.section == self.section.key]
        if found:
            raise ValidationError(found)

    def _check_whose(self):
        """No row is taken for two, and none is added where the list is fixed."""
        named = Counter(form.cleaned_data.get("was") for form in self.forms)
        there = Counter(digest(row) for row in self.before)
        twice = any(named[was] > there[was] for was in there)
        if twice or (not self.can_order and len(self.forms) > len(self.before)):
            raise ValidationError(NOT_ONE_OF_THEM)

    def _said_at_fields(self, kept, rows):
        part, said = self.section.part, []
        if part == "phases" and rows:
            said += [(kept[at][0], "starts", told) for at, told in placed_flow_faults(rows)]
        for form, row in kept:
            said += [(form, field, told) for field, told in reflection_faults(part, row)]
        for form, field, told in said:
            form.add_error(field, told)
        return said


def _shown(row):
    shown = dict(row)
    if "follow_ups" in row:
        shown["follow_ups"] = "\n".join(row["follow_ups"])
    if "leads" in row:
        shown["leads"] = ", ".join(lead_words(minutes) for minutes in row["leads"])
    return shown


def rows_form(section):
    """The form of a section's rows."""
    fixed = section.part in FIXED
    return formset_factory(
        OF_PARTS.get(section.part, Row),
        formset=Rows,
        extra=0 if fixed else 2,
        can_order=not fixed,
        can_delete=not fixed,
        max_num=MOST_ROWS,
        absolute_max=MOST_ROWS,
        validate_max=True,
    )
