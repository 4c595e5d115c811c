"""Nothing of the article that is no content stands on a page or a paper, as they are read."""

import pytest
from django.urls import reverse

from protocols.models import ProtocolVersion
from protocols.rules import Approach
from tests.protocols.test_coverage import NOISE
from tests.sessions_app.pages import words

STATIONS = ("fit", "roles", "intentions", "preparation", "schedule", "review")
FRAME_SAYS = ("S63", *NOISE)


@pytest.fixture
def read(client, thea, plan_of, written, frozen):
    """What a clinician reads of a whole signed plan: its pages, its papers, the protocols."""
    plan = plan_of(Approach.DUAL_PSYCHOLYTIC, signed=True)
    client.force_login(thea)
    addresses = [reverse(f"planning:{station}", args=[plan.pk]) for station in STATIONS]
    addresses += [reverse(name) for name in ("protocols:index", "protocols:about", "wording:index")]
    addresses += [
        reverse("protocols:detail", args=[version.pk]) for version in ProtocolVersion.objects.all()
    ]
    said = {address: words(client.get(address)) for address in addresses}
    return said | {f"paper {name}": paper.html for name, paper in written(plan).items()}


def test_nothing_of_what_is_no_content_is_read_anywhere(read):
    found = [
        (where, noise)
        for where, said in read.items()
        for noise in FRAME_SAYS
        if noise.lower() in said.lower()
    ]

    assert found == []
    # They are pages and papers with something on them, in which it could have stood.
    assert len(read) == len(STATIONS) + 3 + 4 + 5
    assert min(len(said) for said in read.values()) > 300
