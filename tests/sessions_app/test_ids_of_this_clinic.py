"""What is of the same clinic and does not belong there, named in a form, is refused.

Another couple's people, another plan's revision, another version's question, a colleague without
the role: each is sent in the page's own form, in which everything else is right.
"""

import json

import pytest
from django.urls import reverse

from protocols.models import ProtocolVersion
from sessions_app.access.models import KeptWords
from sessions_app.approvals import facts
from sessions_app.audit.actions import record
from sessions_app.audit.models import Event
from sessions_app.couples.models import CareTeamMember, Couple
from sessions_app.people.rules import Role
from sessions_app.planning.models import Draft, Plan
from sessions_app.signing.rules import digest
from sessions_app.signoff.models import SignOff
from tests.doors.naming import hidden_fields, naming_fields, read_by_pages
from tests.factories.approvals import waiting_request
from tests.factories.couples import CareTeamMemberFactory, couple_of
from tests.factories.people import PASSWORD, colleague
from tests.factories.planning import (
    NOW,
    DraftFactory,
    MeetingFactory,
    PlanFactory,
    RevisionFactory,
)
from tests.factories.protocols import WordingFactory
from tests.look.reading import elements
from tests.sessions_app.approvals.test_pages import TYPED

pytestmark = pytest.mark.usefixtures("frozen")

NO_THERAPIST = ["ada", "paul", "gone", "asleep"]
# How it is sent, by whom, to which page about what; the field; what is named in it; and the answer
# that is right. With 422 the refusal stands beside that very field.
CASES = [
    ("post thea couples:team couple", "account", ["ada", "gone", "asleep", "thea"], 422),
    ("post thea couples:lead couple", "account", ["nora", "paul", "gone"], 302),
    ("post thea couples:leave couple", "account", ["nora", "omar", "thea"], 302),
    ("post thea couples:open", "lead", NO_THERAPIST, 422),
    ("post thea couples:open", "team", ["ada", "thea", "nora", "gone"], 422),
    ("post ada planning:double_book plan", "therapist", NO_THERAPIST, 422),
    ("post ada planning:double_book_meeting meeting", "therapist", NO_THERAPIST, 422),
    ("post thea integration:move meeting", "therapist", NO_THERAPIST, 422),
    ("post thea planning:schedule plan", "therapist", NO_THERAPIST, 422),
    ("get ada planning:merge couple", "kept", ["theirs", "couple"], 200),
    ("post ada signoff:hand_over plan", "to", ["omar", "thea", "ada", "gone", "nora"], 302),
    ("post ada signoff:hand_over_request request", "to", ["omar", "thea", "ada", "gone"], 302),
    ("post thea planning:newer plan", "version", ["another approach", "draft", "present"], 302),
    ("get thea planning:revisions plan", "before", ["their revision"], 422),
    ("get thea planning:revisions plan", "after", ["their revision"], 422),
    ("post paul signoff:answer plan", "seen_digest", ["their digest"], 409),
    ("post paul signoff:answer plan", "revision", ["their revision"], 409),
    ("post paul approvals:approve partner", "seen", ["the other's record"], 422),
    ("post thea planning:lists plan", "packing", ["their item"], 422),
    ("post thea planning:tasks plan", "owner", ["nora", "partner"], 422),
    ("post thea planning:preparation plan", "confirmed", ["another's wish"], 422),
    ("post thea planning:preparation plan", "their question", ["on"], 302),
    ("post thea planning:preparation plan", "their topic", ["on"], 302),
    ("post thea planning:preparation plan", "move", ["their question"], 302),
    ("get thea calendar:week", "person", ["nora"], 200),
    ("get thea calendar:month", "room", ["their room"], 200),
    ("get thea desk:folders", "lead", ["nora", "theirs"], 200),
    ("get thea desk:folders", "q", ["their name"], 200),
    ("get thea signoff:verify", "digest", ["their digest"], 200),
    ("get paul signoff:queue", "page", ["theirs"], 200),
    ("get thea reminders:index", "page", ["theirs"], 200),
    ("get thea protocols:compare present", "with", ["another approach", "theirs"], 404),
]
# These name no record: words, days, pages, states and counts; answers of a device; and where they
# do, another module tries it.
NO_RECORD = {
    "changes": "how often a plan was saved",
    "credential": "what a device says",
    "for": "a word",
    "asked_about": "a mark of two people, tried in couples/test_further_folder",
    "form": "a kind of file",
    "next": "an address, tried in access/test_signing_in",
    "on": "a day",
    "outcome": "a word",
    "passkey": "what a device says, tried in access/test_passkeys",
    "show": "a word",
    "shown": "what a verdict says, tried in planning/test_pages_conflicts",
    "was": "a row of a wording, tried in wording/test_pages_sections",
}
TICKS = ("checkbox", "radio")
# What its page does not hold filled in and is right beside the field that is wrong.
TYPED_BESIDE = {
    "couples:open": {
        "a_name": "Ash", "a_born_on": "1980-01-01", "a_email": "ash@mail.example",
        "b_name": "Oak", "b_born_on": "1980-01-01", "b_email": "oak@mail.example",
        "lead": "thea", "team": "paul",
    },
    "planning:double_book": {"why": "Wished."},
    "planning:double_book_meeting": {"why": "Wished."},
    "planning:tasks": {"text": "Feed the cat.", "days_before": "3"},
    "signoff:answer": {"password": PASSWORD},
    "approvals:approve": TYPED,
}  # fmt: skip


