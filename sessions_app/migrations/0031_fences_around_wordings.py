"""A clinic's own wording of a protocol is not there for another clinic.

The built-in versions are read by everybody and written by `manage.py load_protocols` alone, which
works as the owner of the tables. The parts of a version are where their version is.
"""

from django.db import migrations

VERSION = "protocols_protocolversion"
PARTS = (
    "question", "topic", "starter", "prompt", "phase", "step", "item",
    "meetingtemplate", "indicator", "prerequisite",
)  # fmt: skip
OWN = "(owner = any ((select kap_clinics())::bigint[]) or (select kap_everywhere()))"
THERE = "version_id in (select id from protocols_protocolversion)"
ITS_OWN = THERE.replace(")", " where " + OWN + ")")


def fence(table, seen, kept):
    """A fence for reading, and a narrower one for all that changes a row."""
    return f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy seen on {table} for select using ({seen});
        create policy added on {table} for insert with check ({kept});
        create policy changed on {table} for update using ({kept});
        create policy gone on {table} for delete using ({kept});
    """


def opened(table):
    return f"""
        alter table {table} disable row level security;
        alter table {table} no force row level security;
        drop policy seen on {table};
        drop policy added on {table};
        drop policy changed on {table};
        drop policy gone on {table};
    """


class Migration(migrations.Migration):
    dependencies = [
        ("protocols", "0003_published_versions_stay"),
        ("sessions_app", "0030_days_without_a_session_and_dea"),
    ]

    operations = [
        migrations.RunSQL(fence(VERSION, f"owner is null or {OWN}", OWN), opened(VERSION)),
        *(
            migrations.RunSQL(fence(f"protocols_{part}", THERE, ITS_OWN), opened(f"protocols_{part}"))
            for part in PARTS
        ),
    ]
