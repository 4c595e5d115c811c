from datetime import UTC, date, datetime
from itertools import product

import pytest

from sessions_app.people.actions import NotYourDeed
from sessions_app.people.rules import (
    MAY,
    Action,
    Role,
    can_be_called,
    is_zone,
    licence_ends_soon,
    licence_holds,
    local_day,
    may,
    place_of,
)

THERAPIST, PRESCRIBER, ADMIN, FRONT_DESK, SUPERVISOR, AUDITOR = Role
# Brief 4.5: the prescriber approves and signs, the therapist plans, the admin sees states. The
# front desk sees what the admin sees and decides nothing; a supervisor reads and changes nothing.
TABLE = {
    Action.READ_STATES: {THERAPIST, PRESCRIBER, ADMIN, FRONT_DESK, SUPERVISOR},
    Action.READ_EVERY_FOLDER: {ADMIN, FRONT_DESK},
    Action.READ_CLINICAL: {THERAPIST, PRESCRIBER, SUPERVISOR},
    Action.BREAK_GLASS: {THERAPIST, PRESCRIBER, SUPERVISOR},
    Action.OPEN_COUPLE: {THERAPIST},
    Action.MERGE_COUPLES: {ADMIN},
    Action.RECORD_INTERVIEW: {THERAPIST},
    Action.RECORD_HEALTH: {THERAPIST, PRESCRIBER},
    Action.CLOSE_MEDICAL_FLAG: {PRESCRIBER},
    Action.CLOSE_SAFETY_FLAG: {THERAPIST, PRESCRIBER},
    Action.HAND_OUT_COPY: {THERAPIST},
    Action.ERASE_RECORD: {THERAPIST},
    Action.APPROVE_MEDICINE: {PRESCRIBER},
    Action.PLAN: {THERAPIST},
    Action.SIGN: {PRESCRIBER},
    Action.HAND_OVER_SIGNOFF: {ADMIN},
    Action.READ_CALENDAR: {THERAPIST, PRESCRIBER, ADMIN, FRONT_DESK, SUPERVISOR},
    Action.OVERRIDE_BOOKING: {ADMIN},
    Action.READ_LETTERS: {THERAPIST, ADMIN, FRONT_DESK},
    Action.WORD_PROTOCOLS: {THERAPIST, SUPERVISOR},
    Action.PUBLISH_PROTOCOLS: {PRESCRIBER, SUPERVISOR},
    Action.MANAGE_PEOPLE: {ADMIN},
    Action.MANAGE_CLINIC: {ADMIN},
    Action.READ_ROLES: {ADMIN, SUPERVISOR, AUDITOR},
    Action.READ_TRAIL: {ADMIN, AUDITOR},
}
CLINICAL = {
    Action.READ_CLINICAL,
    Action.BREAK_GLASS,
    Action.RECORD_INTERVIEW,
    Action.APPROVE_MEDICINE,
    Action.PLAN,
    Action.SIGN,
}


def test_the_table_above_decides_about_every_action():
    assert list(TABLE) == list(Action)
    assert list(MAY) == list(Role)


@pytest.mark.parametrize(("role", "action"), list(product(Role, Action)))
def test_what_each_role_may_do(role, action):
    assert may(roles=[role], action=action) is (role in TABLE[action])
    assert may(roles=[role.value], action=action) is (role in TABLE[action])


def test_nobody_may_do_anything_without_a_role():
    assert [action for action in Action if may(roles=[], action=action)] == []


def test_two_roles_may_do_what_either_may():
    found = {action for action in Action if may(roles=[THERAPIST, PRESCRIBER], action=action)}

    assert found == {a for a in Action if TABLE[a] & {THERAPIST, PRESCRIBER}}


@pytest.mark.parametrize("role", [ADMIN, FRONT_DESK, AUDITOR])
def test_who_runs_the_clinic_does_nothing_clinical(role):
    assert MAY[role] & CLINICAL == set()


def test_an_auditor_reads_the_trail_and_who_may_do_what():
    assert MAY[AUDITOR] == {Action.READ_TRAIL, Action.READ_ROLES}


def test_no_single_role_both_writes_a_plan_and_signs_it():
    assert not any({Action.PLAN, Action.SIGN} <= actions for actions in MAY.values())


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        (Action.PLAN, "Your role cannot do this. A therapist of your clinic can."),
        (Action.SIGN, "Your role cannot do this. A prescriber of your clinic can."),
        (
            Action.READ_LETTERS,
            "Your role cannot do this. A clinic admin, front desk or therapist of your clinic can.",
        ),
    ],
)
def test_a_refusal_says_who_can(action, sentence):
    assert str(NotYourDeed(action)) == sentence


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("America/Denver", True),
        ("UTC", True),
        ("Asia/Kolkata", True),
        ("Denver", False),
        ("", False),
        ("../etc/passwd", False),
        ("america/denver", False),
    ],
)
def test_what_is_the_name_of_a_time_zone(name, expected):
    assert is_zone(name) is expected


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("UTC", date(2027, 3, 10)),
        ("America/Denver", date(2027, 3, 9)),
        ("Pacific/Kiritimati", date(2027, 3, 10)),
        ("Pacific/Pago_Pago", date(2027, 3, 9)),
    ],
)
def test_the_day_is_the_one_calendars_in_the_zone_show(zone, day):
    assert local_day(at=datetime(2027, 3, 10, 3, tzinfo=UTC), zone=zone) == day


@pytest.mark.parametrize(
    ("zone", "place"),
    [
        ("America/Denver", "Denver"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("UTC", "UTC"),
    ],
)
def test_a_zone_is_called_by_its_town(zone, place):
    assert place_of(zone) == place


DAY = date(2027, 3, 10)


@pytest.mark.parametrize(
    ("expires_on", "holds", "soon"),
    [
        (None, True, False),
        (date(2027, 3, 9), False, False),
        (date(2027, 3, 10), True, True),
        (date(2027, 5, 9), True, True),
        (date(2027, 5, 10), True, False),
    ],
)
def test_a_licence_holds_through_its_last_day_and_is_told_of_two_months_before(
    expires_on, holds, soon
):
    assert licence_holds(expires_on=expires_on, on=DAY) is holds
    assert licence_ends_soon(expires_on=expires_on, on=DAY) is soon


@pytest.mark.parametrize(
    ("number", "fine"),
    [
        ("303-555-0142", True),
        ("+1 (303) 555.0142", True),
        ("303-555-0142 ext. 4", True),
        ("303-555-0142 x4", True),
        ("911", True),
        ("12", False),
        ("ask at the desk", False),
        ("303-555-0142 or so", False),
        ("ext. 4", False),
        ("", False),
    ],
)
def test_what_is_a_telephone_number(number, fine):
    assert can_be_called(number) is fine
