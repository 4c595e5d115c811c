import pytest

from sessions_app.planning.rules.gates import Gate
from sessions_app.planning.rules.stages import Stage
from sessions_app.planning.rules.stations import STATIONS, WORDS, State, rail

WORKED_ON = ["fit", "roles", "intentions", "preparation", "schedule"]


def states(stage=Stage.DRAFT, begun=(), gates=()):
    return {
        station.key: station.state for station in rail(stage=stage, begun=set(begun), gates=gates)
    }


def labels(stage):
    return [station.label for station in rail(stage=stage, begun=set(), gates=())][-2:]


def test_there_are_seven_stations_in_the_order_of_the_road():
    stations = rail(stage=Stage.DRAFT, begun=set(), gates=())

    assert [(station.key, station.name) for station in stations] == list(STATIONS.items())
    assert len(stations) == 7


@pytest.mark.parametrize("key", WORKED_ON)
@pytest.mark.parametrize(
    ("begun", "kinds", "expected"),
    [
        (False, [], State.NOT_BEGUN),
        (False, ["hard"], State.NOT_BEGUN),
        (False, ["advice"], State.NOT_BEGUN),
        (True, [], State.DONE),
        (True, ["advice"], State.IN_PROGRESS),
        (True, ["hard"], State.NEEDS_YOU),
        (True, ["advice", "hard"], State.NEEDS_YOU),
    ],
)
def test_a_station_shows_what_still_stands_in_its_way(key, begun, kinds, expected):
    gates = [Gate(key, "Something is missing.", kind=kind) for kind in kinds]

    found = states(begun=[key] if begun else [], gates=gates)

    assert found == dict.fromkeys(STATIONS, State.NOT_BEGUN) | {key: expected}


@pytest.mark.parametrize("key", WORKED_ON)
def test_a_gate_of_one_station_does_not_show_at_another(key):
    others = [Gate(other, "Something is missing.") for other in WORKED_ON if other != key]

    assert states(begun=WORKED_ON, gates=others)[key] == State.DONE


@pytest.mark.parametrize(
    ("stage", "review", "after"),
    [
        (Stage.DRAFT, State.NOT_BEGUN, State.NOT_BEGUN),
        (Stage.WITH_PRESCRIBER, State.WAITING, State.NOT_BEGUN),
        (Stage.CLEARED, State.DONE, State.IN_PROGRESS),
        (Stage.HELD, State.DONE, State.DONE),
        (Stage.WITHDRAWN, State.NOT_BEGUN, State.NOT_BEGUN),
    ],
)
def test_the_last_two_stations_follow_the_stage(stage, review, after):
    found = states(stage=stage)

    assert (found["review"], found["after"]) == (review, after)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (Stage.DRAFT, ["Not begun", "After sign-off"]),
        (Stage.WITH_PRESCRIBER, ["Waits for the prescriber", "After sign-off"]),
        (Stage.CLEARED, ["Signed", "In progress"]),
        (Stage.HELD, ["Signed", "Done"]),
        (Stage.WITHDRAWN, ["Not begun", "After sign-off"]),
    ],
)
def test_the_last_two_stations_say_it_in_words(stage, expected):
    assert labels(stage) == expected


def test_every_state_has_words_of_its_own():
    assert set(WORDS) == set(State)
    assert len(set(WORDS.values())) == len(State)
