"""A deed is one function: keywords only, by somebody, at a moment."""

import importlib
import inspect

import pytest

from tests.house.code import SLICES

MODULES = ["protocols.actions", *(f"sessions_app.{name}.actions" for name in SLICES)]
# Nobody does these: the clock, or the mail server's answer.
OF_THE_CLOCK = {
    "access.claim_notice",
    "access.clear_away",
    "access.note_notice_sent",
    "access.reseal_everything",
    "approvals.look_after",
    "approvals.look_again",
    "approvals.sweep",
    "documents.render",
    "people.claim_letters",
    "people.claim_licence_letters",
    "people.plan_licence_letters",
    "people.release_letters",
    "people.release_licence_letters",
    "people.send_letter",
    "people.send_licence_letter",
    "reminders.claim",
    "reminders.note_mail_down",
    "reminders.note_mail_up",
    "reminders.note_sweep",
    "reminders.plan_letters",
    "reminders.release",
    "reminders.send",
    "signoff.claim",
    "signoff.release",
    "signoff.send",
}
# These do nothing: they refuse, or put words together for a deed that does.
NOT_DEEDS = {
    "approvals.content",
    "people.digest_of",
    "couples.check_kept",
    "couples.check_seen",
    "couples.lock_joint",
    "couples.lock_record",
    "couples.require_neither_of_the_two",
    "couples.require_of_team",
    "people.require",
    "screening.leans",
    "signing.licensed",
    "planning.check_folder",
    "planning.folder",
    "signing.reauthenticate",
    "signing.same_as_seen",
    "signing.why_not_licensed",
}
POSITIONAL = {"approvals.content", "planning.folder", "screening.leans"}


def _offered(module):
    """What the module says it offers; one that says nothing offers all it holds."""
    if hasattr(module, "__all__"):
        return module.__all__
    return [
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == module.__name__
    ]


def _room(name):
    return name.split(".")[-2]


def deeds():
    found = {}
    for name in MODULES:
        if importlib.util.find_spec(name):
            module = importlib.import_module(name)
            found |= {f"{_room(name)}.{each}": getattr(module, each) for each in _offered(module)}
    return {name: deed for name, deed in found.items() if inspect.isfunction(deed)}


DEEDS = deeds()


def kinds(deed):
    return {
        parameter.kind
        for parameter in inspect.signature(deed).parameters.values()
        if parameter.kind != inspect.Parameter.VAR_KEYWORD
    }


def test_the_lists_above_name_functions_that_exist():
    assert set(DEEDS) >= OF_THE_CLOCK | NOT_DEEDS


@pytest.mark.parametrize("name", sorted(set(DEEDS) - POSITIONAL))
def test_a_deed_takes_keywords_only(name):
    assert kinds(DEEDS[name]) <= {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("name", sorted(set(DEEDS) - OF_THE_CLOCK - NOT_DEEDS))
def test_a_deed_is_told_who_does_it_and_when(name):
    told = inspect.signature(DEEDS[name]).parameters

    assert {"by", "at"} <= set(told)
    assert all(told[each].default is inspect.Parameter.empty for each in ("by", "at"))


@pytest.mark.parametrize("name", sorted(OF_THE_CLOCK))
def test_what_the_clock_does_is_done_by_nobody(name):
    assert "by" not in inspect.signature(DEEDS[name]).parameters
