"""Every door to rows, for everybody who might come: exactly the rows that the table says.

The doors come from the models and the expectation from plain values, row by row. A door that
`KINDS` does not know fails here.
"""

from dataclasses import dataclass

import pytest
from django.apps import apps

from sessions_app.couples.models import CareTeamMember, Couple
from sessions_app.people.rules import Action, Role, may
from tests.doors.world import readers
from tests.factories.access import KeptWordsFactory, SessionFactory
from tests.factories.approvals import RequestFactory, approved
from tests.factories.calendar import FeedFactory
from tests.factories.couples import (
    CareTeamMemberFactory,
    CoupleFactory,
    EmergencyOpeningFactory,
    PartnerFactory,
)
from tests.factories.documents import ReadyPaperFactory
from tests.factories.people import AccountFactory, InvitationFactory
from tests.factories.planning import (
    BookingFactory,
    DraftFactory,
    MeetingFactory,
    PlanFactory,
    RevisionFactory,
    RoomFactory,
    TaskFactory,
    WaiverFactory,
)
from tests.factories.protocols import WordingFactory
from tests.factories.reminders import LetterFactory
from tests.factories.screening import FlagFactory

STATES, RECORD, GLASS, TEAM, OWN, CLINIC, OWN_HERE, WORDING = (
    "names, times and states",
    "the private record",
    "what an emergency may open",
    "what one cares for",
    "one's own",
    "the clinic's",
    "one's own in this clinic",
    "the built-in and the clinic's",
)
KINDS = {
    ("account", "visible_to"): CLINIC,
    ("approval", "visible_to"): RECORD,
    ("booking", "visible_to"): STATES,
    ("couple", "clinical_to"): RECORD,
    ("couple", "of_team"): TEAM,
    ("couple", "reachable_by"): GLASS,
    ("couple", "visible_to"): STATES,
    ("draft", "visible_to"): OWN,
    ("emergencyopening", "visible_to"): OWN_HERE,
    ("feed", "visible_to"): OWN,
    ("flag", "visible_to"): RECORD,
    ("invitation", "visible_to"): CLINIC,
    ("keptwords", "visible_to"): OWN,
    ("letter", "visible_to"): STATES,
    ("meeting", "clinical_to"): RECORD,
    ("meeting", "visible_to"): STATES,
    ("paper", "clinical_to"): RECORD,
    ("partner", "of_team"): TEAM,
    ("partner", "visible_to"): RECORD,
    ("plan", "clinical_to"): RECORD,
    ("plan", "visible_to"): STATES,
    ("protocolversion", "visible_to"): WORDING,
    ("request", "visible_to"): RECORD,
    ("revision", "clinical_to"): RECORD,
    ("revision", "visible_to"): STATES,
    ("room", "visible_to"): CLINIC,
    ("session", "visible_to"): OWN,
    ("task", "clinical_to"): RECORD,
    ("task", "visible_to"): STATES,
    ("waiver", "clinical_to"): RECORD,
    ("waiver", "visible_to"): STATES,
}
DOORS = ("visible_to", "clinical_to", "reachable_by", "of_team")

MODELS = {
    model._meta.model_name: model
    for app in ("sessions_app", "protocols")
    for model in apps.get_app_config(app).get_models()
}

pytestmark = pytest.mark.usefixtures("frozen")


def doors():
    for name, model in MODELS.items():
        for door in DOORS:
            if hasattr(model._default_manager, door):
                yield name, door


def filled(plan):
    """A record of each kind behind a door, all of this plan's couple."""
    partner, lead = plan.couple.pair[0], plan.couple.lead
    meeting = plan.meetings.first() or MeetingFactory(plan=plan)
    for make in (RequestFactory, FlagFactory):
        make(partner=partner)
    for make in (ReadyPaperFactory, TaskFactory, WaiverFactory):
        make(plan=plan)
    RevisionFactory(plan=plan, number=9)
    BookingFactory(plan=plan, meeting=meeting, therapist=AccountFactory())
    LetterFactory(meeting=meeting, partner=partner)
    for make in (FeedFactory, KeptWordsFactory, SessionFactory):
        make(account=lead)
    EmergencyOpeningFactory(couple=plan.couple, account=lead)
    DraftFactory(plan=plan, account=lead)


