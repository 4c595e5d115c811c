"""Whether the prescriber's answer stands on a plan as it is on a day, and how that is printed."""

from ..planning.rules.stages import Stage
from ..signing.rules import digest
from ..signoff.models import SignOff
from . import rules

SHORT = 12


def signature(plan, *, shown):
    """The last answer to a plan as plain values, or None when nobody has answered.

    `shown` is the plan's content as it is on the day of printing; the signature stands while it
    is the content that was signed.
    """
    answer = SignOff.objects.filter(plan=plan).defer("content").first()
    if answer is None:
        return None
    same = answer.revision == plan.revision and answer.digest == digest(shown)
    return {
        "approves": answer.approves,
        "stands": answer.approves and same,
        "revision": answer.revision,
        "name": answer.signed_name,
        "credentials": answer.signed_credentials,
        "role": answer.signed_role,
        "said": answer.said,
        "local": rules.moment_words(answer.signed_at, answer.signed_zone),
        "utc": f"{answer.signed_at:%Y-%m-%d %H:%M} UTC",
        "digest": answer.short_digest,
        "method": answer.method_words,
        "licence": answer.signed_licence,
        "conditions": answer.conditions,
        "reason": answer.reason,
    }


def banner(plan, answer):
    """Why nobody may act on this paper; empty while the signature stands."""
    if Stage(plan.stage) == Stage.WITHDRAWN:
        return "This plan was withdrawn. No session may be held from this paper."
    if answer and answer["stands"]:
        return ""
    if Stage(plan.stage) == Stage.WITH_PRESCRIBER:
        return f"Not signed: revision {plan.revision} is with the prescriber."
    if answer is None:
        return f"Not signed: draft, revision {plan.revision}."
    if not answer["approves"]:
        return (
            f"Not signed: {answer['name']} asked for changes to revision {answer['revision']}. "
            f"This is revision {plan.revision}."
        )
    return (
        f"The signature on revision {answer['revision']} no longer stands, because the plan "
        f"or an approval changed since. This is revision {plan.revision}."
    )


def state_words(plan, answer):
    """The approval state as every page's header has it."""
    if Stage(plan.stage) == Stage.WITHDRAWN:
        return "Withdrawn"
    if answer and answer["stands"]:
        return f"Signed, revision {plan.revision}"
    return f"Not signed, revision {plan.revision}"
