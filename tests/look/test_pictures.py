from fractions import Fraction

import pytest
from django.template import engines

from protocols import pictures
from tests.look.gallery import LANES
from tests.look.reading import elements


def drawn(template, **context):
    return engines["django"].from_string("{% load pictures %}" + template).render(context)


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        ("1/1", Fraction(1)),
        ("1/2", Fraction(1, 2)),
        ("0", Fraction(0)),
        (0, Fraction(0)),
        (Fraction(1, 4), Fraction(1, 4)),
        (None, None),
        ("", None),
    ],
)
def test_a_part_is_read_from_how_it_is_stored(value, fraction):
    assert pictures.part(value) == fraction


@pytest.mark.parametrize("value", ["3/2", "-1/4", 2])
def test_no_more_than_the_prescribed_dose_can_be_drawn(value):
    with pytest.raises(ValueError, match="between 0 and 1"):
        pictures.part(value)


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("1/1", "0", "Alex takes the full dose, Robin stays sober"),
        ("1/1", "1/1", "Alex takes the full dose, Robin takes the full dose"),
        ("1/2", "1/2", "Alex takes about half, Robin takes about half"),
        ("1/4", "1/4", "Alex takes about a quarter, Robin takes about a quarter"),
        ("2/5", "3/4", "Alex takes about 2/5, Robin takes about three quarters"),
        ("1/2", "", "Alex takes about half, Robin is not decided yet"),
        (None, None, "No approach chosen yet"),
    ],
)
def test_the_glyph_says_in_words_what_it_draws(a, b, words):
    html = drawn("{% glyph a b a_name='Alex' b_name='Robin' %}", a=a, b=b)

    picture = elements(html, "svg")[0]

    assert (picture["role"], picture["aria-label"]) == ("img", words)


def test_a_glyph_beside_its_own_words_is_not_read_out():
    picture = elements(drawn("{% glyph '1' '0' label='' %}"), "svg")[0]

    assert (picture["role"], picture["aria-hidden"]) == (None, "true")


@pytest.mark.parametrize(
    ("fraction", "slice_", "full", "not_known"),
    [
        (Fraction(0), "", False, False),
        (Fraction(1, 4), "M14 14V3A11 11 0 0 1 25.00 14.00Z", False, False),
        (Fraction(1, 2), "M14 14V3A11 11 0 0 1 14.00 25.00Z", False, False),
        (Fraction(3, 4), "M14 14V3A11 11 0 1 1 3.00 14.00Z", False, False),
        (Fraction(1), "", True, False),
        (None, "", False, True),
    ],
)
def test_a_circle_is_filled_clockwise_from_the_top(fraction, slice_, full, not_known):
    circle = pictures.circle("a", fraction)

    assert circle == pictures.Circle(who="a", x=14, slice=slice_, full=full, open=not_known)


@pytest.mark.parametrize(
    "template", ["{% glyph '1/2' '1' paper=True %}", "{% session_line lanes paper=True %}"]
)
def test_on_paper_every_shape_carries_its_own_colours(template):
    shapes = [
        one
        for one in elements(drawn(template, lanes=LANES))
        if one.tag in ("circle", "rect", "path", "text")
    ]

    assert shapes
    assert [one for one in shapes if not (one["fill"] or one["stroke"])] == []


def test_on_a_page_no_colour_stands_outside_the_stylesheet():
    html = drawn("{% glyph '1/2' '1' %}{% session_line lanes %}{% ring 2 3 %}", lanes=LANES)

    coloured = [one for one in elements(html) if one["fill"] or one["stroke"] or one["style"]]

    assert coloured == []


def test_the_minutes_lie_evenly_on_the_line_from_before_the_dose_to_the_end():
    line = pictures.session_line(LANES)

    assert [(tick.label, tick.zero) for tick in line.ticks] == [
        ("-30", False),
        ("T0", True),
        ("+30", False),
        ("+60", False),
        ("+90", False),
        ("+120", False),
        ("+150", False),
    ]
    steps = {round(b.x - a.x) for a, b in zip(line.ticks, line.ticks[1:], strict=False)}
    assert len(steps) == 1


