"""Every task of the app under the role that owns no table: it finds the rows of all clinics."""

from dataclasses import dataclass

import pytest
from django.db import connection

from kapcouples.celery import app
from sessions_app.access.models import Notice
from sessions_app.approvals.models import Approval
from sessions_app.couples.models import Couple
from sessions_app.documents.models import Paper
from sessions_app.people.models import Invitation
from sessions_app.reminders.models import Letter
from sessions_app.signoff.models import Nudge
from tests.factories.access import NoticeFactory
from tests.factories.approvals import approved
from tests.factories.couples import PartnerFactory
from tests.factories.documents import PaperFactory
from tests.factories.people import AccountFactory, InvitationFactory
from tests.factories.planning import NOW
from tests.factories.reminders import couples_with_a_letter_due
from tests.factories.signoff import NudgeFactory

# A worker reads the tasks of all slices when it starts.
app.loader.import_default_modules()

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@dataclass(frozen=True)
class Work:
    """What waits for a task in some clinic, and the question whether it was done."""

    waits: object
    done: object
    told: object = lambda _: ()


WORK = {
    "access.sweep": Work(NoticeFactory, lambda _: not Notice.objects.waiting(at=NOW).exists()),
    "approvals.sweep": Work(
        lambda: approved(PartnerFactory(), AccountFactory()),
        lambda _: Approval.objects.filter(ended="lapsed", ended_at=NOW).count() == 1,
    ),
    "documents.render": Work(
        PaperFactory, lambda _: Paper.objects.get().ready_at == NOW, lambda paper: (paper.pk,)
    ),
    "documents.sweep": Work(PaperFactory, lambda asked: asked == [Paper.objects.get().pk]),
    "people.sweep": Work(
        lambda: InvitationFactory(invited_at=NOW),
        lambda _: Invitation.objects.get().sent_at == NOW,
    ),
    "reminders.sweep": Work(
        lambda: couples_with_a_letter_due(1, at=NOW),
        lambda _: Letter.objects.filter(sent_at=NOW).count() == 2,
    ),
    "signoff.sweep": Work(NudgeFactory, lambda _: Nudge.objects.get().sent_at == NOW),
}


def test_every_task_of_the_app_has_its_work_here():
    ours = {name for name in app.tasks if not name.startswith("celery.")}

    assert ours == set(WORK)


@pytest.mark.parametrize("name", WORK)
def test_a_task_finds_the_rows_of_every_clinic_and_leaves_nothing_open(
    name, settings, smtp_sink, monkeypatch
):
    work = WORK[name]
    waiting, asked = work.waits(), []
    monkeypatch.setattr(app.tasks["documents.render"], "delay", asked.append)
    settings.DATABASE_ROLE = "kapcouples_app"

    with connection.cursor() as cursor:
        cursor.execute("set local role kapcouples_app")
        app.tasks[name](*work.told(waiting))
        left = Couple.objects.exists(), Invitation.objects.exists(), Paper.objects.exists()
        cursor.execute("reset role")

    assert left == (False, False, False)
    assert work.done(asked)
