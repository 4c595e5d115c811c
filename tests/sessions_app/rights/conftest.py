"""Two partners with all that a record can hold."""

import pytest

from sessions_app.couples.models import Partner
from sessions_app.planning import actions as planning
from sessions_app.planning.models import Part
from tests.factories.planning import NOW
from tests.factories.signoff import sign
from tests.sessions_app.desk.private import told_everything


@pytest.fixture
def pair(ready_plan, couple, thea, paul):
    """Two partners with a word of their own in every private field: ZEBRAA and ZEBRAB."""
    words_of = {partner: f"ZEBRA{partner.side.upper()}" for partner in couple.pair}
    for partner, word in words_of.items():
        Part.objects.filter(partner=partner).update(private_intention=f"{word} intention")
        partner.approvals.update(conditions=f"{word} conditions")
    sign(planning.submit(plan=ready_plan, by=thea, at=NOW), by=paul, at=NOW)
    for partner, word in words_of.items():
        told_everything(partner, by=thea, word=word)
        Partner.objects.filter(pk=partner.pk).update(phone=f"{word} 1", pronouns=word)
    return list(Partner.objects.filter(couple=couple))


@pytest.fixture
def ended(pair, couple, thea):
    planning.part_ways(couple=couple, by=thea, at=NOW)
    return pair
