"""What the database shows to the role that web and workers take."""

import contextlib
from contextlib import contextmanager

import pytest
from django.db import ProgrammingError, connection, transaction

from protocols.models import ProtocolVersion, Question
from sessions_app.audit.models import Event
from sessions_app.couples.models import Couple
from sessions_app.people.fence import EVERYWHERE, name
from sessions_app.people.models import Clinic
from sessions_app.planning.models import Revision
from sessions_app.signing.models import Signature
from tests.factories.couples import PartnerFactory
from tests.factories.documents import PaperFactory
from tests.factories.people import ClinicFactory, MembershipFactory
from tests.factories.planning import NOW
from tests.factories.protocols import QuestionFactory, VersionFactory, WordingFactory
from tests.house.test_fences import TABLES
from tests.sessions_app.audit.test_chain import commit_now


@contextmanager
def as_the_app():
    """The role that web and workers take; tests are the owner, whom no fence stops."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set local role kapcouples_app")
        yield cursor
        cursor.execute("reset role")
        cursor.execute("set local kap.clinic = ''; set local kap.account = ''")


def count(cursor, table):
    cursor.execute(f"select count(*) from {table}")
    return cursor.fetchone()[0]


@pytest.fixture
def filled(signed_plan):
    """One clinic with a plan that came a long way."""
    PaperFactory(plan=signed_plan)
    commit_now()
    return signed_plan.couple.clinic


@pytest.mark.django_db
def test_the_role_of_the_app_owns_nothing_and_steps_over_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb "
            "from pg_roles where rolname = 'kapcouples_app'"
        )
        assert cursor.fetchone() == (False, False, False, False, False)
        cursor.execute("select count(*) from pg_class where relowner = 'kapcouples_app'::regrole")
        assert cursor.fetchone() == (0,)


def test_without_a_clinic_every_table_is_empty(filled):
    with connection.cursor() as cursor:
        there = {table for table in TABLES if count(cursor, table)}
    with as_the_app() as cursor:
        seen = {table: count(cursor, table) for table in TABLES}

    assert len(there) > 15
    of_no_one = seen.pop("sessions_app_event")
    assert of_no_one == 0
    assert set(seen.values()) == {0}


def test_with_its_clinic_the_app_reads_the_rows_of_that_clinic_only(filled):
    elsewhere = PartnerFactory().couple
    with connection.cursor() as cursor:
        there = {table: count(cursor, table) for table in TABLES}

    with as_the_app() as cursor:
        name(clinics=[filled.pk])
        ours = {table: count(cursor, table) for table in TABLES}
        couples = list(Couple.objects.values_list("clinic", flat=True))
        name(clinics=[elsewhere.clinic_id])
        theirs = {table for table in TABLES if count(cursor, table)}
        name(clinics=[filled.pk, elsewhere.clinic_id])
        both = {table: count(cursor, table) for table in TABLES}
        name(clinics=EVERYWHERE)
        everything = {table: count(cursor, table) for table in TABLES}

    assert couples == [filled.pk]
    assert theirs == {"sessions_app_clinic", "sessions_app_couple", "sessions_app_partner"}
    assert ours == there | {t: there[t] - 1 for t in theirs}
    assert both == everything == there


def test_somebody_who_works_in_two_clinics_reads_own_roles_before_one_is_chosen(filled):
    here = MembershipFactory(clinic=filled)
    there = MembershipFactory(account=here.account)
    ClinicFactory()

    with as_the_app():
        name(clinics=[], account=here.account.pk)

        assert set(here.account.memberships.all()) == {here, there}
        assert {m.clinic for m in here.account.standing_memberships} == {filled, there.clinic}
        assert set(Clinic.objects.all()) == {filled, there.clinic}
        assert not Couple.objects.exists()


def test_nothing_is_written_into_another_clinic(filled, couple):
    elsewhere = ClinicFactory()

    for change in (
        lambda: Couple.objects.create(
            clinic=elsewhere, lead=couple.lead, opened_by=couple.lead, opened_at=couple.opened_at
        ),
        lambda: Couple.objects.filter(pk=couple.pk).update(clinic=elsewhere),
    ):
        with as_the_app():
            name(clinics=[filled.pk])
            with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
                change()
            assert "row-level security" in str(refusal.value)


def test_a_row_cannot_be_hung_onto_another_clinics_record(filled):
    theirs = PartnerFactory().couple

    with as_the_app():
        name(clinics=[filled.pk])
        with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
            PartnerFactory(couple=theirs, side="b")
        assert "row-level security" in str(refusal.value)


RECORD = [model._meta.db_table for model in (Event, Revision, *Signature.__subclasses__())]


@pytest.mark.django_db
@pytest.mark.parametrize("table", RECORD)
def test_the_app_changes_removes_and_empties_no_row_of_the_record(table):
    columns = [field.name for field in connection.introspection.get_table_description(
        connection.cursor(), table
    )]  # fmt: skip
    changes = [f"update {table} set {column} = {column}" for column in columns]
    done = []

    with as_the_app() as cursor:
        for deed in (*changes, f"delete from {table}", f"truncate {table}"):
            with contextlib.suppress(ProgrammingError), transaction.atomic():
                cursor.execute(deed)
                done.append(deed)

    assert len(columns) > 5
    assert done == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    "deed",
    [
        "alter table sessions_app_event disable trigger all",
        "alter table sessions_app_couple disable row level security",
        "drop policy one_clinic on sessions_app_couple",
        "set session_replication_role = replica",
        "create table sessions_app_more (id int)",
        "delete from django_migrations",
    ],
)
def test_the_app_takes_no_wall_down(deed):
    with as_the_app() as cursor:
        with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
            cursor.execute(deed)
        assert "must be owner" in str(refusal.value) or "permission denied" in str(refusal.value)


def test_a_clinics_own_wording_is_not_there_for_another(protocols, clinic):
    own = WordingFactory(owner=clinic.pk)
    QuestionFactory(version=own)
    elsewhere = ClinicFactory()

    seen = {}
    for who, clinics in (("itself", [clinic.pk]), ("another", [elsewhere.pk]), ("nobody", [])):
        with as_the_app():
            name(clinics=clinics)
            seen[who] = (
                ProtocolVersion.objects.filter(pk=own.pk).count(),
                Question.objects.filter(version=own.pk).count(),
                ProtocolVersion.objects.built_in().published().count(),
            )

    assert seen == {"itself": (1, 1, 4), "another": (0, 0, 4), "nobody": (0, 0, 4)}


def test_what_is_built_in_is_written_by_no_clinic(protocols, clinic):
    with as_the_app():
        name(clinics=[clinic.pk])
        retired = ProtocolVersion.objects.built_in().update(retired_at=NOW)
        reworded = Question.objects.update(text="Else.")
        with pytest.raises(ProgrammingError) as refusal, transaction.atomic():
            VersionFactory()

    assert (retired, reworded) == (0, 0)
    assert "row-level security" in str(refusal.value)