def test_every_name_that_travels_in_a_body_is_tried_or_names_no_record():
    tried = {field for _, field, _, _ in CASES}
    found = {field for _, _, field in naming_fields()} | hidden_fields() | read_by_pages()

    assert found - tried - set(NO_RECORD) == set()
    assert set(NO_RECORD) <= found - tried


@pytest.fixture
def beside(clinic, sent_plan, protocols):
    """Another couple of the clinic with people, a plan and words of its own."""
    nora, omar = (colleague(clinic, role) for role in (Role.THERAPIST, Role.PRESCRIBER))
    theirs = couple_of(
        clinic=clinic, lead=nora, team=[omar], a={"name": "Zebra Ash"}, b={"name": "Zebra Oak"}
    )
    plan = PlanFactory(couple=theirs, begun_by=nora, therapist=nora, starts_at=NOW, minutes=60)
    MeetingFactory(plan=plan, therapist=nora, starts_at=NOW, room="The far room")
    RevisionFactory(plan=plan, number=7, content=json.dumps({"joint": "Zebra"}).encode())
    return nora, omar, theirs


@pytest.fixture
def names(beside, couple, sent_plan, clinic, thea, paul, ada):
    """What is named in the fields above, by the word it is called there."""
    nora, omar, theirs = beside
    gone = colleague(clinic, Role.THERAPIST)
    gone.memberships.update(ended_at=NOW)
    asleep = colleague(clinic, Role.THERAPIST, is_active=False)
    another = ProtocolVersion.objects.exclude(approach=sent_plan.approach)[0]
    draft = WordingFactory(owner=clinic.pk, approach=sent_plan.approach)
    people = {"nora": nora, "omar": omar, "gone": gone, "asleep": asleep}
    people |= {"thea": thea, "paul": paul, "ada": ada}
    records = {
        "theirs": theirs, "couple": couple, "partner": couple.pair[0], "draft": draft,
        "another approach": another, "present": sent_plan.version,
    }  # fmt: skip
    their_digest = digest({"joint": "Zebra"})
    return {name: str(each.pk) for name, each in (people | records).items()} | {
        "their revision": "7",
        "their digest": their_digest,
        "the other's record": facts.seen(couple.pair[1]),
        "their item": "packing:999",
        "another's wish": "a wish of another approach",
        "their question": f"q{another.questions.first().key}",
        "their topic": f"t{another.topics.first().key}",
        "their room": "The far room",
        "their name": "Zebra",
    }


