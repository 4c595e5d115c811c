import pytest
from django.db import transaction

from sessions_app.audit.actions import record
from sessions_app.audit.models import Event
from tests.factories.audit import EventFactory
from tests.factories.people import AccountFactory
from tests.factories.planning import NOW, PlanFactory
from tests.sessions_app.refusals import append_only, refused

pytestmark = pytest.mark.django_db
TABLE = "sessions_app_event"


def test_a_deed_is_kept_with_who_did_it_to_what_and_when():
    thea = AccountFactory(name="Thea Lindqvist", credentials="LMFT")
    plan = PlanFactory()

    event = record(deed="plan begun", subject=plan, by=thea, at=NOW, number=3)

    kept = Event.objects.get(pk=event.pk)
    assert (kept.deed, kept.at, kept.facts) == ("plan begun", NOW, {"number": 3})
    assert (kept.by_account, kept.by_name) == (thea.pk, "Thea Lindqvist, LMFT")
    assert (kept.subject_kind, kept.subject_id) == ("plan", plan.pk)
    assert str(kept) == "Thea Lindqvist, LMFT: plan begun"


def test_what_nobody_did_was_done_by_the_clock():
    event = record(deed="letter left", subject=PlanFactory(), by=None, at=NOW)

    assert (event.by_account, event.by_name, event.facts) == (None, "the clock", {})


def test_the_trail_of_one_thing_is_newest_first_and_of_that_thing_only():
    plan, other = PlanFactory(), PlanFactory()
    first = record(deed="plan begun", subject=plan, by=None, at=NOW)
    record(deed="plan begun", subject=other, by=None, at=NOW)
    record(deed="couple opened", subject=plan.couple, by=None, at=NOW)
    second = record(deed="facts recorded", subject=plan, by=None, at=NOW)

    assert list(Event.objects.about(plan)) == [second, first]


def test_a_deed_that_is_undone_leaves_no_row():
    plan = PlanFactory()

    with transaction.atomic():
        record(deed="plan begun", subject=plan, by=None, at=NOW)
        transaction.set_rollback(True)

    assert not Event.objects.exists()


@pytest.mark.parametrize("missing", ["deed", "by_name"])
def test_a_row_says_what_was_done_and_by_whom(missing):
    with refused("event_names_its_deed"):
        EventFactory(**{missing: ""})


def test_no_row_of_the_trail_is_ever_changed_or_removed():
    event = EventFactory(deed="plan begun")

    with append_only(TABLE):
        Event.objects.filter(pk=event.pk).update(deed="nothing")
    with append_only(TABLE):
        event.save()
    with append_only(TABLE):
        event.delete()
    with append_only(TABLE):
        Event.objects.all().delete()

    assert Event.objects.get().deed == "plan begun"
