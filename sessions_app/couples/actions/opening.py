from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.models import Clinic
from ...people.rules import Action
from ..models import CareTeamMember, Couple, Partner
from ..rules import contacts, names
from ..rules.merging import Person
from .keeping import check_seen, lock_record


class SharedContact(Exception):
    """One address for two people is kept only when they know it and want it."""

    def __init__(self, what):
        super().__init__(what)
        self.what = what

    def __str__(self):
        return (
            f"Both would have the same {' and '.join(self.what)}, so each could read what the "
            "other gets. Ask for another one, or say below that both know it and want it."
        )


class HasFolderAlready(Exception):
    """These two have a folder in this clinic; `seen` are those that the reader may know of."""

    def __init__(self, seen):
        super().__init__(seen)
        self.seen = seen

    def __str__(self):
        if not self.seen:
            return (
                "Please ask a clinic admin before you open it: these two may have a folder here "
                "already."
            )
        named = " and ".join(f"{each} ({each.stage_label.lower()})" for each in self.seen)
        return f"These two have a folder here already: {named}. Go on there, or open a further one."


def _already(clinic, people):
    """The folders these two have. Whoever opens at the same moment waits, and is asked then."""
    Clinic.objects.select_for_update(no_key=True).get(pk=clinic.pk)
    return Couple.objects.filter(clinic=clinic).of_these_two(people)


def _seen(couples, by):
    found = Couple.objects.visible_to(by).filter(pk__in=[each.pk for each in couples])
    may_see = set(found.values_list("pk", flat=True))
    return [each for each in couples if each.pk in may_see]


class CalledTheSame(Exception):
    """What is printed for one of them alone names them as they are called."""

    def __init__(self, called):
        super().__init__(called)
        self.called = called

    def __str__(self):
        return (
            f"Both would be called “{self.called}”, and nobody could tell whose sheet a paper is. "
            "Write here what tells them apart."
        )


def _tell_apart(a, b):
    if names.alike(a.called, b.called):
        raise CalledTheSame(b.called)


def _shared(a, b):
    return contacts.shared(emails=(a.email, b.email), phones=(a.phone, b.phone))


def _settle_shared(couple, pair, *, why, by, at, before=()):
    """Keep why two partners share a contact, or let go of it when they no longer do.

    `before` is what they shared until now: whoever shares a mailbox knowingly has not said so of
    a telephone.
    """
    what = _shared(*pair)
    new = [each for each in what if each not in before or not couple.shared_contact_why]
    if new and not why:
        raise SharedContact(new)
    if what and not why:
        return
    if not what and not couple.shared_contact_why:
        return
    couple.shared_contact_why = why if what else ""
    couple.shared_contact_by, couple.shared_contact_at = (by, at) if what else (None, None)
    couple.save(update_fields=["shared_contact_why", "shared_contact_by", "shared_contact_at"])
    deed = "shared contact noted" if what else "shared contact ended"
    record(deed=deed, subject=couple, by=by, at=at)


@transaction.atomic
def open_couple(*, clinic, lead, team, partner_a, partner_b, by, at, shared_why="", anyway=False):
    """Open the record of two partners; `team` are the other accounts that care for them.

    `partner_a` and `partner_b` are dicts of the fields of `Partner`; `shared_why` says why both
    may have one address or phone, and `anyway` that another folder is wanted where these two have
    one. Raises `SharedContact`, `CalledTheSame` and `HasFolderAlready`.
    """
    require(account=by, clinic=clinic, action=Action.OPEN_COUPLE)
    people = [Person(each["name"], each["born_on"]) for each in (partner_a, partner_b)]
    already = _already(clinic, people)
    if already and not anyway:
        raise HasFolderAlready(_seen(already, by))
    couple = Couple.objects.create(clinic=clinic, lead=lead, opened_by=by, opened_at=at)
    pair = [
        Partner(couple=couple, side=side, **facts)
        for side, facts in (("a", partner_a), ("b", partner_b))
    ]
    _tell_apart(*pair)
    for partner in pair:
        partner.full_clean()
        partner.save()
    for account in dict.fromkeys([lead, *team]):
        CareTeamMember.objects.create(couple=couple, account=account, joined_at=at)
    deed = "couple opened beside another" if already else "couple opened"
    record(deed=deed, subject=couple, by=by, at=at)
    _settle_shared(couple, pair, why=shared_why.strip(), by=by, at=at)
    return couple


@transaction.atomic
def correct_partner(*, partner, by, at, shared_why="", seen=None, **facts):
    """Write down changed personal facts of one partner; the other's stay as they are.

    `seen` are the marks of what the page showed. Raises `SharedContact`, `CalledTheSame` and
    `WrittenMeanwhile`.
    """
    require(account=by, clinic=partner.couple.clinic, action=Action.OPEN_COUPLE)
    couple = Couple.objects.select_for_update().get(pk=partner.couple_id)
    partner = lock_record(partner=partner)
    check_seen(seen=seen, now={name: getattr(partner, name) for name in facts}, typed=facts)
    other = Partner.objects.exclude(pk=partner.pk).get(couple=couple)
    before = _shared(partner, other)
    changed = [name for name, value in facts.items() if getattr(partner, name) != value]
    for name in changed:
        setattr(partner, name, facts[name])
    if {"name", "preferred_name"} & set(changed):
        _tell_apart(other, partner)
    partner.full_clean()
    partner.save()
    record(deed="partner corrected", subject=partner, by=by, at=at, fields=sorted(changed))
    _settle_shared(couple, (partner, other), why=shared_why.strip(), by=by, at=at, before=before)
    return partner
