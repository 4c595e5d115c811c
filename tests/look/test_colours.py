"""Every pair of colours that is read or pressed is far enough apart, in both schemes."""

import re

import pytest
from django.contrib.staticfiles import finders

TEXT = 4.5
SHAPE = 3.0
SCHEMES = {"light": 0, "dark": 1}

GROUNDS = ["paper", "sheet", "well"]
SOFT = ["accent", "yes", "mind", "not", "wait"]
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "quiet", "accent") for ground in GROUNDS],
    *[(ink, ground, TEXT) for ink in ("accent-deep", "danger") for ground in ("paper", "sheet")],
    *[(kind, f"{kind}-soft", TEXT) for kind in SOFT],
    *[("ink", f"{kind}-soft", TEXT) for kind in [*SOFT, "partner-a", "partner-b", "care"]],
    *[("quiet", f"{kind}-soft", TEXT) for kind in ("accent", "yes", "not")],
    *[("accent", f"{kind}-soft", TEXT) for kind in SOFT],
    *[(kind, "sheet", TEXT) for kind in SOFT],
    ("accent-deep", "accent-soft", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-deep", TEXT),
    ("on-danger", "danger", TEXT),
    ("danger", "not-soft", TEXT),
    *[(edge, ground, SHAPE) for edge in ("edge", "partner-a", "partner-b") for ground in GROUNDS],
    *[(lane, f"{lane}-soft", SHAPE) for lane in ("partner-a", "partner-b", "care")],
]


@pytest.fixture(scope="session")
def tokens():
    with open(finders.find("css/tokens.css")) as sheet:
        found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", sheet.read())
    return {name: schemes for name, *schemes in found}


def brightness(colour):
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    darker, lighter = sorted([brightness(one), brightness(other)])
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_what_is_read_stands_out_from_its_ground(tokens, front, back, least, scheme):
    colours = [tokens[name][SCHEMES[scheme]] for name in (front, back)]

    assert contrast(*colours) >= least


def test_the_measure_of_contrast_is_the_agreed_one():
    assert (round(contrast("#000000", "#ffffff"), 2), round(contrast("#777777", "#ffffff"), 2)) == (
        21.0,
        4.48,
    )
