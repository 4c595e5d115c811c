from types import SimpleNamespace

from protocols.rules import lanes


def phase(starts, ends, title, sober="", care=""):
    return SimpleNamespace(
        starts=starts, ends=ends, title=title, nondosing_title=sober, therapist_title=care
    )


PHASES = [
    phase(-15, 0, "Arrive"),
    phase(0, 60, "Inward", sober="Present", care="Check"),
    phase(60, 120, "Readiness check", care="Looks"),
    phase(120, None, "Evening"),
]


def titles(lane):
    return [each["title"] for each in lane["phases"]]


def test_each_lane_says_what_its_person_does():
    alex, robin, care = lanes(PHASES, a="Alex", b="Robin", care="Thea", dosing=("b",))

    assert (alex["who"], alex["name"], titles(alex)) == (
        "a",
        "Alex",
        ["Arrive", "Present", "Readiness check"],
    )
    assert (robin["who"], robin["name"], titles(robin)) == (
        "b",
        "Robin",
        ["Arrive", "Inward", "Readiness check"],
    )
    assert (care["who"], care["name"], titles(care)) == (
        "care",
        "Thea",
        ["Arrive", "Check", "Looks"],
    )


def test_what_lies_around_the_medicine_is_drawn_lightly():
    alex, robin, _ = lanes(PHASES, a="Alex", b="Robin", care="Thea")

    assert [(each["start"], each["end"], each["tone"]) for each in alex["phases"]] == [
        (-15, 0, "light"),
        (0, 60, ""),
        (60, 120, "light"),
    ]
    assert titles(robin) == titles(alex)
