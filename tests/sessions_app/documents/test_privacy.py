"""What one partner keeps private never stands on the other's paper (brief 3.8).

Every private field of both partners holds a marker of its own; the sheets are then searched for
the markers of the other.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from protocols.rules import Approach
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import FORM_LABELS, Form
from sessions_app.couples.models import Partner
from sessions_app.documents import joint, pdf, sheets
from sessions_app.planning.models import Booking, Part, Plan
from sessions_app.screening.models import Flag, Interview
from tests.factories.planning import NOW
from tests.factories.screening import (
    ConversationFactory,
    DayCheckFactory,
    DayQuestionFactory,
    FlagFactory,
    HealthFormFactory,
    MedicineListFactory,
)

from .conftest import pages, read

APPROACHES = list(Approach)
AMOUNT = {"a": "123.11", "b": "123.22"}


def mark(plan, side):
    """Fill every private field of this partner; what was written is returned."""
    marker = f"ZEBRA{side.upper()}"
    Partner.objects.filter(couple=plan.couple, side=side).update(
        email=f"{marker}@mail.example",
        phone=f"{marker}-5550",
        contact_wishes=f"{marker} wishes",
        quiet_email=f"{marker}@quiet.example",
        quiet_phone=f"{marker}-5551",
        quiet_address=f"{marker} box",
        emergency_name=f"{marker} sister",
        emergency_relation=f"{marker} relation",
        emergency_phone=f"{marker}-5552",
    )
    mark_what_was_told_alone(Partner.objects.get(couple=plan.couple, side=side), marker)
    Part.objects.filter(plan=plan, partner__side=side).update(private_intention=f"{marker} word")
    Interview.objects.filter(partner__side=side).update(note=f"{marker} note", safety="concern")
    Approval.objects.filter(partner__side=side).update(
        medicine=f"{marker} medicine",
        conditions=f"{marker} conditions",
        monitoring=f"{marker} monitoring",
        rx_reference=f"{marker} rx",
        approved_dose_mg=AMOUNT[side],
        session_max_mg=AMOUNT[side],
    )
    return [marker, AMOUNT[side]]


def mark_what_was_told_alone(partner, marker):
    if Flag.objects.filter(partner=partner).exists():
        return
    told, seen = f"{marker} told", {"closed_at": NOW, "closed_why": marker}
    ConversationFactory(partner=partner, note=told)
    DayQuestionFactory(partner=partner, note=told)
    DayCheckFactory(partner=partner, note=told, taken_by=told)
    topics = {"liver": {"answer": "yes", "words": told}}
    HealthFormFactory(partner=partner, topics=topics, allergies=told)
    MedicineListFactory(partner=partner, lines=[told])
    FlagFactory(partner=partner, topic=marker.lower()[:24])
    FlagFactory(partner=partner, closed_by=partner.couple.lead, **seen)


def mark_the_clinicians_words(plan):
    """Reasons and verdicts belong to no sheet at all."""
    Plan.objects.filter(pk=plan.pk).update(
        choice_reason="ZEBRAC reason",
        chosen_fit={"level": "caution", "fired": [{"sentence": "ZEBRAC verdict"}]},
    )
    return ["ZEBRAC", "ZEBRAC reason"]


def everything_in(value):
    """Nested plain values as one text; anything that is not plain is an error."""
    if isinstance(value, dict):
        return " ".join(everything_in(part) for pair in value.items() for part in pair)
    if isinstance(value, list | tuple):
        return " ".join(everything_in(part) for part in value)
    assert value is None or isinstance(value, str | int | bool), type(value)
    return str(value)


@pytest.mark.parametrize("approach", APPROACHES)
def test_no_private_word_reaches_the_other_partners_paper(plan_of, values, written, approach):
    plan = plan_of(approach, long=True, signed=True)
    markers = {side: mark(plan, side) for side in "ab"}
    nobodys = mark_the_clinicians_words(plan)

    said, papers = values(plan), written(plan)

    for side, other in ("ab", "ba"):
        pdf_of_sheet = pdf.render(papers[side].html, most_pages=2).pdf
        document = read(pdf_of_sheet)
        everywhere = " ".join(
            [
                everything_in(said[side]),
                papers[side].html,
                *pages(pdf_of_sheet),
                str(document.metadata),
                document.trailer["/Root"]["/Metadata"].get_data().decode(),
                pdf_of_sheet.decode("latin-1"),
            ]
        )
        forbidden = [*markers[other], *nobodys, " mg"]
        assert [word for word in forbidden if word in everywhere] == []
        assert f"ZEBRA{side.upper()} word" in everywhere


@pytest.mark.parametrize("approach", APPROACHES)
def test_even_the_own_sheet_holds_only_the_own_words_of_all_that_is_private(
    plan_of, values, approach
):
    plan = plan_of(approach)
    for side in "ab":
        mark(plan, side)

    said = {side: everything_in(values(plan)[side]) for side in "ab"}

    assert [said[side].count(f"ZEBRA{side.upper()}") for side in "ab"] == [1, 1]
    assert [AMOUNT[side] in said[side] for side in "ab"] == [False, False]


def test_a_card_holds_this_partners_record_and_nothing_of_the_others(plan_of, written):
    plan = plan_of(signed=True)
    markers = {side: mark(plan, side) for side in "ab"}
    nobodys = mark_the_clinicians_words(plan)

    papers = written(plan)

    for side, other in ("ab", "ba"):
        html, own = papers[f"card {side}"].html, f"ZEBRA{side.upper()}"
        whole = pdf.render(html, most_pages=1).pdf
        document = read(whole)
        everywhere = " ".join(
            [html, *pages(whole), str(document.metadata), whole.decode("latin-1")]
        )
        assert [word for word in [*markers[other], *nobodys] if word in everywhere] == []
        kept = [f"{own} {word}" for word in ("told", "sister", "relation", "medicine")]
        assert [word for word in kept if word not in html] == []
        # What was told about a topic, asked for, or wished stays in the record.
        away = [f"{own} {word}" for word in ("word", "note", "wishes", "rx", "conditions", "box")]
        assert [word for word in [*away, f"{own}@", AMOUNT[side]] if word in html] == []


def test_what_stands_on_a_card_stands_on_no_joint_paper_and_not_on_the_clinicians(plan_of, written):
    plan = plan_of()
    for side in "ab":
        mark(plan, side)

    papers = written(plan)

    told = {
        name: [f"ZEBRA{side} told" in paper.html for side in "AB"] for name, paper in papers.items()
    }
    assert told == {
        "plan": [False, False],
        "a": [False, False],
        "b": [False, False],
        "card a": [True, False],
        "card b": [False, True],
    }


def test_the_clinicians_paper_holds_both_and_says_that_they_are_private(plan_of, written):
    plan = plan_of()
    for side in "ab":
        mark(plan, side)

    html = written(plan)["plan"].html

    assert ("ZEBRAA word" in html, "ZEBRAB word" in html) == (True, True)
    assert html.count("private, never on the other’s paper") == 2


def test_a_sheet_is_written_from_own_and_joint_words_and_from_nothing_else():
    fields = {
        name: str(kind)
        for record in (sheets.Own, joint.Joint, joint.Protocol, joint.Booked, joint.Sober)
        for name, kind in record.__annotations__.items()
    }

    plain = ("str", "bool", "int", "dict", "tuple", "Decimal", "datetime", "None")
    ours = ("Protocol", "Sober", "Booked")
    strange = [
        name for name, kind in fields.items() if not any(word in kind for word in (*plain, *ours))
    ]
    assert strange == []


@pytest.fixture
def both_marked(plan_of, couple, thea):
    """A plan of each approach for the same two people, all private fields marked."""
    plans = {}
    for approach in APPROACHES:
        plans[approach] = plan_of(approach)
        # Set aside while the next is made: nobody is in two sessions of one day.
        Plan.objects.filter(pk=plans[approach].pk).update(stage="withdrawn")
        Booking.objects.all().delete()
    Plan.objects.update(stage="draft")
    for plan in plans.values():
        for side in "ab":
            mark(plan, side)
        mark_the_clinicians_words(plan)
    return plans


words = st.text(
    alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60
).map(lambda text: f"«{text}»")
touches = st.none() | st.lists(
    st.sampled_from(["hand", "shoulder", "hug", "steadying"]), unique=True
)


@given(
    approach=st.sampled_from(APPROACHES),
    secrets=st.tuples(words, words),
    joint_words=words,
    agrees=st.tuples(st.booleans(), st.booleans()),
    touch=st.tuples(touches, touches),
    forms=st.tuples(*[st.sampled_from([f.value for f in Form if f != Form.ESKETAMINE_REMS])] * 2),
    zones=st.tuples(*[st.sampled_from(["", "America/New_York", "Pacific/Auckland"])] * 2),
    safety=st.tuples(*[st.sampled_from(["not_done", "no_concern", "concern"])] * 2),
)
@settings(
    max_examples=500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_two_people_write_and_answer_stays_their_own(
    both_marked, values, approach, secrets, joint_words, agrees, touch, forms, zones, safety
):
    plan = both_marked[approach]
    Plan.objects.filter(pk=plan.pk).update(joint_intention=joint_words)
    for place, side in enumerate("ab"):
        Part.objects.filter(plan=plan, partner__side=side).update(
            private_intention=f"ZEBRA{side.upper()} {secrets[place]}",
            agreed_at=None,
            agrees_joint=agrees[place],
            touch=touch[place],
        )
        Approval.objects.filter(partner__side=side).update(form=forms[place])
        Partner.objects.filter(couple=plan.couple, side=side).update(zone=zones[place])
        Interview.objects.filter(partner__side=side).update(safety=safety[place])

    said = values(plan)

    for side, other in ("ab", "ba"):
        text = everything_in(said[side])
        place = "ab".index(other)
        shown_touch = said[side]["touch"] or ""
        refused = touch[place] is not None and "hug" not in touch[place]
        kept = [f"ZEBRA{other.upper()}", AMOUNT[other], AMOUNT[side], "ZEBRAC"]
        assert [word for word in kept if word in text] == []
        assert secrets["ab".index(side)] in text
        assert (joint_words in said[side]["joint_intention"]) == all(agrees)
        assert not (refused and "hug" in shown_touch)
        assert FORM_LABELS[Form(forms[place])] not in text


def test_what_the_other_answers_alone_changes_nothing_on_this_partners_sheet(plan_of, values):
    plan = plan_of(Approach.DUAL_PSYCHEDELIC)
    before = values(plan)["a"]
    Interview.objects.filter(partner__side="b").update(
        safety="concern", acute_risk_open=True, note="ZEBRA", first_ketamine=True
    )
    Approval.objects.filter(partner__side="b").update(
        form="im", conditions="ZEBRA", fast_solids_h=8, approved_dose_mg=111, session_max_mg=111
    )
    Partner.objects.filter(couple=plan.couple, side="b").update(zone="Pacific/Auckland")
    Part.objects.filter(plan=plan, partner__side="b").update(
        private_intention="ZEBRA", can_stay_sober=False
    )

    assert values(plan)["a"] == before
