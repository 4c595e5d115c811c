"""A trail with signatures in it, as it is walked."""

import pytest

from sessions_app.approvals.models import ApprovalSignature
from sessions_app.audit.actions import record as record_deed
from sessions_app.audit.models import Event

from .test_chain import commit_now


@pytest.fixture
def record(signed_plan):
    """Two approvals, a plan and its signature, each told in the trail."""
    for given in ApprovalSignature.objects.select_related("approval", "signed_by"):
        told = {"subject": given.approval, "by": given.signed_by, "at": given.signed_at}
        record_deed(deed="approval signed", **told, seal=given.seal)
    commit_now()
    return list(Event.objects.chained())
