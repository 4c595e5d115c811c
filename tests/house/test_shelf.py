"""The fixtures that all rooms share come off a shelf; these are the rows it puts back."""

from django.core.management import call_command

from protocols.models import ProtocolVersion, Question


def shared():
    return {
        model: list(model.objects.order_by("pk").values()) for model in (ProtocolVersion, Question)
    }


def test_the_shared_protocols_come_back_with_their_ids_when_every_table_was_emptied(
    transactional_db,
):
    before = shared()

    # As a test that commits is undone: a sequence that began anew would give ids that are taken.
    call_command("flush", interactive=False, reset_sequences=False)

    assert shared() == before
    assert len(before[ProtocolVersion]) == 4
