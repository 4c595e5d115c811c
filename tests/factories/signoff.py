import factory

from sessions_app.people.rules import Role
from sessions_app.planning import facts
from sessions_app.planning.content import content
from sessions_app.signing.actions import signature
from sessions_app.signing.rules import Meaning, digest
from sessions_app.signoff import actions, models

from .people import PASSWORD, AccountFactory
from .planning import NOW, PlanFactory, SentPlanFactory


class SignOffFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SignOff

    plan = factory.SubFactory(PlanFactory)
    revision = factory.SelfAttribute("plan.revision")

    @classmethod
    def _adjust_kwargs(cls, **kwargs):
        signed = signature(
            content={"plan": kwargs["plan"].pk},
            meaning=Meaning.APPROVED_PLAN,
            role=Role.PRESCRIBER,
            zone="America/Denver",
            by=kwargs.get("signed_by") or AccountFactory(),
            at=NOW,
        )
        return signed | kwargs


class HandoverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Handover

    plan = factory.SubFactory(PlanFactory)
    to = factory.SubFactory(AccountFactory)
    handed_by = factory.SubFactory(AccountFactory)
    handed_at = NOW


class NudgeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Nudge

    plan = factory.SubFactory(SentPlanFactory)
    clinic = factory.SelfAttribute("plan.couple.clinic")
    to = factory.SubFactory(AccountFactory)
    on = NOW.date()
    asked_by = factory.SubFactory(AccountFactory)
    asked_at = NOW


def read(plan, at):
    """The digest of the page of a waiting plan, opened at this moment."""
    return digest(content(plan, on=facts.day_of(plan, at)))


def sign(plan, *, by, at, password=PASSWORD, seen_digest=None, **said):
    """Sign the plan as a prescriber does who has just read it."""
    return _answer(actions.sign, plan, by, at, password, seen_digest, said)


def ask_for_changes(plan, *, by, at, reason, password=PASSWORD, seen_digest=None, **said):
    """Ask for changes as a prescriber does who has just read it."""
    said |= {"reason": reason}
    return _answer(actions.ask_for_changes, plan, by, at, password, seen_digest, said)


def decline(plan, *, by, at, reason, password=PASSWORD, seen_digest=None, **said):
    """Decline the plan as a prescriber does who has just read it."""
    return _answer(actions.decline, plan, by, at, password, seen_digest, said | {"reason": reason})


def _answer(deed, plan, by, at, password, seen_digest, said):
    seen_digest = seen_digest or read(plan, at)
    return deed(plan=plan, seen_digest=seen_digest, password=password, by=by, at=at, **said)
