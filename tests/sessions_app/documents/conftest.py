"""Plans of every approach, their papers as HTML, and a PDF as a reader finds it."""

import sys
from io import BytesIO

import pytest
from django.db import connection
from pypdf import PdfReader

from kapcouples.tryout.children import Child, stop_all
from protocols.rules import Approach
from sessions_app.documents import source
from sessions_app.documents.rules import Kind
from sessions_app.planning import actions as planning
from sessions_app.planning import facts
from tests.factories.documents import lengthened, planned
from tests.factories.planning import NOW as WORKING_HOUR
from tests.factories.signoff import sign
from tests.shelf import take


@pytest.fixture
def plan_of(couple, clinic, thea, paul, protocols):
    """A plan of this approach; `long` with the longest words, `signed` with a signature."""

    def making(approach=Approach.DUAL_PSYCHOLYTIC, *, paper="letter", long=False, signed=False):
        def make():
            type(clinic).objects.filter(pk=clinic.pk).update(paper=paper)
            plan = planned(couple, by=thea, approach=approach)
            if long:
                plan = lengthened(plan, by=thea)
            if signed:
                plan = planning.submit(plan=plan, by=thea, at=WORKING_HOUR)
                sign(plan, by=paul, at=WORKING_HOUR)
            return plan

        plan = take(("plan of", approach, paper, long, signed), make)
        return source.plans().get(pk=plan.pk)

    return making


@pytest.fixture
def values():
    """What stands on the papers of a plan: "plan" for clinicians, "a" and "b" for the partners,
    "card a" and "card b" for responders.
    """

    def gathered(plan):
        plan = source.plans().get(pk=plan.pk)
        on = facts.day_of(plan, WORKING_HOUR)
        return {_name(kind, partner): said for kind, partner, said in source.contexts(plan, on=on)}

    return gathered


@pytest.fixture
def written():
    """The papers of a plan as HTML, under the same names."""

    def writing(plan):
        plan = source.plans().get(pk=plan.pk)
        papers = source.write(plan, on=facts.day_of(plan, WORKING_HOUR))
        return {_name(paper.kind, paper.partner): paper for paper in papers}

    return writing


def _name(kind, partner):
    return {
        Kind.SESSION_PLAN: "plan",
        Kind.SHEET: partner and partner.side,
        Kind.RESPONDERS: partner and f"card {partner.side}",
    }[kind]


@pytest.fixture
def celery_worker(transactional_db, tmp_path):
    """A worker as it runs for a clinic, on this test's database and Redis."""
    database = connection.settings_dict
    environment = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": f"postgresql://postgres@/{database['NAME']}?host={database['HOST']}",
    }
    words = ["-m", "celery", "-A", "kapcouples", "worker", "--concurrency", "1"]
    worker = Child("worker", [sys.executable, *words], environment, tmp_path / "worker.log")
    worker.start()
    yield worker
    stop_all([worker])


def read(pdf):
    return PdfReader(BytesIO(pdf))


def pages(pdf):
    """The words of each page, as one line each."""
    return [" ".join(page.extract_text().split()) for page in read(pdf).pages]
