"""Two clinics full of words that can be looked for, and everybody who might come to a door."""

from dataclasses import dataclass, field

from django.apps import apps
from django.db import DatabaseError, models, transaction

from protocols.models import ProtocolVersion
from sessions_app.people.rules import Action, Role, may
from tests.factories.approvals import RequestFactory
from tests.factories.couples import CareTeamMemberFactory, EmergencyOpeningFactory
from tests.factories.documents import ReadyPaperFactory
from tests.factories.integration import OutcomeFactory
from tests.factories.people import (
    ClinicFactory,
    InvitationFactory,
    LicenceFactory,
    MembershipFactory,
    colleague,
)
from tests.factories.planning import NOW, DraftFactory, RoomFactory, TaskFactory
from tests.factories.protocols import WordingFactory
from tests.factories.reminders import LetterFactory
from tests.factories.screening import (
    ConversationFactory,
    DayCheckFactory,
    DayQuestionFactory,
    FlagFactory,
    HealthFormFactory,
    MedicineListFactory,
)

CLINIC, NAME, PRIVATE = "Qcanaryclinic", "Qcanaryname", "Qcanaryprivate"
# Whoever may see a couple at all reads these; all other words of its record are private.
NAMES = {("partner", "name"), ("partner", "preferred_name"), ("partner", "phone")}
OF_THE_CLINIC = {"clinic", "room", "invitation", "licence"}
# Where a room is taken, by its name.
ROOMS = {("plan", "room"), ("meeting", "room")}
OF_NOBODYS_RECORD = {
    "account",
    "event",
    "keptwords",
    "membership",
    "notice",
    "session",
    "sweep",
}
# Told to whoever works there, as where one can go.
TOLD_TO_ITS_PEOPLE = {("clinic", "name")}
# What is shorter is a code of ours.
LONG = 40
# The machine's marks and the addresses of machines, never somebody's words.
MARKS = {
    "med_list_hash",
    "screening_hash",
    "digest",
    "link_digest",
    "before",
    "hash",
    "site",
    "source",
    "zone",
    "email",
    "address",
}


@dataclass(frozen=True)
class Reader:
    """Somebody at the door: who they are, and which words they may meet there."""

    account: object
    roles: tuple = ()
    here: bool = False
    on_team: bool = False
    session: dict = field(default_factory=dict)

    def may(self, action):
        either = action if isinstance(action, tuple) else (action,)
        return any(each == "all" or may(roles=self.roles, action=each) for each in either)

    @property
    def sees(self):
        return self.here and (
            self.may(Action.READ_EVERY_FOLDER) or (self.on_team and self.may(Action.READ_STATES))
        )

    @property
    def reads(self):
        return self.here and self.on_team and self.may(Action.READ_CLINICAL)

    @property
    def may_break_glass(self):
        return self.here and not self.on_team and self.may(Action.BREAK_GLASS)

    @property
    def canaries(self):
        """The words that must not reach this reader."""
        known = {CLINIC: self.here, PRIVATE: self.reads}
        known[NAME] = self.sees or (self.here and self.may(Action.READ_TRAIL))
        return [word for word, told in known.items() if not told]


def records(plan):
    """One record of each kind that an address can be about, all of one couple and its clinic."""
    couple = plan.couple
    partner = couple.pair[0]
    meeting = plan.meetings.first()
    lead = couple.lead
    OutcomeFactory(meeting=meeting)
    DraftFactory(plan=plan)
    told = (ConversationFactory, DayCheckFactory, DayQuestionFactory)
    for make in (*told, HealthFormFactory, MedicineListFactory):
        make(partner=partner)
    LicenceFactory(account=lead, clinic=couple.clinic)
    return {
        "couple": couple,
        "partner": partner,
        "plan": plan,
        "meeting": meeting,
        "paper": ReadyPaperFactory(plan=plan),
        "letter": LetterFactory(meeting=meeting, partner=partner),
        "approval": partner.approvals.get(),
        "opening": EmergencyOpeningFactory(couple=couple),
        "request": RequestFactory(partner=partner),
        "flag": FlagFactory(partner=partner),
        "account": lead,
        "clinic": couple.clinic,
        "invitation": InvitationFactory(clinic=couple.clinic),
        "room": RoomFactory(clinic=couple.clinic, name="The quiet room"),
        "task": TaskFactory(plan=plan),
        "wording": WordingFactory(owner=couple.clinic_id),
        "version": ProtocolVersion.objects.first(),
    }


def words_of(model):
    """The columns of a table that hold what people wrote."""
    return [
        column
        for column in model._meta.concrete_fields
        if isinstance(column, models.CharField | models.TextField)
        and not column.choices
        and (column.max_length or LONG) >= LONG
        and column.name not in MARKS
    ]


def canary_for(model, column):
    kind = model._meta.model_name
    if kind in OF_THE_CLINIC or (kind, column.name) in ROOMS:
        return CLINIC
    if (kind, column.name) in NAMES:
        return NAME
    # With its column, so that a leak says where it comes from.
    return f"{PRIVATE}-{kind}-{column.name}"


def tables():
    for model in apps.get_app_config("sessions_app").get_models():
        if model._meta.model_name not in OF_NOBODYS_RECORD:
            yield model


def let_canaries_in():
    """A canary into every text of every record; the columns in which the database refuses one."""
    refused = set()
    for model in tables():
        for column in words_of(model):
            if (model._meta.model_name, column.name) in TOLD_TO_ITS_PEOPLE:
                continue
            word = canary_for(model, column)[: column.max_length]
            try:
                with transaction.atomic():
                    model.objects.update(**{column.name: word})
            except DatabaseError:
                refused.add((model._meta.model_name, column.name))
    return refused


def team(couple, role):
    account = colleague(couple.clinic, role)
    CareTeamMemberFactory(couple=couple, account=account)
    return account


def readers(couple):
    """Everybody who comes to the doors, by a name for the report."""
    clinic, other = couple.clinic, ClinicFactory()
    found = {}
    for role in Role:
        found[f"{role.value}, on the care team"] = Reader(team(couple, role), (role,), True, True)
        found[f"{role.value}, not on it"] = Reader(colleague(clinic, role), (role,), True)
        found[f"{role.value} of another clinic"] = Reader(colleague(other, role), (role,))
        both = team(couple, role)
        MembershipFactory(account=both, clinic=other, role=role.value)
        wrong = {"clinic": other.pk}
        found[f"{role.value} of both, in the other"] = Reader(both, (role,), session=wrong)
        former = team(couple, role)
        former.memberships.update(ended_at=NOW)
        found[f"{role.value} whose role ended"] = Reader(former)
        disabled = team(couple, role)
        type(disabled).objects.filter(pk=disabled.pk).update(is_active=False)
        found[f"{role.value}, disabled"] = Reader(None)
    return found | {"nobody": Reader(None)}
