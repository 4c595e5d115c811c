"""The trail and the signatures are only ever added to; the database itself refuses the rest."""

from django.db import migrations

TABLES = ["sessions_app_event", "sessions_app_signoff", "sessions_app_approvalsignature"]

FUNCTION = """
create function kap_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed or removed', tg_table_name
        using errcode = 'integrity_constraint_violation';
end
$$
"""


def guard(table):
    return migrations.RunSQL(
        f"create trigger append_only before update or delete on {table} "
        "for each row execute function kap_append_only()",
        f"drop trigger append_only on {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("sessions_app", "0001_first_records")]

    operations = [
        migrations.RunSQL(FUNCTION, "drop function kap_append_only()"),
        *(guard(table) for table in TABLES),
    ]