def kept(couple, plan):
    """All that a deed could have changed."""
    plan = Plan.objects.get(pk=plan.pk)
    return (
        Event.objects.exclude(deed__endswith=" read").count(),
        set(CareTeamMember.objects.values_list("couple", "account")),
        (plan.therapist_id, plan.version_id, plan.stage, plan.revision, plan.changes),
        [chosen.question.key for chosen in plan.chosen_questions.all()],
        Couple.objects.get(pk=couple.pk).lead_id,
        SignOff.objects.count(),
    )


def filled(answer):
    """What the fields of a page hold, as a browser sends them back."""
    sent = {}
    for one in elements(answer.text):
        held, name = one["value"] or "", one["name"]
        if one.tag == "textarea":
            held = one.text.lstrip("\n")
        elif one.tag == "option" and "selected" in one.attrs:
            name = next(above["name"] for above in one.above if above.tag == "select")
        elif one.tag != "input" or (one["type"] in TICKS and "checked" not in one.attrs):
            continue
        elif one["type"] in TICKS:
            held = held or "on"
        sent.setdefault(name, []).append(held)
    return sent


@pytest.mark.parametrize(("case", "field", "named", "right"), CASES)
def test_what_does_not_belong_there_is_refused(
    case, field, named, right, request, client, couple, sent_plan, names
):
    method, who, page, *about = case.split()
    client.force_login(request.getfixturevalue(who))
    known = {"couple": couple, "plan": sent_plan, "meeting": sent_plan.meetings.first()}
    known |= {"partner": couple.pair[0], "present": sent_plan.version}
    known["request"] = waiting_request(couple.pair[0])
    target = reverse(page, args=[known[name].pk for name in about])
    shown = client.get(target)
    sent = filled(shown) if method == "post" and shown.status_code == 200 else {}
    sent |= {at: names.get(str(typed), typed) for at, typed in TYPED_BESIDE.get(page, {}).items()}
    name, before = names.get(field, field), kept(couple, sent_plan)

    for what in named:
        value = names.get(what, what) + (":-1" if field == "move" else "")
        answer = getattr(client, method)(target, sent | {name: value})

        assert answer.status_code == right, what
        if right == 422:
            form = answer.context.get("form") or answer.context["compare"]
            assert set(form.errors) <= {name, "__all__"}, what
        assert "Zebra" not in answer.text.replace(f'value="{value}"', ""), what
    assert kept(couple, sent_plan) == before


def test_words_that_another_kept_are_not_let_go_by_naming_them(client, thea, paul, couple):
    theirs = KeptWords.objects.create(
        account=paul, path="/", sealed=KeptWords.seal([["why", "Zebra"]]), kept_at=NOW
    )
    client.force_login(thea)

    answer = client.post(f"/folders/{couple.pk}/plans/begin/", {"kept_words": theirs.pk})

    assert answer.status_code == 302
    assert KeptWords.objects.get() == theirs


def test_what_another_typed_at_a_station_is_not_dropped_and_not_shown(
    client, clinic, couple, sent_plan, thea
):
    nora = colleague(clinic, Role.THERAPIST)
    CareTeamMemberFactory(couple=couple, account=nora)
    theirs = DraftFactory(plan=sent_plan, account=thea, fields={"stop_word": ["Zebra"]})
    client.force_login(nora)

    client.post(f"/plans/{sent_plan.pk}/kept/roles/drop/", {"account": thea.pk})
    page = client.get(f"/plans/{sent_plan.pk}/roles/?kept=on")

    assert Draft.objects.get() == theirs
    assert "Zebra" not in page.text


def test_a_place_in_another_clinics_trail_shows_nothing_of_it(
    client, clinic, ada, stranger, couple
):
    elsewhere = couple_of(clinic=stranger.clinic, lead=stranger, a={"name": "Zebra"})
    record(deed="couple opened", subject=elsewhere, by=stranger, at=NOW)
    later = record(deed="couple opened", subject=elsewhere, by=stranger, at=NOW)
    client.force_login(ada)

    page = client.get(f"/trail/?before={later.at.isoformat()}~{later.pk}")

    assert "Zebra" not in page.text
    assert "Stranger" not in page.text
