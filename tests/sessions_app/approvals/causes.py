"""The rows of brief 4.3 as things that happen, by the deeds that people use."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sessions_app.approvals import actions
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import Cause
from sessions_app.people import actions as people
from sessions_app.people.rules import Role
from sessions_app.planning import actions as planning
from sessions_app.screening import actions as screening
from tests.factories.approvals import ENDS
from tests.factories.planning import NOW
from tests.sessions_app.approvals.test_actions import approve
from tests.sessions_app.screening.deeds import asked_about_health, interviewed

# Later than the signature, which is of NOW.
THEN = NOW + timedelta(hours=1)
HIGH = {"systolic": 150, "diastolic": 90, "heart_rate": 80, "oxygen": 97}


@dataclass(frozen=True)
class Here:
    """The approval this is about, and who is there."""

    approval: Approval
    thea: object
    paul: object
    ada: object

    @property
    def partner(self):
        return self.approval.partner

    @property
    def clinic(self):
        return self.partner.couple.clinic


def nothing(here):
    """Time goes by."""


def every_session_used(here):
    for _ in range(here.approval.sessions_approved):
        actions.use_session(approval=here.approval, by=here.thea, at=THEN)


def reported(why):
    def happens(here):
        actions.report(approval=here.approval, why=why, by=here.thea, at=THEN)

    return happens


def typed_anew(here):
    approve(here.partner, here.paul, conditions="Weekly.", at=THEN)


def medicine_added(here):
    lines = ["Vitamin D", "Something new"]
    screening.record_medicines(partner=here.partner, lines=lines, groups=[], by=here.thea, at=THEN)


def medicine_of_a_flagged_group_added(here):
    lines = ["Vitamin D", "Lithium"]
    screening.record_medicines(
        partner=here.partner, lines=lines, groups=["lithium"], by=here.thea, at=THEN
    )


def vitals_changed(here):
    vitals = {"measured_on": date(2027, 3, 1), "systolic": 120, "diastolic": 80}
    asked_about_health(here.partner, by=here.thea, at=THEN, vitals=vitals)


def experience_changed(here):
    interviewed(here.partner, by=here.thea, at=THEN, experience="experienced")


def told(topic):
    def happens(here):
        asked_about_health(here.partner, by=here.thea, at=THEN, **{topic: "Since last week"})

    return happens


def safety_concern_told(here):
    interviewed(here.partner, by=here.thea, at=THEN, fear="yes")


def thoughts_of_suicide_told(here):
    interviewed(here.partner, by=here.thea, at=THEN, self_harm="yes")


def outside_the_limits_twice(here):
    for minutes in (0, 20):
        at = THEN + timedelta(minutes=minutes)
        actions.read(approval=here.approval, by=here.thea, at=at, **HIGH)


def licence_until(**days):
    def happens(here):
        until = {"expires_on": date(2028, 1, 1), "dea_expires_on": None} | days
        people.note_licence(
            account=here.paul, clinic=here.clinic, number="C-77", by=here.ada, at=THEN, **until
        )

    return happens


def prescriber_disabled(here):
    people.disable(account=here.paul, clinic=here.clinic, by=here.ada, at=THEN)


def prescriber_made_supervisor(here):
    people.change_roles(
        account=here.paul, clinic=here.clinic, roles=[Role.SUPERVISOR], by=here.ada, at=THEN
    )


def clinic_allows_days(idle_days):
    def happens(here):
        people.change_clinic(clinic=here.clinic, idle_days=idle_days, by=here.ada, at=THEN)

    return happens


def revoked(here):
    actions.revoke(**ENDS, approval=here.approval, by=here.paul, at=THEN)


def parted(here):
    planning.part_ways(couple=here.partner.couple, by=here.thea, at=THEN)


def later(year, month, day):
    return datetime(year, month, day, 17, tzinfo=UTC)


# (row of the brief, what happens, why it ended)
AT_ONCE = [
    (2, every_session_used, Cause.USED_UP),
    (3, reported(Cause.PRODUCT), Cause.PRODUCT),
    (4, typed_anew, None),
    (5, medicine_added, Cause.MEDICINES),
    (5, vitals_changed, Cause.SCREENING),
    (5, experience_changed, Cause.SCREENING),
    (6, medicine_of_a_flagged_group_added, Cause.FLAG),
    (6, told("liver"), Cause.FLAG),
    (6, told("pregnancy"), Cause.FLAG),
    (6, safety_concern_told, Cause.FLAG),
    (6, reported(Cause.PREGNANCY), Cause.PREGNANCY),
    (6, reported(Cause.ADVERSE_EVENT), Cause.ADVERSE_EVENT),
    (6, reported(Cause.EMERGENCY), Cause.EMERGENCY),
    (7, thoughts_of_suicide_told, Cause.ACUTE_RISK),
    (7, told("suicidal_intent"), Cause.ACUTE_RISK),
    (7, reported(Cause.ACUTE_RISK), Cause.ACUTE_RISK),
    (8, outside_the_limits_twice, Cause.LIMITS),
    (11, reported(Cause.PARTNER_WITHDREW), Cause.PARTNER_WITHDREW),
    (11, revoked, Cause.REVOKED),
    (11, parted, Cause.PARTED),
]
# (row of the brief, what happens, why it ends, when the clock finds it)
BY_THE_CLOCK = [
    (1, clinic_allows_days(180), Cause.EXPIRED, later(2027, 8, 1)),
    (9, licence_until(expires_on=date(2027, 3, 9)), Cause.LICENCE, later(2027, 3, 10)),
    (9, licence_until(dea_expires_on=date(2027, 3, 9)), Cause.LICENCE, later(2027, 3, 10)),
    (9, prescriber_disabled, Cause.PRESCRIBER, THEN),
    (9, prescriber_made_supervisor, Cause.PRESCRIBER, THEN),
    # Signed on 1 March, weeks after its first day.
    (10, nothing, Cause.IDLE, later(2027, 5, 31)),
    (10, clinic_allows_days(25), Cause.IDLE, later(2027, 3, 27)),
]
# Planned outside of what was approved: the plan is stopped, and the approval stays as it is.
STOPS_THE_PLAN = 12
