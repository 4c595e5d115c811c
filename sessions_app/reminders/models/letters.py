from django.db import models
from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from ...couples.models import Couple, Partner
from ..rules import leaving
from ..rules.states import State
from ..rules.words import ASKS_FOR_A_CALL, Outcome

OPEN = Q(handing_at=None, sent_at=None, failed_at=None, skipped_at=None)
HANDED = Q(handing_at__isnull=False, sent_at=None, failed_at=None)


def conditions(at):
    """What each state means at a moment; of every letter exactly one holds."""
    long_ago = at - leaving.UNCERTAIN_AFTER
    arrived, called = Q(outcome=Outcome.ARRIVED.value), Q(outcome=Outcome.CALLED.value)
    return {
        State.PLANNED: OPEN,
        State.SENDING: HANDED & Q(handing_at__gt=long_ago, outcome=""),
        State.SENT: Q(sent_at__isnull=False) | HANDED & arrived,
        State.UNCERTAIN: HANDED & Q(handing_at__lte=long_ago, outcome=""),
        State.FAILED: Q(failed_at__isnull=False) | HANDED & called,
        State.SKIPPED: Q(skipped_at__isnull=False),
    }


class LetterQuerySet(models.QuerySet):
    def visible_to(self, account):
        """Letters of the couples whose names and times this account may read.

        The couples are read first: as a part of one query PostgreSQL would read every letter.
        """
        couples = Couple.objects.visible_to(account).values_list("pk", flat=True)
        return self.filter(partner__couple__in=list(couples))

    def since(self, moment):
        return self.filter(due_at__gte=moment)

    def due(self, at):
        """Open letters whose time has come and that no living worker is at; oldest first."""
        free = Q(claimed_at=None) | Q(claimed_at__lte=at - leaving.CLAIM_LASTS)
        return self.filter(OPEN & free, due_at__lte=at).order_by("due_at")

    def open(self):
        """Those that nobody handed over and that no reason holds back, claimed or not."""
        return self.filter(OPEN)

    def in_state(self, state, at):
        return self.filter(conditions(at)[State(state)])

    def uncertain(self, at):
        """Handed to the mail server, which was never heard to take or refuse them."""
        return self.in_state(State.UNCERTAIN, at)

    def asking_for_a_call(self, at):
        """The meeting is ahead, its letter did not surely arrive, and nobody has seen to it."""
        states = conditions(at)
        needs = Q(skipped_why__in=[why.value for why in ASKS_FOR_A_CALL])
        return self.filter(
            states[State.UNCERTAIN] | states[State.FAILED] | needs,
            settled_at=None,
            meeting_starts_at__gt=at,
            meeting__starts_at=F("meeting_starts_at"),
            meeting__cancelled_at=None,
        )

    def told(self, at):
        """With `state` as it is at this moment."""
        found = [When(when, then=Value(state.value)) for state, when in conditions(at).items()]
        return self.annotate(state=Case(*found, output_field=models.CharField()))

    def whole(self):
        """With all that decides about a letter and all that it says."""
        return self.select_related("meeting__plan", "partner__couple__clinic")

    def with_the_other(self):
        """With `other_email`, `other_phone` and `other_voicemail` of the other partner.

        No confidential contact: what stands beside a letter is read by more than the care team.
        """
        other = Partner.objects.filter(couple=OuterRef("partner__couple")).exclude(
            pk=OuterRef("partner")
        )
        names = ("email", "phone", "voicemail")
        return self.annotate(
            **{f"other_{name}": Subquery(other.values(name)[:1]) for name in names}
        )

    def counted(self, at):
        """With `lately`: how many letters the reader was handed in the days before."""
        recent = (
            self.model.objects.filter(
                partner=OuterRef("partner"), failed_at=None, handing_at__gt=at - leaving.WITHIN
            )
            .order_by()
            .values("partner")
            .annotate(count=Count("pk"))
            .values("count")
        )
        return self.annotate(lately=Coalesce(Subquery(recent), 0))
