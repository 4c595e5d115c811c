"""The app never sets a dose: one form types it, one deed writes it, and nothing proposes one."""

import ast
import re

from tests.house.code import ROOT, named, sources, templates, tree

DOSE = "approved_dose_mg"
MAY_WRITE = {
    # The column and what must be true of it, the form the prescriber types into, and the fields of
    # the deed that signs it.
    "sessions_app/approvals/models/approval.py",
    "sessions_app/approvals/models/promises.py",
    "sessions_app/approvals/forms/approve.py",
    "sessions_app/approvals/actions/signing.py",
    # A partner's own copy reads it out.
    "sessions_app/rights/approved.py",
    "sessions_app/rights/reading.py",
    # The made-up clinic tells of a prescriber who typed it.
    "sessions_app/demo/words.py",
    "sessions_app/demo/actions.py",
}
WRITES = (".update", ".create", ".bulk_create", ".bulk_update", ".update_or_create", "Approval")
PROPOSING = re.compile(
    r"recommended dose|suggested dose|dose calculator|mg\s*/\s*kg|mg per kg|body ?weight", re.I
)


def written():
    """Where a dose is named as text or set, anywhere but as a value that is read."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Constant) and node.value == DOSE:
                yield named(path)
            if isinstance(node, ast.keyword) and node.arg == DOSE:
                yield named(path)
            if (
                isinstance(node, ast.Attribute)
                and node.attr == DOSE
                and isinstance(node.ctx, ast.Store)
            ):
                yield named(path)


def made():
    """Every place that makes or changes an approval past its deeds."""
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                if called == "Approval" or (
                    re.match(r"Approval\.objects.*", called) and (called.endswith(WRITES))
                ):
                    yield named(path)


def test_a_dose_is_written_by_the_prescribers_signed_form_and_nowhere_else():
    assert set(written()) <= MAY_WRITE


def test_an_approval_is_made_by_the_deed_that_signs_it_and_by_no_other():
    # The view makes an unsaved copy to begin a renewal with; only the deed saves.
    assert set(made()) == {
        "sessions_app/approvals/actions/signing.py",
        "sessions_app/approvals/views/signing.py",
    }


def test_no_page_and_no_source_proposes_a_dose():
    texts = [*templates(), *sources(), *(ROOT / "protocols" / "content").glob("*.toml")]

    assert [named(path) for path in texts if PROPOSING.search(path.read_text())] == []


def test_the_search_finds_what_it_looks_for():
    assert all(map(PROPOSING.search, ["Recommended dose: 1", "0.5 mg/kg", "by body weight"]))
