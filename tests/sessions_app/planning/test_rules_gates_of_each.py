"""The gates of one partner: the medicine, and what each says alone (brief 2.7)."""

from dataclasses import replace

import pytest

from sessions_app.planning.rules.gates import NOT_APPROVED, NOT_THIS_APPROACH, open_gates
from sessions_app.planning.rules.wishes import FULL, SOLO
from tests.sessions_app.planning.closed import ALEX, APPROACHES, ROBIN, SOBER, named, ready, told

DOSING = {"solo": "S16", "dual_psychedelic": "S26", "dual_psycholytic": "S36",
          "extended_discussion": "S49"}  # fmt: skip
MEDICINE = [
    ({"approved": False}, ("roles", "S7", "hard", NOT_APPROVED)),
    (
        {"approach_approved": False},
        ("roles", "S12", "hard", NOT_THIS_APPROACH),
    ),
    (
        {"comes_out": False},
        (
            "roles",
            "S37",
            "hard",
            "The planned part does not come out for Alex. Ask the prescriber.",
        ),
    ),
    (
        {"part_fits": False},
        ("roles", "DOSING", "hard", "The part planned for Alex is not the one of this approach."),
    ),
    (
        {"booster": True},
        ("roles", "S11", "hard", "A booster is planned for Alex and the approval lists none."),
    ),
]
OF_EACH = [
    ({"acknowledged": frozenset({"source", "as_directed"})}, ("preparation", "S8", "hard",
     "Alex has not said yet: knows the risks and side effects of the medicine.")),
    ({"acknowledged": frozenset({"risks", "as_directed"})}, ("preparation", "S10", "hard",
     "Alex has not said yet: will have it only from the prescriber and a licensed pharmacy.")),
    ({"acknowledged": frozenset({"risks", "source"})}, ("preparation", "S11", "hard",
     "Alex has not said yet: will take it only as directed.")),
    ({"consent_age": None}, ("preparation", "", "advice",
     "The consent of Alex has no date yet.")),
    ({"consent_age": 31}, ("preparation", "", "advice",
     "The consent of Alex is more than 30 days old by then.")),
]  # fmt: skip


def of(approach, gate):
    """The gate with the number that its rule has in this approach."""
    station, seed, *rest = gate
    return (station, DOSING[approach] if seed == "DOSING" else seed, *rest)


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize(("change", "gate"), MEDICINE, ids=named)
def test_what_the_medicine_of_whoever_doses_needs(approach, change, gate):
    dosing = (replace(ALEX, **change), ready(approach).dosing[1])

    assert told(ready(approach, dosing=dosing)) == [of(approach, gate)]


@pytest.mark.parametrize("approach", APPROACHES)
@pytest.mark.parametrize(("change", "gate"), OF_EACH, ids=named)
def test_what_each_partner_says_alone(approach, change, gate):
    dosing = (replace(ALEX, **change), ready(approach).dosing[1])

    assert told(ready(approach, dosing=dosing)) == [gate]


def test_a_sober_partner_acknowledges_and_consents_too():
    sober = replace(SOBER, acknowledged=frozenset(), consent_age=None)

    found = [(seed, kind) for _, seed, kind, _ in told(ready(SOLO, dosing=(ALEX, sober)))]

    assert found == [("S8", "hard"), ("S10", "hard"), ("S11", "hard"), ("", "advice")]


@pytest.mark.parametrize("age", [0, 30])
def test_a_consent_of_thirty_days_is_young_enough(age):
    assert open_gates(ready(FULL, dosing=(replace(ALEX, consent_age=age), ROBIN))) == []


def test_a_booster_that_the_approval_lists_may_be_planned():
    alex = replace(ALEX, booster=True, booster_approved=True)

    assert open_gates(ready(FULL, dosing=(alex, ROBIN))) == []


def test_the_approval_of_a_sober_partner_is_not_asked_for():
    sober = replace(SOBER, approved=False, comes_out=False)

    assert open_gates(ready(SOLO, dosing=(ALEX, sober))) == []


@pytest.mark.parametrize("lapsed", [(True, False), (False, True), (True, True)])
@pytest.mark.parametrize(
    ("name", "gate"), [("approved", NOT_APPROVED), ("approach_approved", NOT_THIS_APPROACH)]
)
def test_a_lapse_of_either_partner_stops_a_session_of_both_and_says_not_whose(name, gate, lapsed):
    """Whose it is may be what one of them told alone, and others may see the screen."""
    dosing = tuple(
        replace(partner, booster=True, booster_approved=not gone or name != "approved")
        for partner, gone in zip((ALEX, ROBIN), lapsed, strict=True)
    )
    dosing = tuple(
        replace(partner, **{name: not gone}) for partner, gone in zip(dosing, lapsed, strict=True)
    )

    assert [sentence for *_, sentence in told(ready(FULL, dosing=dosing))] == [gate]
