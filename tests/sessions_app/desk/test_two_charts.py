"""Two charts, one plan: whatever one partner tells, wishes or asks for, nothing of the other's and
nothing of both changes by a single byte (brief 3.8).

Compared are the pages of the folder, its meetings, the calendar and the search, all pages of the
other partner's record, their sheet, their letters and their copy, and what a clinic admin reads.
Not compared is whether both approvals hold now, which the folder says without whose and why
(test_pages_folders.py). What the stations of a plan say of reasons that were told alone is
compared in planning/test_pages_told_alone.py.
"""

import json
import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from sessions_app.couples import actions as couples
from sessions_app.couples.models import Partner
from sessions_app.documents import source
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from sessions_app.planning.models import Meeting, Plan
from sessions_app.reminders import actions as reminders
from sessions_app.reminders.letters import text_of
from sessions_app.reminders.models import Letter
from sessions_app.rights import actions as rights
from sessions_app.rights.own import own
from sessions_app.rights.reading import chapters
from tests.factories.planning import NOW
from tests.sessions_app.desk.one_of_two import PRIVATE_FACTS
from tests.sessions_app.desk.private import put_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
ONCE = re.compile(r'csrfmiddlewaretoken" value="\w+"|nonce="[^"]+"')
OWN_PAGES = {
    "thea": [
        "desk:record", "couples:correct", "couples:contact", "screening:interview",
        "screening:health", "screening:medicines", "screening:day", "screening:check",
        "approvals:prepare", "rights:copy", "rights:erase",
    ],
    "paul": ["desk:record", "approvals:approve"],
}  # fmt: skip
SEARCHES = ["", "?q=Alex", "?q=ZEBRA", "?needs=on", "?stage=open", "?for=plan"]
# The page of letters says of each letter whether it leaves; that is what it is for.
TOLD = {("no letters", "/letters/")}


@pytest.fixture
def seen(client, couple, thea, paul, ada):
    """All that is compared, under names, as bytes or plain values."""
    people = {"thea": thea, "paul": paul}

    def page(account, address):
        client.force_login(account)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        return ONCE.sub("", answer.text)

    def joint(robin):
        meeting = Meeting.objects.earliest("starts_at")
        shared = [
            reverse("desk:folder", args=[couple.pk]),
            reverse("integration:meeting", args=[meeting.pk]),
            reverse("calendar:week") + "?on=2027-03-08",
            reverse("reminders:index"),
            *[reverse("desk:folders") + search for search in SEARCHES],
        ]
        mine = {address: page(thea, address) for address in shared}
        admins = ["/", shared[0], *shared[4:]]
        return mine | {f"admin {address}": page(ada, address) for address in admins}

    def own_of(robin):
        pages = {
            f"{who} {name}": page(people[who], reverse(name, args=[robin.pk]))
            for who, names in OWN_PAGES.items()
            for name in names
        }
        copy = own(robin, at=NOW)
        return pages | {
            "copy": json.dumps(copy),
            "copy on paper": render_to_string(
                "rights/_own.html",
                {"own": copy, "chapters": chapters(copy, zone="America/Denver"), "paper": "a4"},
            ),
        }

    return {"joint": joint, "own": own_of, "papers": _papers, "letters": _letters}


def _papers(robin):
    plan = source.plans().get()
    return {
        f"paper {paper.kind}": paper.html
        for paper in source.write(plan, on=facts.day_of(plan, NOW))
        if paper.partner == robin
    }


def _letters(robin):
    """What reaches this partner, where and when, and the text of each."""
    found = {}
    for letter in Letter.objects.filter(partner=robin).order_by("due_at"):
        with transaction.atomic():
            batch = reminders.claim(at=letter.due_at + timedelta(seconds=1))
            mine = [each for each in batch.letters if robin in (each.partner, _told_along(each))]
            found[f"letter {letter.due_at}"] = [(one.address, text_of(one)) for one in mine]
            transaction.set_rollback(True)
    return found


def _told_along(letter):
    """Whose letter the same mail is, where two have one mailbox."""
    return letter.along and letter.along.partner


def all_of(seen, robin, *kinds):
    found = {}
    for kind in kinds or seen:
        found |= seen[kind](robin)
    return found


def test_what_is_private_to_one_changes_nothing_of_the_others_and_of_both(
    seen, couple, ready_plan, thea, paul
):
    reminders.plan_letters(at=NOW)
    alex, robin = couple.pair
    before, changed = all_of(seen, robin), {}

    for name, happens in PRIVATE_FACTS.items():
        with transaction.atomic():
            happens(Partner.objects.select_related("couple__clinic").get(pk=alex.pk), thea, paul)
            put_back(alex)
            after = all_of(seen, robin)
            found = [where for where in before if before[where] != after.get(where)]
            found = [where for where in found if (name, where) not in TOLD]
            changed |= {name: found} if found or before.keys() != after.keys() else {}
            transaction.set_rollback(True)

    assert changed == {}
    assert len(before) > 30
    assert [where for where in before if where.startswith("letter") and before[where]] != []


def test_two_who_share_mailbox_and_telephone_have_two_charts_all_the_same(
    seen, couple, ready_plan, thea, paul
):
    """Each goes on sharing what is shared; a confidential address is used beside it."""
    home = {"email": "home@mail.example", "phone": "303-555-0151", "shared_why": "One home."}
    for partner in couple.pair:
        couples.correct_partner(partner=partner, by=thea, at=NOW, **home)
    reminders.plan_letters(at=NOW)
    alex, robin = couple.pair
    before, changed = all_of(seen, robin), {}

    for name in (
        "a confidential e-mail", "a confidential phone", "a confidential address",
        "wishes about contact", "being told about e-mail", "an emergency contact",
    ):  # fmt: skip
        with transaction.atomic():
            PRIVATE_FACTS[name](Partner.objects.get(pk=alex.pk), thea, paul)
            after = all_of(seen, robin)
            found = [where for where in before if before[where] != after.get(where)]
            changed |= {name: found} if found or before.keys() != after.keys() else {}
            transaction.set_rollback(True)

    assert changed == {}
    sent = [before[where] for where in before if where.startswith("letter") and before[where]]
    assert {address for letters in sent for address, _ in letters} == {"home@mail.example"}


def test_an_erasure_changes_nothing_of_the_others(seen, couple, ready_plan, thea):
    alex, robin = couple.pair
    planning.part_ways(couple=couple, by=thea, at=NOW)
    before = all_of(seen, robin, "own", "letters")

    rights.erase(partner=alex, by=thea, at=NOW)

    assert all_of(seen, robin, "own", "letters") == before
    assert Plan.objects.get().stage == "withdrawn"
