from django.db import transaction

from ..audit.actions import record
from ..people.actions import require
from ..people.rules import Action
from .models import CareTeamMember, Couple, Partner


class SameMailbox(Exception):
    """Two partners with one address would read each other's letters."""

    def __str__(self):
        return "Each partner needs an e-mail address of their own, so that letters stay separate."


def _check_mailboxes(partners):
    addresses = [facts["email"].strip().lower() for facts in partners]
    if len(set(addresses)) < len(addresses):
        raise SameMailbox


@transaction.atomic
def open_couple(*, clinic, lead, team, partner_a, partner_b, by, at):
    """Open the record of two partners; `team` are the other accounts that care for them.

    `partner_a` and `partner_b` are dicts of the fields of `Partner`.
    """
    require(account=by, clinic=clinic, action=Action.OPEN_COUPLE)
    _check_mailboxes([partner_a, partner_b])
    couple = Couple.objects.create(clinic=clinic, lead=lead, opened_by=by, opened_at=at)
    for side, facts in (("a", partner_a), ("b", partner_b)):
        partner = Partner(couple=couple, side=side, **facts)
        partner.full_clean()
        partner.save()
    for account in dict.fromkeys([lead, *team]):
        CareTeamMember.objects.create(couple=couple, account=account, joined_at=at)
    record(deed="couple opened", subject=couple, by=by, at=at)
    return couple


@transaction.atomic
def correct_partner(*, partner, by, at, **facts):
    """Write down changed personal facts of one partner; the other's stay as they are."""
    require(account=by, clinic=partner.couple.clinic, action=Action.OPEN_COUPLE)
    Couple.objects.select_for_update().get(pk=partner.couple_id)
    other = Partner.objects.exclude(pk=partner.pk).get(couple=partner.couple_id)
    _check_mailboxes([{"email": facts.get("email", partner.email)}, {"email": other.email}])
    changed = [name for name, value in facts.items() if getattr(partner, name) != value]
    for name in changed:
        setattr(partner, name, facts[name])
    partner.full_clean()
    partner.save()
    record(deed="partner corrected", subject=partner, by=by, at=at, fields=sorted(changed))
    return partner
