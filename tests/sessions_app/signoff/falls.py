"""What can happen behind a signed plan so that its signature stands no longer."""

from dataclasses import dataclass
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
# What a plan waits for then, and what of an approval its page says.
AGAIN = "Thea Lindqvist, to be sent again"
BOTH = "an approval by Paul Adeyemi or Nell Odum"
UNAPPROVED = "An approval it rests on does not hold now."
RENEWED = "An approval it rests on is another one now."


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
    figures["valid_from"] = figures["prescribed_on"]
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


@dataclass(frozen=True)
class Fall:
    """What happens, what the plan waits for then, and what of it the care team may read."""

    happens: object
    waits: str
    told: tuple = ()
    called: str = "Alex"

    @property
    def couple(self):
        return f"{self.called} and Robin"


FALLS = {
    "the name was corrected": Fall(
        corrected,
        AGAIN,
        (
            "Alexandra, name: now “Alexandra Moreno”, before “Alex Moreno”.",
            "Alexandra, called: now “Alexandra”, before “Alex”.",
        ),
        "Alexandra",
    ),
    "an approval was renewed": Fall(renewed, AGAIN, (RENEWED,)),
    "an approval was revoked": Fall(revoked, BOTH, (UNAPPROVED,)),
    "an approval lapsed": Fall(reported, BOTH, (UNAPPROVED,)),
    "its last day passed": Fall(last_day_passed, BOTH, (UNAPPROVED,)),
    "every session was used": Fall(used_up, BOTH, (UNAPPROVED,)),
    "the licence ran out": Fall(licence_ran_out, BOTH, (UNAPPROVED,)),
    "the prescriber was disabled": Fall(
        prescriber_disabled, "an approval by Nell Odum", (UNAPPROVED,)
    ),
    "a name was written over": Fall(
        name_written_over, AGAIN, ("Lexi, called: now “Lexi”, before “Alex”.",), "Lexi"
    ),
    "words were written over": Fall(
        words_written_over,
        AGAIN,
        (
            "Joint intention: now “Other words.”, "
            "before “We would like to be at ease with silence.”.",
        ),
    ),
    "the number was written over": Fall(number_written_over, AGAIN),
}
