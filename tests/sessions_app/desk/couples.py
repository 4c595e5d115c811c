"""More couples than the one of the fixtures."""

from sessions_app.planning import actions as planning
from tests.factories.approvals import approved
from tests.factories.couples import couple_of
from tests.factories.planning import booked, prepared
from tests.factories.screening import InterviewFactory
from tests.shelf import take


def cared_for(clinic, thea, paul, *, name):
    """A couple with both interviews and both approvals."""
    couple = couple_of(clinic=clinic, lead=thea, team=[paul], a={"name": name})
    for partner in couple.pair:
        InterviewFactory(partner=partner, recorded_by=thea)
        approved(partner, paul)
    return couple


def another_couple(clinic, thea, paul, *, name, sent_at):
    """The same with a plan that was sent."""

    def make():
        couple = cared_for(clinic, thea, paul, name=name)
        plan = planning.begin(couple=couple, by=thea, at=sent_at)
        plan = prepared(plan, by=thea, at=sent_at)
        return planning.submit(plan=booked(plan, by=thea, at=sent_at), by=thea, at=sent_at)

    return take(("another couple", name, sent_at), make)
