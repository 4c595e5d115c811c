from django.db import transaction

from ...audit.actions import record
from ...post.rules import tells
from .. import rules
from ..models import Clinic
from .asking import require

# Of these the trail keeps what they were and what they are; of words it keeps only that they
# changed.
STATES = (
    "zone", "letters_from", "letters_until", "letter_leads", "secrets", "approval_days",
    "idle_days", "home_sessions", "paper",
)  # fmt: skip


class NameTells(Exception):
    """A letter with this name would tell a bystander what it is about."""

    def __str__(self):
        return (
            "This name tells what the clinic does, and every letter carries it. "
            "Choose one that says nothing, such as the house or the street."
        )


@transaction.atomic
def open_clinic(*, by, at, **facts):
    clinic = Clinic(**facts)
    clinic.full_clean()
    clinic.save()
    record(deed="clinic opened", subject=clinic, by=by, at=at)
    return clinic


@transaction.atomic
def change_clinic(*, clinic, by, at, **facts):
    """Write down how the clinic is run from now on. Raises `NameTells`."""
    require(account=by, clinic=clinic, action=rules.Action.MANAGE_CLINIC)
    clinic = Clinic.objects.select_for_update().get(pk=clinic.pk)
    if tells(facts.get("neutral_name", clinic.neutral_name)):
        raise NameTells
    before = {name: getattr(clinic, name) for name in facts}
    for name, value in facts.items():
        setattr(clinic, name, value)
    clinic.full_clean()
    changed = sorted(name for name, value in facts.items() if before[name] != value)
    if changed:
        clinic.save(update_fields=changed)
        record(
            deed="clinic changed",
            subject=clinic,
            by=by,
            at=at,
            fields=changed,
            was={name: _said(before[name]) for name in changed if name in STATES},
            now={name: _said(facts[name]) for name in changed if name in STATES},
        )
    return clinic


def _said(value):
    """A state as JSON can hold it."""
    return value if isinstance(value, bool | int | list | None) else str(value)
