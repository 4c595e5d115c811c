"""The sealed card for emergency responders: one page, an outer side for everybody, an inner one."""

from datetime import date

import pytest

from protocols.rules import Approach
from sessions_app.approvals.models import Approval
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Partner
from sessions_app.documents import pdf, responders, rules
from sessions_app.planning.models import Plan
from sessions_app.screening.rules.health import TOPICS
from tests.factories.planning import NOW
from tests.factories.screening import HealthFormFactory, MedicineListFactory
from tests.sessions_app.desk.private import told_everything

from .conftest import pages, read
from .test_pdf import NOT_A_PRESCRIPTION, SIZES

YES = {"answer": "yes", "words": "ZEBRA"}
LONGEST = "Wherever anybody looks there are more words than one would ever need. " * 8


def told(partner, *, topics=(), allergies="", lines=None):
    HealthFormFactory(
        partner=partner, topics=dict.fromkeys(topics, YES), allergies=allergies, recorded_at=NOW
    )
    if lines is not None:
        MedicineListFactory(partner=partner, lines=lines, recorded_at=NOW)


def printed(paper, *, made="Mon 1 March 2027, 10:00 (Denver)"):
    return pdf.render(rules.dated(paper.html, made=made), most_pages=1)


def on_paper(paper):
    (page,) = pages(printed(paper).pdf)
    return page


def sides(paper):
    """The words outside and inside, as they stand between the tags."""
    outside, inside = paper.html.split('<section class="inside">')
    return outside, inside


@pytest.mark.parametrize("approach", list(Approach))
def test_each_partner_who_doses_has_one_card_and_who_is_sober_has_none(plan_of, written, approach):
    papers = written(plan_of(approach))

    cards = [name for name in papers if name.startswith("card")]

    assert cards == (["card a"] if approach == Approach.SOLO else ["card a", "card b"])


def test_inside_stands_what_responders_need(plan_of, written, couple, thea):
    plan = plan_of(signed=True)
    alex = couple.pair[0]
    told(
        alex,
        topics=["liver", "seizures"],
        allergies="Penicillin: a rash.",
        lines=["Sertraline 50 mg", "Vitamin D"],
    )
    couples.note_contact(
        partner=alex, emergency_name="Sam Moreno", emergency_relation="brother",
        emergency_phone="720-555-0190", by=thea, at=NOW,
    )  # fmt: skip

    page = on_paper(written(plan)["card a"])

    for line in (
        "Alex Moreno Born 5 May 1985. Called Alex.",
        "Medicine Racemic ketamine, lozenge; under the tongue",
        "Planned 100 mg, about half: planned part of the dose approved by Paul Adeyemi on "
        "3 February 2027. Not what was taken.",
        "Taken, by hand at amount by whom at amount by whom",
        "Allergies Penicillin: a rash.",
        "Other medicines Sertraline 50 mg; Vitamin D",
        "Has or had Severe liver disease; Epilepsy, seizures",
        "Next of kin Sam Moreno, brother, 720-555-0190",
        "Poison Help Too much taken, or by the wrong person: 1-800-222-1222",
        "Made on Mon 1 March 2027, 10:00 (Denver) from session plan 1, revision 1; health as told "
        "on 1 March 2027; medicines as told on 1 March 2027. The record may have changed since.",
        NOT_A_PRESCRIPTION,
    ):
        assert line in page
    assert page.count("303-555-0101") == 2
    assert "ZEBRA" not in page


def test_the_outer_side_is_alike_for_everybody_whatever_is_inside(plan_of, written, couple, thea):
    plan = plan_of()
    alex, robin = couple.pair
    before = {name: sides(paper) for name, paper in written(plan).items() if "card" in name}

    told_everything(alex, by=thea)
    told_everything(robin, by=thea, word="LLAMA")
    Approval.objects.update(medicine="ZEBRA", form="im", conditions="ZEBRA")
    after = {name: sides(paper) for name, paper in written(plan).items() if "card" in name}

    for name in ("card a", "card b"):
        assert after[name][0] == before[name][0]
        assert after[name][1] != before[name][1]
    assert after["card a"][0].replace("Alex", "Robin") == after["card b"][0]
    top = after["card a"][0].split('<section class="outside">')[1].lower()
    clinical = ("ketamine", "dose", "medicine", "allerg", "moreno", "cedar house", "session")
    assert [word for word in clinical if word in top] == []
    assert "open in an emergency. everybody else leaves it closed." in top


