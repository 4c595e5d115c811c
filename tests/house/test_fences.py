"""Every table of a clinic stands behind a fence, and so does its own wording of a protocol."""

import pytest
from django.apps import apps
from django.db import connection

# Of no clinic: people, who may work in several, how they sign in, their calendar addresses, and
# the machine's own pulse.
OF_NO_CLINIC = {
    "sessions_app_account",
    "sessions_app_feed",
    "sessions_app_keptwords",
    "sessions_app_notice",
    "sessions_app_session",
    "sessions_app_sweep",
}
TABLES = sorted(
    model._meta.db_table
    for model in apps.get_app_config("sessions_app").get_models()
    if model._meta.db_table not in OF_NO_CLINIC
)
HOW = (
    "A table of a clinic gets its fence in the migration that makes it: "
    "migrations.RunSQL(\"select kap_fence('{table}', 'plan_id', 'sessions_app_plan')\")"
)


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
def test_every_table_of_a_clinic_has_a_fence(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity, "
            "(select count(*) from pg_policy where polrelid = c.oid) "
            "from pg_class c where c.oid = %s::regclass",
            [table],
        )
        enabled, forced, policies = cursor.fetchone()

    assert (enabled, forced, policies) == (True, True, 1), HOW.format(table=table)


WORDINGS = [model._meta.db_table for model in apps.get_app_config("protocols").get_models()]


@pytest.mark.django_db
@pytest.mark.parametrize("table", WORDINGS)
def test_every_table_of_protocols_is_read_by_all_and_written_by_the_clinic_whose_it_is(table):
    with connection.cursor() as cursor:
        cursor.execute(
            "select relrowsecurity, relforcerowsecurity, "
            "(select array_agg(polcmd::text order by polcmd) from pg_policy where polrelid = c.oid)"
            " from pg_class c where c.oid = %s::regclass",
            [table],
        )
        enabled, forced, policies = cursor.fetchone()

    assert (enabled, forced, policies) == (True, True, ["a", "d", "r", "w"])
