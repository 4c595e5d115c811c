"""Asks the app for its pages, each by somebody who may read it and fill it in."""

from http.cookies import SimpleCookie

from django.db import transaction
from django.test import Client
from django.urls import reverse

from sessions_app.access import links
from sessions_app.access.entering import PENDING
from sessions_app.access.views.second_factors import TO_SHOW
from sessions_app.people.actions import digest_of
from sessions_app.people.views.arriving import KEPT
from tests.factories.access import KeptWordsFactory, recovery_codes_of, with_app
from tests.factories.people import InvitationFactory
from tests.factories.planning import NOW

from .forms import forms_of
from .table import ROUTES, Door, finds
from .world import Reader, readers, records

NOBODY, OWNER = "nobody", "the lead"
WORDS = {"gate": "ride", "code": "a1"}
CODES = {"wording:section": "questions"}
# Where the same page says something else.
ALSO = {
    "desk:folders": ["", "?q=nobody"],
    "desk:trail": ["", "?since=2027-03-02&until=2027-03-01"],
    "emergency:find": ["", "?q=alex", "?q=nobody"],
    "people:index": ["", "?show=invited", "?q=nobody"],
    "signoff:verify": ["", "?digest=abc"],
}
URLENCODED = "application/x-www-form-urlencoded"
REFUSED = {409, 422}


class Asking:
    def __init__(self, plan):
        lead = plan.couple.lead
        self.people = readers(plan.couple) | {OWNER: Reader(lead, here=True)}
        self.things = records(plan)
        self.half_way = self._in_full(lead)
        self.codes = CODES | {
            "access:choose_password": links.to_choose_password(lead),
            "access:confirm_email": links.to_change_address(lead, "new@mail.example"),
        }
        self.also = ALSO | {"protocols:compare": [f"?with={self.things['version'].pk}"]}
        self.browsers, self.sent = {}, set()

    def _in_full(self, lead):
        """An account with all it can have, and what a browser holds that is half way in."""
        recovery_codes_of(with_app(lead))
        self.factor = lead.authenticator_set.earliest("pk")
        KeptWordsFactory(account=lead, kept_at=NOW)
        link = digest_of(code="link")
        InvitationFactory(clinic=lead.clinic, link_digest=link, invited_at=NOW)
        return {
            TO_SHOW: True,
            KEPT: link,
            PENDING: {
                "account": lead.pk,
                "at": NOW.isoformat(),
                "hash": lead.get_session_auth_hash(),
            },
        }

    def answers(self, name, path):
        """(what it is called, answer, whether it refuses): the page, and what its forms refuse."""
        client = self._browser(self._reader(ROUTES[name]))
        target = self._address(name, path)
        for query in self.also.get(name, [""]):
            answer = client.get(target + query)
            yield name + query, answer, False
            if answer.status_code == 200:
                yield from self._refusals(client, name, target, forms_of(answer.content.decode()))

    def _reader(self, route):
        """Of those for whom the page is there, the first who may do on it what can be done."""
        if route.door in (Door.OPEN, Door.OWN):
            return NOBODY if route.door == Door.OPEN else OWNER
        return next(
            who
            for who, reader in self.people.items()
            if reader.account
            and finds(reader, route)
            and all(reader.may(needed) for needed in (route.get, route.post) if needed)
        )

    def _browser(self, who):
        if who not in self.browsers:
            client = Client()
            if who != NOBODY:
                client.force_login(self.people[who].account)
            if who in (NOBODY, OWNER):
                session = client.session
                session.update(self.half_way)
                session.save()
            self.browsers[who] = client, client.cookies.output(header="", sep=";")
        client, cookies = self.browsers[who]
        client.cookies = SimpleCookie(cookies)
        return client

    def _address(self, name, path):
        about = self.things.get(ROUTES[name].about)
        kept = WORDS | {"code": self.codes.get(name, WORDS["code"])}
        kept["pk"] = getattr(self.factor if name == "access:remove_factor" else about, "pk", None)
        words = [part.split(">")[0].split(":")[1] for part in path.split("<")[1:]]
        return reverse(name, kwargs={word: kept[word] for word in words})

    def _refusals(self, client, name, target, forms):
        """What each form that asks something answers when nothing was said; then it is undone."""
        cookies = client.cookies.output(header="", sep=";")
        for form in forms:
            where = (form.action or target).split("#")[0]
            asks = tuple(sorted({*form.typed, *dict(form.kept)} - {"csrfmiddlewaretoken", "next"}))
            if form.method != "post" or not asks or (where, asks) in self.sent:
                continue
            self.sent.add((where, asks))
            with transaction.atomic():
                client.cookies = SimpleCookie(cookies)
                answer = client.post(where, form.body(""), content_type=URLENCODED)
                transaction.set_rollback(True)
            if answer.status_code in REFUSED:
                yield f"{name}, refused by {where}", answer, True