def test_what_nobody_asked_is_not_known_and_what_was_not_told_is_no_all_clear(
    plan_of, written, couple
):
    plan = plan_of()
    never_asked = on_paper(written(plan)["card a"])
    told(couple.pair[0], lines=[])
    asked = on_paper(written(plan)["card a"])

    unknown = "Nobody has asked yet: not known."
    for title in ("Allergies", "Other medicines", "Has or had"):
        assert f"{title} {unknown}" in never_asked
    assert "as told on" not in never_asked
    assert "Next of kin Nobody is named." in never_asked
    assert "Allergies None was told." in asked
    assert "Other medicines Takes nothing, as told." in asked
    assert "Has or had Nothing was answered with yes." in asked
    assert [word for word in ("safe", "no allergies", "healthy") if word in asked.lower()] == []


def test_an_answer_about_suicide_is_no_condition(plan_of, values, couple):
    plan = plan_of()
    told(couple.pair[0], topics=TOPICS)

    conditions = values(plan)["card a"]["health"]["conditions"]

    assert len(conditions) == len(TOPICS) - 1
    assert "suicide" not in str(conditions)


def test_without_an_approval_that_holds_the_medicine_is_written_by_hand(plan_of, written):
    plan = plan_of()
    Approval.objects.filter(partner__side="a").update(valid_until=date(2027, 2, 28))

    papers = written(plan)

    alex, robin = on_paper(papers["card a"]), on_paper(papers["card b"])
    assert "Medicine No approval of a prescriber stands. Given, by hand:" in alex
    assert "Planned The planned part does not come out. Ask the prescriber." in alex
    assert (" mg" in alex, " mg" in robin) == (False, True)


def test_a_part_that_does_not_come_out_is_not_worked_out(plan_of, written):
    plan = plan_of()
    Approval.objects.filter(partner__side="a").update(may_split=False, dose_unit_mg=200)

    page = on_paper(written(plan)["card a"])

    assert "Medicine Racemic ketamine" in page
    assert "Planned The planned part does not come out. Ask the prescriber." in page
    assert " mg" not in page


@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("full", [False, True])
def test_every_card_is_one_page_with_the_same_title(plan_of, written, couple, clinic, paper, full):
    plan = plan_of(paper=paper, signed=True)
    if full:
        Partner.objects.update(
            name=LONGEST[:120], preferred_name=LONGEST[:60], language=LONGEST[:60],
            emergency_name=LONGEST[:120], emergency_relation=LONGEST[:60], emergency_phone="1" * 40,
        )  # fmt: skip
        Plan.objects.update(place=LONGEST[:240], room=LONGEST[:60])
        type(clinic).objects.update(neutral_name=LONGEST[:80], prescriber_phone="2" * 40)
        lines = [f"{n} {LONGEST}"[:200] for n in range(30)]
        told(couple.pair[0], topics=TOPICS, allergies=LONGEST[:300], lines=lines)

    card = printed(written(plan)["card a"])

    document = read(card.pdf)
    assert (card.pages, len(document.pages)) == (1, 1)
    assert tuple(round(side) for side in document.pages[0].mediabox[2:]) == SIZES[paper]
    assert document.metadata.title == "Card for emergency responders"
    (page,) = pages(card.pdf)
    assert "The record may have changed since." in page
    assert "Page 1 of 1" in page


def test_medicines_that_do_not_fit_are_counted_and_never_cut(plan_of, values, written, couple):
    lines = [f"Medicine number {n:02} {'x' * 180}" for n in range(30)]
    plan = plan_of()
    told(couple.pair[0], lines=lines)

    takes = values(plan)["card a"]["takes"]

    assert takes["lines"] == lines[: len(takes["lines"])]
    assert takes["more"] == 30 - len(takes["lines"]) > 0
    assert sum(map(len, takes["lines"])) <= responders.MOST_OF_MEDICINES
    assert f"and {takes['more']} more that did not fit here: ask the prescriber" in on_paper(
        written(plan)["card a"]
    )


def test_a_card_can_be_read_aloud(plan_of, written):
    document = read(printed(written(plan_of())["card a"]).pdf)

    catalog = document.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "en"
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
