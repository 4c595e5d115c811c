from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sessions_app.documents.models import Paper
from sessions_app.documents.rules import CLAIM_LASTS, State
from tests.factories.couples import PartnerFactory
from tests.factories.documents import PaperFactory, ReadyPaperFactory
from tests.factories.planning import PlanFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("paper_kind_known", {"kind": "poster"}),
        ("paper_sheet_belongs_to_one_partner", {"kind": "sheet", "partner": None}),
        ("paper_sheet_belongs_to_one_partner", {"kind": "responders", "partner": None}),
        ("paper_ready_is_whole", {"pdf": b"%PDF"}),
        ("paper_failed_with_at_and_why", {"failed_why": "It was too long."}),
    ],
)
def test_what_cannot_be_is_refused_by_the_database(constraint, facts):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        PaperFactory(**facts)


@pytest.mark.parametrize(
    ("constraint", "facts"),
    [
        ("paper_sheet_belongs_to_one_partner", {"of": "a partner"}),
        ("paper_ready_is_whole", {"source": "<p>still here"}),
        ("paper_ready_is_whole", {"pages": 0}),
        ("paper_ready_or_failed", {"failed_at": "now", "failed_why": "It was too long."}),
    ],
)
def test_a_ready_paper_cannot_be_half_of_one(constraint, facts, NOW):
    if facts.pop("of", None):
        facts["partner"] = PartnerFactory()
    if facts.get("failed_at"):
        facts["failed_at"] = NOW

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ReadyPaperFactory(**facts)


def test_the_same_content_is_one_paper_even_where_it_belongs_to_no_partner():
    paper = PaperFactory()

    with pytest.raises(IntegrityError, match="paper_once_per_content"), transaction.atomic():
        PaperFactory(plan=paper.plan, digest=paper.digest)


def test_a_paper_is_free_until_it_is_claimed_and_again_when_the_claim_is_old(NOW):
    waiting = PaperFactory()
    abandoned = PaperFactory(claimed_at=NOW - CLAIM_LASTS)
    PaperFactory(claimed_at=NOW - CLAIM_LASTS + timedelta(seconds=1))
    PaperFactory(claimed_at=NOW, failed_at=NOW, failed_why="It was too long.")
    ReadyPaperFactory()

    assert set(Paper.objects.free(NOW)) == {waiting, abandoned}


def test_a_list_of_papers_leaves_their_bytes_in_the_database(django_assert_num_queries):
    ReadyPaperFactory.create_batch(3)

    with django_assert_num_queries(1):
        listed = [(p.state, p.plan.number, p.file_name) for p in Paper.objects.listed()]

    assert {state for state, *_ in listed} == {State.READY}
    assert all("pdf" in p.get_deferred_fields() for p in Paper.objects.listed())


def test_only_the_clinicians_of_the_care_team_reach_a_paper(
    couple, thea, paul, ada, stranger, clinic
):
    paper = PaperFactory(plan=PlanFactory(couple=couple))

    reach = {a.name: list(Paper.objects.clinical_to(a)) for a in (thea, paul, ada, stranger)}

    assert reach == {
        "Thea Lindqvist": [paper],
        "Paul Adeyemi": [paper],
        "Ada Okafor": [],
        "Stranger": [],
    }


def test_a_paper_says_nothing_about_itself_where_others_may_see_it():
    paper = ReadyPaperFactory()

    assert (str(paper), paper.file_name) == (f"Paper {paper.pk}", f"paper-{paper.pk}.pdf")
