"""What a clinic does with its own wording: the deeds of `protocols`, for who may, in the trail."""

from django.db import transaction

from protocols import actions as protocols

from ..audit.actions import record
from ..people.actions import require
from ..people.rules import Action


def _note(deed, version, *, clinic, by, at):
    record(
        deed=deed,
        subject=clinic,
        by=by,
        at=at,
        version=version.pk,
        approach=version.approach,
        edition=version.number,
    )


@transaction.atomic
def start(*, version, clinic, by, at):
    """Begin the clinic's own wording from a published version."""
    require(account=by, clinic=clinic, action=Action.WORD_PROTOCOLS)
    draft = protocols.start_wording(
        version=version, owner=clinic.pk, owner_name=clinic.name, by=by.name, at=at
    )
    _note("wording begun", draft, clinic=clinic, by=by, at=at)
    return draft


@transaction.atomic
def write_texts(*, version, clinic, texts, seen, by, at):
    require(account=by, clinic=clinic, action=Action.WORD_PROTOCOLS)
    draft = protocols.write_texts(version=version, texts=texts, seen=seen, by=by.name, at=at)
    _note("wording changed", draft, clinic=clinic, by=by, at=at)
    return draft


@transaction.atomic
def write_rows(*, version, clinic, section, rows, seen, by, at):
    require(account=by, clinic=clinic, action=Action.WORD_PROTOCOLS)
    draft = protocols.write_rows(
        version=version, section=section, rows=rows, seen=seen, by=by.name, at=at
    )
    _note("wording changed", draft, clinic=clinic, by=by, at=at)
    return draft


@transaction.atomic
def discard(*, version, clinic, by, at):
    require(account=by, clinic=clinic, action=Action.WORD_PROTOCOLS)
    _note("wording discarded", version, clinic=clinic, by=by, at=at)
    protocols.discard_wording(version=version, by=by.name, at=at)


@transaction.atomic
def publish(*, version, clinic, by, at):
    require(account=by, clinic=clinic, action=Action.PUBLISH_PROTOCOLS)
    published = protocols.publish_wording(version=version, by=by.name, at=at)
    _note("wording published", published, clinic=clinic, by=by, at=at)
    return published


@transaction.atomic
def retire(*, version, clinic, by, at):
    require(account=by, clinic=clinic, action=Action.PUBLISH_PROTOCOLS)
    retired = protocols.retire_wording(version=version, by=by.name, at=at)
    _note("wording retired", retired, clinic=clinic, by=by, at=at)
    return retired