def furnished(clinic):
    InvitationFactory(clinic=clinic)
    RoomFactory(clinic=clinic, name="The quiet room")
    WordingFactory(owner=clinic.pk)


def another(clinic, *, prescriber):
    """A couple nobody of the world cares for, and its plan."""
    couple = CoupleFactory(clinic=clinic)
    for side in "ab":
        approved(PartnerFactory(couple=couple, side=side), prescriber)
    return PlanFactory(couple=couple)


@pytest.fixture
def world(by_hand, signed_plan, paul):
    """Everybody who may come; ours, another couple of the clinic, one of the clinic next door."""
    people = readers(signed_plan.couple)
    next_door = people[f"{Role.ADMIN.value} of another clinic"].account.clinic
    for clinic in (signed_plan.couple.clinic, next_door):
        furnished(clinic)
        filled(another(clinic, prescriber=paul))
    filled(signed_plan)
    # Of somebody who works in both clinics, and in the other one now.
    both = people[f"{Role.ADMIN.value} of both, in the other"].account
    EmergencyOpeningFactory(couple=signed_plan.couple, account=both)
    CareTeamMemberFactory(
        couple=another(next_door, prescriber=paul).couple, account=signed_plan.couple.lead
    )
    return {who: working(reader) for who, reader in people.items() if reader.account} | {
        "the lead": signed_plan.couple.lead,
        "an owner": people[f"{Role.THERAPIST.value}, not on it"].account,
    }


def working(reader):
    """The account as a request sees it: in the clinic it chose."""
    reader.account.chosen_clinic = reader.session.get("clinic")
    return reader.account


@dataclass(frozen=True)
class Expected:
    """Who is told of which row, worked out of one account's plain values."""

    account: object
    team: frozenset

    @property
    def clinic(self):
        return self.account.clinic and self.account.clinic.pk

    def may(self, action):
        standing = [m for m in self.account.memberships.all() if m.ended_at is None]
        return may(roles=[m.role for m in standing if m.clinic_id == self.clinic], action=action)

    def told(self, kind, row):
        if kind == OWN:
            return row.account_id == self.account.pk
        if kind == OWN_HERE:
            return row.account_id == self.account.pk and row.couple.clinic_id == self.clinic
        if kind == WORDING:
            return row.owner in (None, self.clinic)
        if kind == CLINIC:
            return self.clinic in clinics_of(row)
        return self.told_of(kind, couple_of_row(row))

    def told_of(self, kind, couple):
        cares = (couple.pk, self.account.pk) in self.team
        if kind == TEAM:
            return cares
        return (
            couple.clinic_id == self.clinic
            and {
                STATES: self.may(Action.READ_EVERY_FOLDER)
                or (cares and self.may(Action.READ_STATES)),
                RECORD: cares and self.may(Action.READ_CLINICAL),
                GLASS: not cares and self.may(Action.BREAK_GLASS),
            }[kind]
        )


def clinics_of(row):
    people = getattr(row, "memberships", None)
    return {each.clinic_id for each in people.all()} if people else {row.clinic_id}


def couple_of_row(row):
    """The couple a row tells of, found by walking to it."""
    if isinstance(row, Couple):
        return row
    step = next(step for step in ("couple", "plan", "partner") if getattr(row, step, None))
    return couple_of_row(getattr(row, step))


def test_every_door_is_known_here():
    assert sorted(doors()) == sorted(KINDS)


def test_a_door_gives_exactly_the_rows_this_reader_is_told_of(world):
    team = frozenset(CareTeamMember.objects.values_list("couple", "account"))
    wrong, found = {}, set()

    for (name, door), kind in KINDS.items():
        objects = MODELS[name]._default_manager
        rows = list(objects.all())
        for who, account in world.items():
            expected = Expected(account, team)
            right = {row.pk for row in rows if expected.told(kind, row)}
            given = {row.pk for row in getattr(objects, door)(account)}
            if given != right:
                wrong[name, door, who] = sorted(given ^ right)
            found |= {(name, door)} if 0 < len(right) < len(rows) else set()

    assert wrong == {}
    assert found == set(KINDS), "A door with nothing before it, or nothing behind, proves nothing."
