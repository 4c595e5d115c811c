from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from protocols.actions import publish
from protocols.built_in import read
from protocols.models import ProtocolVersion


def say():
    out = StringIO()
    call_command("load_protocols", stdout=out)
    return out.getvalue().splitlines()


@pytest.mark.django_db
def test_the_command_says_one_sentence_for_each_approach():
    first, second = say(), say()

    assert first == [
        "Solo dosing, version 1 is published.",
        "Dual psychedelic dosing, version 1 is published.",
        "Dual psycholytic dosing, version 1 is published.",
        "Extended discussion, version 1 is published.",
    ]
    assert second == [
        "Solo dosing, version 1 is already published; nothing changed.",
        "Dual psychedelic dosing, version 1 is already published; nothing changed.",
        "Dual psycholytic dosing, version 1 is already published; nothing changed.",
        "Extended discussion, version 1 is already published; nothing changed.",
    ]


def test_the_command_says_when_a_newer_version_took_over(versions, now):
    ProtocolVersion.objects.for_approach("solo").update(retired_at=now)

    assert (
        say()[0] == "Solo dosing, version 1 was published before and is retired; nothing changed."
    )


@pytest.mark.django_db
def test_the_command_refuses_in_the_words_of_the_refusal(now):
    publish(content=read("solo") | {"talk": "Other words."}, by="Thea", at=now)

    with pytest.raises(CommandError, match=r"solo\.toml no longer says what version 1"):
        say()
