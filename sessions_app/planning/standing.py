"""Whether the signature under a plan still stands, found out here for every page that says so.

No deed voids it: a record behind the plan changes without the plan, an approval ends by the clock.
So nothing is kept that could be forgotten; whoever shows plans has them looked at, all at once.
"""

from django.db.models import prefetch_related_objects

from ..approvals.rules import Status
from ..signing.rules import digest
from . import facts
from .content import content
from .models import Revision
from .models.plan import CONTENT
from .rules.differences import differences
from .rules.stages import SENT, Stage, Standing

BESIDE = ("couple__clinic", "version", "therapist")
ENDED = "An approval it rests on does not hold now."
RENEWED = "An approval it rests on is another one now."


def is_as_signed(plan, *, on, known=None):
    """Whether a signed plan is, byte for byte, what was signed."""
    return digest(content(plan, on=on, known=known)) == plan.cleared_digest


def look(plans, *, at, known=None):
    """Give each sent or signed plan its `standing`; as many queries for many as for one.

    `known` are the charts of each plan, by plan, for whoever has read them; they are returned.
    """
    sent = [plan for plan in plans if Stage(plan.stage) in SENT]
    if not sent:
        return {}
    known = known or _charts(sent, at=at)
    numbers = _read_whole([plan for plan in sent if _is_signed(plan)])
    for plan in sent:
        charts = known[plan.pk]
        plan.standing = Standing(
            void=_is_signed(plan) and not _stands(plan, numbers, at=at, known=charts),
            unapproved=any(each.part.doses and not each.carries for each in charts),
        )
    return known


def look_at_signed(plans, *, at):
    """The same for a page that says of the signed ones only how they stand."""
    return look([plan for plan in plans if _is_signed(plan)], at=at)


def of(plans, *, at):
    """The standing of each sent or signed plan among these, by plan, to be told to other rows."""
    sent = plans.filter(stage__in=[stage.value for stage in SENT])
    found = list(sent.select_related(*BESIDE))
    look(found, at=at)
    return {plan.pk: plan.standing for plan in found}


def _is_signed(plan):
    return plan.stage == Stage.CLEARED.value


def _charts(plans, *, at):
    prefetch_related_objects(plans, *BESIDE, "parts")
    approvals = facts.newest_approvals(plans)
    return {
        plan.pk: facts.charts(plan, on=facts.day_of(plan, at), approvals=approvals)
        for plan in plans
    }


def _read_whole(signed):
    """Read all that is signed; the numbers of the revisions that were ever sent, with the plan."""
    if not signed:
        return set()
    prefetch_related_objects(signed, *CONTENT)
    prefetch_related_objects([plan for plan in signed if plan.line], "version__phases")
    prefetch_related_objects([plan for plan in signed if plan.left_out], "version__items")
    return set(Revision.objects.filter(plan__in=signed).order_by().values_list("plan", "number"))


def _stands(plan, numbers, *, at, known):
    # What nobody sent nobody signed, should the number of a signed plan ever be written over.
    sent = (plan.pk, plan.revision) in numbers
    return sent and is_as_signed(plan, on=facts.day_of(plan, at), known=known)


def changes(plan, shown):
    """What is different from what was signed, in sentences; `shown` is the content as it is now."""
    signed = plan.revisions.filter(number=plan.revision, digest=plan.cleared_digest).first()
    if signed is None or any(part.partner.erased_at for part in plan.pair):
        return []
    return for_both(signed.read(), shown)


def for_both(before, after):
    """What changed between two contents of one plan, for everybody but whoever signs.

    Of an approval only that it is another or holds no longer: whose it was, and why, is private.
    """
    was, now = _apart(before), _apart(after)
    found = differences(was["plan"], now["plan"])
    if was["approvals"] == now["approvals"]:
        return found
    return [RENEWED if _all_hold(after) else ENDED, *found]


def _all_hold(shown):
    return all(
        partner["approval"] and partner["approval"].get("status") == Status.ACTIVE.value
        for partner in shown["partners"]
        if partner["doses"]
    )


def _apart(shown):
    """The plan without the approvals it rests on, and these."""
    approvals = [partner["approval"] for partner in shown["partners"]]
    bare = [partner | {"approval": None} for partner in shown["partners"]]
    return {"plan": shown | {"partners": bare}, "approvals": approvals}
