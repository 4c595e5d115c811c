from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ..models import Letter
from ..rules.states import State
from ..rules.words import ASKS_FOR_A_CALL, Outcome, Why


class NothingToSettle(Exception):
    def __str__(self):
        return "This letter needs nobody any more. Somebody saw to it, or it was sent meanwhile."


class CannotHaveArrived(Exception):
    def __str__(self):
        return "This letter never left, so it cannot have arrived. Please call instead."


@transaction.atomic
def settle(*, letter, outcome, by, at):
    """A person says what became of an uncertain letter, or that somebody was called instead.

    Nothing is sent again: the telephone reaches somebody who may have read the letter already.
    """
    require(account=by, clinic=letter.partner.couple.clinic, action=Action.READ_LETTERS)
    letter = Letter.objects.select_for_update().told(at).get(pk=letter.pk)
    if letter.settled_at or not _asks_for_somebody(letter):
        raise NothingToSettle
    if outcome == Outcome.ARRIVED and letter.state != State.UNCERTAIN:
        raise CannotHaveArrived
    letter.outcome, letter.settled_by, letter.settled_at = Outcome(outcome).value, by, at
    letter.save(update_fields=["outcome", "settled_by", "settled_at"])
    record(deed="letter settled", subject=letter, by=by, at=at, outcome=letter.outcome)
    return letter


def _asks_for_somebody(letter):
    if letter.state == State.SKIPPED:
        return Why(letter.skipped_why) in ASKS_FOR_A_CALL
    return letter.state in (State.UNCERTAIN, State.FAILED)
