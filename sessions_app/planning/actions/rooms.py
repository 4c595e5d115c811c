from django.core.exceptions import ValidationError
from django.db import transaction

from ...audit.actions import record
from ...people.actions import require
from ...people.rules import Action
from ..models import Room


class RoomIsKnown(Exception):
    def __str__(self):
        return "There is already a room of this name."


@transaction.atomic
def add_room(*, clinic, name, by, at):
    """One more room that can be booked. Raises `RoomIsKnown`."""
    require(account=by, clinic=clinic, action=Action.MANAGE_CLINIC)
    room = Room(clinic=clinic, name=" ".join(name.split()))
    try:
        room.full_clean()
    except ValidationError as error:
        raise RoomIsKnown from error
    room.save()
    record(deed="room added", subject=room, by=by, at=at)
    return room


@transaction.atomic
def close_room(*, room, by, at):
    """No new booking takes it; what is booked stays."""
    return _set(room, active=False, deed="room closed", by=by, at=at)


@transaction.atomic
def open_room(*, room, by, at):
    return _set(room, active=True, deed="room opened", by=by, at=at)


def _set(room, *, active, deed, by, at):
    require(account=by, clinic=room.clinic, action=Action.MANAGE_CLINIC)
    room = Room.objects.select_for_update().get(pk=room.pk)
    if room.active != active:
        room.active = active
        room.save(update_fields=["active"])
        record(deed=deed, subject=room, by=by, at=at)
    return room
