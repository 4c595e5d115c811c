"""A form of the table, filled in rightly or with something in it that cannot be."""

from urllib.parse import quote_plus

from django import forms
from django.db import transaction
from django.urls import reverse

from tests import shelf
from tests.factories.access import code_at
from tests.factories.planning import NOW
from tests.sessions_app.pages import filled_in

from .page import Shown

NOBODY = "nobody"
URLENCODED = "application/x-www-form-urlencoded"
# Each visit leaves its mark on the sign-in.
NOT_WRITTEN = {"sessions_app_session"}


def kept():
    """Every row of the app but those of sign-ins."""
    return {(table, row) for table, row in shelf.rows() if table not in NOT_WRITTEN}


class Sending:
    def __init__(self, name, page, client, record, people):
        self.page, self.client = page, client
        named = [record.pk, *page.more] if record else []
        if page.by != NOBODY:
            client.force_login(people[page.by])
        self.address = reverse(name, args=named)
        shown = client.get(reverse(self.page.shown_by or name, args=named))
        assert shown.status_code == 200
        form = shown.context[self.page.called_there or self.page.called]
        self.fields = form.fields
        self.right = filled_in(shown) | self._unseen(Shown(shown.text, form)) | self._typed(people)

    def _unseen(self, shown):
        """What travels along in this form, where another of the page has it too."""
        return {
            name: shown.holds(name)
            for name, field in self.fields.items()
            if isinstance(field.widget, forms.HiddenInput)
        }

    def _typed(self, people):
        """What the table says, with people and a code in the place of their names."""
        typed = {}
        for name, said in (self.page.typed | {"code": code_at(NOW)}).items():
            several = said if isinstance(said, list) else [said]
            if isinstance(self.fields.get(name), forms.ModelChoiceField):
                several = [str(people[who].pk) for who in several]
            typed[name] = several
        return {name: said for name, said in typed.items() if name in self.fields}

    def send(self, changed):
        """The answer, and all it wrote, each by the name of its table; then it is undone."""
        with transaction.atomic():
            before = kept()
            answer = self.client.post(
                self.address, body(self.right | changed), content_type=URLENCODED
            )
            after = kept()
            transaction.set_rollback(True)
        return answer, sorted(before ^ after)


def body(said):
    pairs = [(name, each) for name, several in said.items() for each in several]
    return "&".join(f"{_quoted(name)}={_quoted(each)}" for name, each in pairs)


def _quoted(words):
    # Half a sign cannot be typed, but it can be sent.
    bytes_ = words if isinstance(words, bytes) else words.encode(errors="surrogatepass")
    return quote_plus(bytes_)
