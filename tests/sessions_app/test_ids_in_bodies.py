"""A record of another clinic, named in the body of a form, is refused and does nothing."""

import pytest
from django.urls import reverse

from sessions_app.audit.models import Event
from sessions_app.couples.models import CareTeamMember
from sessions_app.people.rules import Role
from tests.doors.naming import naming_fields
from tests.factories.approvals import waiting_request
from tests.factories.couples import couple_of
from tests.factories.people import ClinicFactory, colleague

# Each field that names a record: how it is sent, by whom, to which page about what.
PLACES = {
    ("calendar", "Narrow", "person"): [("get", "thea", "calendar:week", "")],
    ("couples", "Join", "account"): [("post", "thea", "couples:team", "couple")],
    ("couples", "Open", "lead"): [("post", "thea", "couples:open", "")],
    ("couples", "Open", "team"): [("post", "thea", "couples:open", "")],
    ("couples", "TeamMember", "account"): [
        ("post", "thea", "couples:lead", "couple"),
        ("post", "thea", "couples:leave", "couple"),
    ],
    ("desk", "Seek", "person"): [("get", "ada", "desk:trail", "")],
    ("planning", "DoubleBook", "therapist"): [("post", "ada", "planning:double_book", "plan")],
    ("planning", "DoubleBookMeeting", "therapist"): [
        ("post", "ada", "planning:double_book_meeting", "meeting")
    ],
    ("planning", "KeptFolder", "kept"): [
        ("get", "ada", "planning:merge", "couple"),
        ("post", "ada", "planning:merge", "couple"),
    ],
    # What these two share, and no form of its own.
    ("planning", "Appointment", "therapist"): [],
    ("planning", "MeetingTime", "therapist"): [("post", "thea", "integration:move", "meeting")],
    ("planning", "Session", "therapist"): [("post", "thea", "planning:schedule", "plan")],
    # Read by the page itself and by no form.
    ("signoff", "", "to"): [
        ("post", "ada", "signoff:hand_over", "plan"),
        ("post", "ada", "signoff:hand_over_request", "request"),
    ],
}
SENT = [(field, *place) for (_, _, field), places in PLACES.items() for place in places]

pytestmark = pytest.mark.usefixtures("frozen")


def test_every_field_that_names_a_record_has_its_place_here():
    assert naming_fields() == {place for place in PLACES if place[1]}


@pytest.fixture
def elsewhere(couple):
    """Somebody of another clinic, and a couple there of the same two names."""
    clinic = ClinicFactory()
    people = [
        colleague(clinic, role, name=f"Zebra {role.value}")
        for role in (Role.THERAPIST, Role.PRESCRIBER)
    ]
    return people, couple_of(clinic=clinic, lead=people[0], team=people[1:])


def kept(couple, plan):
    """All that a deed could have changed."""
    plan.refresh_from_db()
    return (
        Event.objects.exclude(deed__endswith=" read").count(),
        set(CareTeamMember.objects.values_list("couple", "account")),
        (plan.therapist_id, plan.revision, plan.changes, plan.starts_at),
        couple.__class__.objects.get(pk=couple.pk).lead_id,
    )


@pytest.mark.parametrize(("field", "method", "who", "page", "about"), SENT)
def test_a_record_of_another_clinic_is_refused(
    field, method, who, page, about, request, client, couple, sent_plan, elsewhere
):
    people, theirs = elsewhere
    client.force_login(request.getfixturevalue(who))
    known = {"couple": couple, "plan": sent_plan, "meeting": sent_plan.meetings.first()}
    known["request"] = waiting_request(couple.pair[0])
    target = reverse(page, args=[known[about].pk] if about else [])
    before = kept(couple, sent_plan)

    for named in [theirs] if field == "kept" else people:
        sent = f"{target}?kept={named.pk}" if field == "kept" and method == "post" else target
        answer = getattr(client, method)(sent, {field: named.pk, "why": "They are the same."})

        assert answer.status_code in {200, 302, 422}
        assert "Zebra" not in answer.content.decode()
    assert kept(couple, sent_plan) == before
