"""What can happen behind a signed plan so that its signature stands no longer."""

from datetime import timedelta

from sessions_app.approvals import actions as approvals
from sessions_app.approvals.facts import seen
from sessions_app.approvals.models import Approval
from sessions_app.approvals.rules import Cause
from sessions_app.couples import actions as couples
from sessions_app.couples.models import Partner
from sessions_app.people import actions as people
from sessions_app.planning.models import Plan
from tests.factories.people import PASSWORD
from tests.factories.planning import NOW

WHY = "ZEBRA was told."


def approval(plan, side="a"):
    return plan.pair["ab".index(side)].partner.approvals.first()


def revoked(plan, *, paul, side="a", **others):
    told = {"reason": WHY, "password": PASSWORD}
    approvals.revoke(approval=approval(plan, side), by=paul, at=NOW, **told)


def reported(plan, *, thea, **others):
    approvals.report(approval=approval(plan), why=Cause.EMERGENCY, by=thea, at=NOW, note=WHY)


def renewed(plan, *, paul, **others):
    former = approval(plan)
    figures = {name: getattr(former, name) for name in approvals.TYPED_FIELDS}
    figures["prescribed_on"] += timedelta(days=26)
    figures["valid_until"] += timedelta(days=30)
    read = {"seen": seen(former.partner)}
    approvals.approve(partner=former.partner, by=paul, at=NOW, password=PASSWORD, **read, **figures)


def last_day_passed(plan, **others):
    Approval.objects.update(valid_until=NOW.date() - timedelta(days=1))


def used_up(plan, **others):
    Approval.objects.update(sessions_used=6)


def corrected(plan, *, thea, **others):
    partner = plan.pair[0].partner
    couples.correct_partner(partner=partner, by=thea, at=NOW, name="Alexandra Moreno")


def licence_ran_out(plan, *, paul, ada, **others):
    until = {"expires_on": NOW.date() - timedelta(days=1), "dea_expires_on": None}
    clinic = plan.couple.clinic
    people.note_licence(account=paul, clinic=clinic, number="C-77", by=ada, at=NOW, **until)
    approvals.sweep(at=NOW)


def prescriber_disabled(plan, *, paul, ada, **others):
    people.disable(account=paul, clinic=plan.couple.clinic, by=ada, at=NOW)
    approvals.sweep(at=NOW)


def name_written_over(plan, **others):
    Partner.objects.filter(pk=plan.pair[0].partner_id).update(preferred_name="Lexi")


def words_written_over(plan, **others):
    Plan.objects.filter(pk=plan.pk).update(joint_intention="Other words.")


def number_written_over(plan, **others):
    Plan.objects.filter(pk=plan.pk).update(revision=2)