def test_no_block_leaves_the_drawing_and_none_covers_the_next():
    line = pictures.session_line(LANES)

    for lane in line.lanes:
        ends = [block.x + block.width for block in lane.blocks]
        assert lane.blocks[0].x >= pictures.NAMES
        assert ends[-1] <= line.width
        assert all(
            end <= following.x + 0.1 for end, following in zip(ends, lane.blocks[1:], strict=False)
        )


def test_titles_stay_inside_their_blocks():
    line = pictures.session_line(LANES)

    blocks = [block for lane in line.lanes for block in lane.blocks]

    for block in blocks:
        for _, y, text in block.rows:
            assert pictures.breadth(text) <= block.width
            assert block.y < y < block.y + block.height


@pytest.mark.parametrize(
    ("title", "width", "rows"),
    [
        ("Rest", 100, ["Rest"]),
        ("Hold, quiet", 40, ["Hold,", "quiet"]),
        ("Closing: one thank-you each", 60, ["Closing:", "one …"]),
        ("Slow talk with long pauses and then more", 50, ["Slow talk", "with long", "pauses …"]),
        ("Readiness", 20, []),
        ("Soft arrival", 30, ["Soft …"]),
    ],
)
def test_a_title_is_broken_shortened_or_left_out(title, width, rows):
    assert pictures.fitted(title, width) == rows


def test_a_line_without_phases_still_shows_the_moment_of_the_dose():
    line = pictures.session_line([{"who": "a", "name": "Alex", "phases": []}])

    assert [tick.label for tick in line.ticks] == ["T0", "+30"]


def test_the_session_line_can_be_read_as_a_list():
    html = drawn("{% session_line lanes label='Alex and Robin on the day' %}", lanes=LANES)

    everything = elements(html)
    read = [one.text for one in everything if one.tag == "li"]

    assert [one["aria-label"] for one in everything if one.tag == "svg"] == [
        "Alex and Robin on the day, in minutes from the dose at T0"
    ]
    assert [one.text for one in everything if one.tag == "h4"] == ["Alex", "Robin", "Thea"]
    assert read[0] == "T-45 to T-30: Arrive, settle"
    assert len(read) == sum(len(lane["phases"]) for lane in LANES)


def test_a_hostile_title_stays_text():
    lanes = [
        {
            "who": "a",
            "name": "<b>",
            "phases": [{"start": 0, "end": 90, "title": "</svg><script>1</script>"}],
        }
    ]

    html = drawn("{% session_line lanes %}{% session_line lanes paper=True %}", lanes=lanes)

    assert {one.tag for one in elements(html)} & {"script", "b"} == set()


@pytest.mark.parametrize(
    ("done", "parts", "said"),
    [(0, 1, "0 of 12 done"), (9, 2, "9 of 12 done"), (12, 2, "12 of 12 done")],
)
def test_a_ring_shows_and_says_how_far_it_is(done, parts, said):
    everything = elements(drawn("{% ring done 12 %}", done=done))

    assert everything[0]["aria-label"] == said
    assert len([one for one in everything if one.tag == "circle"]) == parts
    assert next(one for one in everything if one.tag == "text").text == str(done)


def test_an_icon_is_never_read_out():
    icon = elements(drawn("{% icon 'lock' 16 %}"), "svg")[0]

    assert (icon["aria-hidden"], icon["width"], icon["style"]) == ("true", "16", None)


@pytest.mark.parametrize(
    ("zone", "place"),
    [("America/Denver", "Denver"), ("America/New_York", "New York"), ("UTC", "UTC")],
)
def test_a_zone_is_called_by_its_city(zone, place):
    html = engines["django"].from_string("{% load words %}{{ zone|city }}").render({"zone": zone})

    assert html == place
